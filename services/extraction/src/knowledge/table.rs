//! Reading the tables of the knowledge base: UTF-8, tab-separated, a header line, `#` comments.
//! Tables of several layers are read as one: a row of a later layer takes the place of the row
//! with the same key.

use std::collections::HashMap;
use std::rc::Rc;

use super::schema::Schema;
use super::sources::{KnowledgeError, Sources};

/// The header of one file.
#[derive(Debug)]
struct Header<'data> {
    file: String,
    columns: Vec<&'data str>,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Row<'data> {
    header: Rc<Header<'data>>,
    /// Number of the layer that the row comes from; 0 is the first.
    pub(crate) layer: usize,
    line: usize,
    text: &'data str,
    cells: Vec<&'data str>,
}

/// Reads one table of every layer.
///
/// # Errors
/// The first fault: a header without a column that is needed, or a row with too few or too many
/// cells.
pub(crate) fn read<'data>(
    schema: &Schema,
    layers: &[&Sources<'data>],
) -> Result<Vec<Row<'data>>, KnowledgeError> {
    let mut faults = Vec::new();
    let rows = merge(schema, layers, &mut faults, |_| {});
    match faults.into_iter().next() {
        Some(fault) => Err(fault),
        None => Ok(rows),
    }
}

/// Reads one table of every layer, collects all faults, and reports every row that a later layer
/// replaces.
pub(crate) fn merge<'data>(
    schema: &Schema,
    layers: &[&Sources<'data>],
    faults: &mut Vec<KnowledgeError>,
    mut replaced: impl FnMut(&Row<'data>),
) -> Vec<Row<'data>> {
    let mut rows: Vec<Row<'data>> = Vec::new();
    let mut places: HashMap<Vec<&'data str>, usize> = HashMap::new();
    for (layer, sources) in layers.iter().enumerate() {
        let read = read_file(schema, sources, layer, faults);
        if layers.len() == 1 {
            return read;
        }
        for row in read {
            let key: Vec<&str> = schema.key.iter().map(|column| row.get(column)).collect();
            match places.get(&key).copied() {
                Some(place) if rows[place].layer < layer => {
                    replaced(&rows[place]);
                    rows[place] = row;
                }
                _ => {
                    places.insert(key, rows.len());
                    rows.push(row);
                }
            }
        }
    }
    rows
}

fn read_file<'data>(
    schema: &Schema,
    sources: &Sources<'data>,
    layer: usize,
    faults: &mut Vec<KnowledgeError>,
) -> Vec<Row<'data>> {
    let data = sources.text(schema);
    let mut lines = data
        .strip_prefix('\u{feff}')
        .unwrap_or(data)
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let Some((number, first)) = lines.next() else {
        return Vec::new();
    };
    let columns: Vec<&str> = first.split('\t').map(str::trim).collect();
    let header = Rc::new(Header {
        file: sources.path(schema),
        columns,
    });
    let head = Row {
        header: Rc::clone(&header),
        layer,
        line: number,
        text: first,
        cells: header.columns.clone(),
    };
    let before = faults.len();
    header_faults(schema, &head, faults);
    if faults.len() > before {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (line, text) in lines {
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        let row = Row {
            header: Rc::clone(&header),
            layer,
            line,
            text,
            cells,
        };
        if row.cells.len() == header.columns.len() {
            rows.push(row);
        } else {
            faults.push(row.fault_at(
                0,
                format!(
                    "the row has {} cells, the header {}",
                    row.cells.len(),
                    header.columns.len()
                ),
                "separate cells by one tab each and leave a cell empty where nothing is known",
            ));
        }
    }
    rows
}

fn header_faults(schema: &Schema, head: &Row<'_>, faults: &mut Vec<KnowledgeError>) {
    let names = schema.columns.iter().map(|column| column.name);
    let known = names.collect::<Vec<_>>().join(", ");
    for (index, name) in head.cells.iter().enumerate() {
        if schema.column(name).is_none() {
            faults.push(head.fault_at(
                index,
                format!("the table has no column `{name}`"),
                &format!("its columns are {known}"),
            ));
        } else if head.cells[..index].contains(name) {
            faults.push(head.fault_at(
                index,
                format!("the header has the column `{name}` twice"),
                "keep one of them",
            ));
        }
    }
    for column in schema.columns.iter().filter(|column| column.needed) {
        if !head.cells.contains(&column.name) {
            faults.push(head.fault_at(
                0,
                format!("the header has no column `{}`", column.name),
                &format!("write a header line with the columns {known}"),
            ));
        }
    }
}

impl<'data> Row<'data> {
    fn index(&self, column: &str) -> Option<usize> {
        self.header.columns.iter().position(|name| *name == column)
    }

    /// The cell of a column; empty where the file has no such column.
    pub(crate) fn get(&self, column: &str) -> &'data str {
        self.index(column).map_or("", |index| self.cells[index])
    }

    /// The values of a cell that holds several, separated by `|`.
    pub(crate) fn list(&self, column: &str) -> Vec<&'data str> {
        self.get(column)
            .split('|')
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// The cell of a column that must not be empty.
    pub(crate) fn need(&self, column: &str) -> Result<&'data str, KnowledgeError> {
        let value = self.get(column);
        if value.is_empty() {
            return Err(self.wrong(
                column,
                format!("`{column}` is empty"),
                "every row must fill it",
            ));
        }
        Ok(value)
    }

    /// A fault of this row's cell of a column.
    pub(crate) fn wrong(
        &self,
        column: &str,
        problem: impl Into<String>,
        remedy: &str,
    ) -> KnowledgeError {
        self.fault_at(self.index(column).unwrap_or(0), problem, remedy)
    }

    fn fault_at(&self, cell: usize, problem: impl Into<String>, remedy: &str) -> KnowledgeError {
        let before = self.text.split('\t').take(cell);
        let skipped: usize = before.map(|cell| cell.chars().count() + 1).sum();
        KnowledgeError {
            file: self.header.file.clone(),
            line: self.line,
            column: skipped + 1,
            problem: problem.into(),
            remedy: remedy.to_owned(),
        }
    }

    /// File and line, for people.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.header.file, self.line)
    }

    /// Where the row's facts come from and as of when, and what Wikidata calls it.
    pub(crate) fn provenance(&self) -> String {
        let mut provenance = match (self.get("source"), self.get("as_of")) {
            (source, "") => source.to_owned(),
            (source, as_of) => format!("{source}, as of {as_of}"),
        };
        let item = self.get("wikidata");
        if !item.is_empty() {
            provenance.push_str("; Wikidata ");
            provenance.push_str(item);
        }
        provenance
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::schema::{LAWS, PLACES};

    fn laws<'data>(folder: &'data str, laws: &'data str) -> Sources<'data> {
        Sources {
            folder,
            laws,
            ..Sources::default()
        }
    }

    #[test]
    fn reads_columns_by_name_and_skips_comments() {
        let text = "# notes\nsource\tname\taliases\tas_of\n\nx\tA\tB | C\t2024\r\n";
        let rows = read(&LAWS, &[&laws("", text)]).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].list("aliases"), ["B", "C"]);
        assert_eq!(rows[0].get("country"), "");
        assert_eq!(rows[0].provenance(), "x, as of 2024");
        assert!(read(&LAWS, &[&laws("", "")]).unwrap().is_empty());
    }

    #[test]
    fn a_wrong_row_is_named_with_its_file_and_column() {
        let short = laws("lists/", "name\tsource\tas_of\nAé\tx\n");
        let fault = read(&LAWS, &[&short]).unwrap_err();
        assert!(
            fault.to_string().starts_with("lists/laws.tsv:2:1: "),
            "{fault}"
        );
        let unknown = laws("", "name\tsource\tas_of\tcolour\n");
        let fault = read(&LAWS, &[&unknown]).unwrap_err();
        assert!(fault.to_string().contains("laws.tsv:1:19: "), "{fault}");
        assert!(fault.to_string().contains("`colour`"), "{fault}");
        let missing = Sources {
            places: "slug\tname\n",
            ..Sources::default()
        };
        let fault = read(&PLACES, &[&missing]).unwrap_err();
        assert!(fault.to_string().contains("`kind`"), "{fault}");
    }

    #[test]
    fn a_later_layer_replaces_and_adds() {
        let first = laws(
            "",
            "name\taliases\tsource\tas_of\nA\told\tx\t2024\nB\t\tx\t2024\n",
        );
        let second = laws(
            "own",
            "name\taliases\tsource\tas_of\nA\tnew\ty\t2025\nC\t\ty\t2025\n",
        );
        let rows = read(&LAWS, &[&first, &second]).unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row.get("name")).collect();
        assert_eq!(names, ["A", "B", "C"]);
        assert_eq!(rows[0].get("aliases"), "new");
        assert_eq!(rows[0].place(), "own/laws.tsv:2");
    }
}
