//! Validating tables: every fault, not only the first.

use std::collections::{BTreeMap, HashMap, HashSet};

use communique_model::PartialDate;

use super::schema::{self, Cell, Schema, TABLES};
use super::sources::{KnowledgeError, Sources};
use super::table::{Row, merge};

/// What a validation found.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// What must be mended, in the order of files, lines and columns.
    pub faults: Vec<KnowledgeError>,
    /// What an overriding table changes for names that the build gives another meaning.
    pub notes: Vec<String>,
    /// Rows of each table.
    pub counts: Vec<Count>,
}

/// Rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The table's file.
    pub table: &'static str,
    /// Rows in use, all layers together.
    pub rows: usize,
    /// Rows that a later layer adds.
    pub added: usize,
    /// Rows that a later layer replaces.
    pub replaced: usize,
}

impl Check {
    /// Validates layers of tables, of which later ones override earlier ones.
    #[must_use]
    pub fn of(layers: &[&Sources<'_>]) -> Self {
        let mut check = Self::default();
        let mut tables = Vec::new();
        for schema in TABLES {
            let mut replaced = 0;
            let rows = merge(schema, layers, &mut check.faults, |_| replaced += 1);
            let later = rows.iter().filter(|row| row.layer > 0).count();
            check.counts.push(Count {
                table: schema.file,
                rows: rows.len(),
                added: later - replaced,
                replaced,
            });
            tables.push((schema, rows));
        }
        let known = Known::of(&tables);
        for (schema, rows) in &tables {
            check.keys(schema, rows);
            for row in rows {
                check.row(schema, row, &known);
            }
        }
        check.meanings(&tables);
        check.circles(&tables);
        check.faults.sort();
        check
    }

    fn keys(&mut self, schema: &Schema, rows: &[Row<'_>]) {
        let mut seen: HashMap<Vec<&str>, &Row<'_>> = HashMap::new();
        for row in rows {
            let key: Vec<&str> = schema.key.iter().map(|column| row.get(column)).collect();
            if let Some(first) = seen.insert(key, row) {
                self.faults.push(row.wrong(
                    schema.key[0],
                    format!(
                        "`{}` is given twice, first at {}",
                        row.get(schema.key[0]),
                        first.place()
                    ),
                    "keep one of the two rows",
                ));
            }
        }
    }

    fn row(&mut self, schema: &Schema, row: &Row<'_>, known: &Known<'_>) {
        for column in schema.columns {
            let value = row.get(column.name);
            if value.is_empty() {
                if column.needed {
                    self.faults.push(row.wrong(
                        column.name,
                        format!("`{}` is empty", column.name),
                        "every row must fill it",
                    ));
                }
                continue;
            }
            if let Some((problem, remedy)) = fault_of(column.cell, value, known) {
                let problem = format!("`{}`: {problem}", column.name);
                self.faults.push(row.wrong(column.name, problem, &remedy));
            }
        }
        let (from, to) = (row.get("from"), row.get("to"));
        if let (Ok(start), Ok(end)) = (from.parse::<PartialDate>(), to.parse::<PartialDate>())
            && end.last_day() < start.first_day()
        {
            self.faults.push(row.wrong(
                "to",
                format!("it ends on {to} before it begins on {from}"),
                "correct one of the two dates",
            ));
        }
        let name = row.get("name");
        let mut seen = HashSet::new();
        for alias in row.list("aliases") {
            if alias == name || !seen.insert(alias) {
                self.faults.push(row.wrong(
                    "aliases",
                    format!("`{alias}` stands twice in the row"),
                    "list a name once; `name` itself is no alias",
                ));
            }
        }
    }

    /// Names with two meanings: a fault inside one layer, a note between layers.
    fn meanings(&mut self, tables: &[(&'static Schema, Vec<Row<'_>>)]) {
        let mut owners: BTreeMap<&str, Vec<(&Schema, &Row<'_>)>> = BTreeMap::new();
        for (schema, rows) in tables {
            let columns: &[&str] = match schema.file {
                "countries.tsv" => &["name", "aliases", "adjectives"],
                "peoples.tsv" => &["word"],
                "organisations.tsv" | "persons.tsv" | "places.tsv" | "laws.tsv" | "events.tsv" => {
                    &["name", "aliases"]
                }
                _ => continue,
            };
            for row in rows {
                for name in columns.iter().flat_map(|column| row.list(column)) {
                    let of_name = owners.entry(name).or_default();
                    if !of_name
                        .iter()
                        .any(|(_, other)| other.place() == row.place())
                    {
                        of_name.push((schema, row));
                    }
                }
            }
        }
        for (name, owners) in owners.iter().filter(|(_, owners)| owners.len() > 1) {
            let top = owners.iter().map(|(_, row)| row.layer).max().unwrap_or(0);
            let (latest, earlier): (Vec<_>, Vec<_>) =
                owners.iter().partition(|(_, row)| row.layer == top);
            for pair in latest.windows(2) {
                let (_, row) = pair[1];
                self.faults.push(row.wrong(
                    "name",
                    format!("`{name}` means another row too, at {}", pair[0].1.place()),
                    "give the name to one of the two rows",
                ));
            }
            for (_, other) in earlier {
                self.notes.push(format!(
                    "`{name}` now means the row at {}, no longer the one at {}",
                    latest[0].1.place(),
                    other.place()
                ));
            }
        }
    }

    /// Bodies that are organs of themselves.
    fn circles(&mut self, tables: &[(&'static Schema, Vec<Row<'_>>)]) {
        let rows = tables
            .iter()
            .find(|(schema, _)| schema.file == schema::ORGANISATIONS.file);
        let rows = rows.map_or(&[][..], |(_, rows)| rows);
        let parent: HashMap<&str, &str> = rows
            .iter()
            .map(|row| (row.get("slug"), row.get("part_of")))
            .collect();
        for row in rows {
            let own = row.get("slug");
            let mut above = row.get("part_of");
            let mut steps = 0;
            while !above.is_empty() && above != own && steps <= LONGEST_CHAIN {
                above = parent.get(above).copied().unwrap_or("");
                steps += 1;
            }
            if !above.is_empty() {
                self.faults.push(row.wrong(
                    "part_of",
                    format!("`{own}` is an organ of itself"),
                    "name the body above it, or leave the cell empty",
                ));
            }
        }
    }
}

/// More bodies above one another than there are anywhere.
const LONGEST_CHAIN: usize = 16;

/// What the rows of all tables may refer to.
struct Known<'data> {
    countries: HashSet<&'data str>,
    organisations: HashSet<&'data str>,
    places: HashSet<&'data str>,
    persons: HashSet<&'data str>,
}

impl<'data> Known<'data> {
    fn of(tables: &[(&'static Schema, Vec<Row<'data>>)]) -> Self {
        let keys = |wanted: &Schema| {
            let rows = tables
                .iter()
                .filter(|(schema, _)| schema.file == wanted.file);
            rows.flat_map(|(schema, rows)| rows.iter().map(|row| row.get(schema.key[0])))
                .collect::<HashSet<_>>()
        };
        Self {
            countries: keys(&schema::COUNTRIES),
            organisations: keys(&schema::ORGANISATIONS),
            places: keys(&schema::PLACES),
            persons: keys(&schema::PERSONS),
        }
    }
}

/// What is wrong with a cell, and what to do.
fn fault_of(cell: Cell, value: &str, known: &Known<'_>) -> Option<(String, String)> {
    let letters =
        |count: usize| value.len() == count && value.bytes().all(|byte| byte.is_ascii_uppercase());
    let fault = |right: bool, expected: &str| {
        (!right).then(|| {
            (
                format!("`{value}` is not {expected}"),
                format!("write {expected}"),
            )
        })
    };
    let missing = |right: bool, kind: &str, table: &str| {
        (!right).then(|| {
            (
                format!("no {kind} is called `{value}`"),
                format!("use the key of a row of {table}, or add that row"),
            )
        })
    };
    match cell {
        Cell::Text => untidy(value),
        Cell::Names => {
            if value.split('|').any(|name| name.trim().is_empty()) {
                return Some((
                    "there is nothing between two bars".to_owned(),
                    "separate names by one bar each".to_owned(),
                ));
            }
            value.split('|').find_map(|name| untidy(name.trim()))
        }
        Cell::Slug => {
            let right = value
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            fault(right, "lower-case letters, figures and hyphens")
        }
        Cell::Alpha2 => fault(letters(2), "two capitals of ISO 3166-1"),
        Cell::Alpha3 => fault(letters(3), "three capitals of ISO 3166-1"),
        Cell::Wikidata => {
            let right = value.strip_prefix('Q').is_some_and(|number| {
                !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
            });
            fault(right, "an item of Wikidata such as Q159")
        }
        Cell::Number => fault(value.parse::<u64>().is_ok(), "a whole number"),
        Cell::Date => fault(
            value.parse::<PartialDate>().is_ok(),
            "a date as YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        Cell::OneOf(words) => {
            let expected = words.join(", ");
            fault(words.contains(&value), &format!("one of {expected}"))
        }
        Cell::Country => missing(known.countries.contains(value), "country", "countries.tsv"),
        Cell::Organisation => missing(
            known.organisations.contains(value),
            "organisation",
            "organisations.tsv",
        ),
        Cell::Person => missing(known.persons.contains(value), "person", "persons.tsv"),
        Cell::Holder => missing(
            known.countries.contains(value)
                || known.organisations.contains(value)
                || known.places.contains(value),
            "country, organisation or place",
            "countries.tsv, organisations.tsv or places.tsv",
        ),
        Cell::Member => missing(
            known.countries.contains(value) || known.organisations.contains(value),
            "country or organisation",
            "countries.tsv or organisations.tsv",
        ),
    }
}

fn untidy(words: &str) -> Option<(String, String)> {
    let control = words.contains(char::is_control);
    let blanks = words.contains("  ");
    (control || blanks).then(|| {
        (
            format!(
                "`{}` holds more than words and single blanks",
                words.escape_debug()
            ),
            "write one blank between words and nothing invisible".to_owned(),
        )
    })
}
