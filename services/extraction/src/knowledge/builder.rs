//! From tables to entities and indexes.

use std::collections::HashSet;

use communique_model::{Entity, EntityId, EntityKind, Label, PartialDate};

use super::fold::{collapse, slug};
use super::lexicon::PORTFOLIOS;
use super::table::{Row, Table};
use super::{EntityKey, Knowledge, KnowledgeError, Meaning, Organ, Sources, Tenure};

/// Builds the knowledge base. The order of the steps is the order of precedence among equal
/// names: countries, then organisations, then places, peoples and persons.
pub(super) fn build(sources: &Sources<'_>) -> Result<Knowledge, KnowledgeError> {
    let mut builder = Builder::default();
    builder.countries(sources.countries)?;
    builder.organisations(sources.organisations)?;
    builder.ministries();
    builder.places(sources.places)?;
    builder.capitals(sources.countries)?;
    builder.peoples(sources.peoples)?;
    builder.persons(sources.persons)?;
    builder.office_holders(sources.office_holders)?;
    Ok(builder.finish())
}

#[derive(Default)]
struct Builder {
    knowledge: Knowledge,
    /// The latest date that a row names.
    as_of: String,
}

impl Builder {
    fn countries(&mut self, data: &str) -> Result<(), KnowledgeError> {
        let table = Table::read("countries.tsv", data, &["alpha2", "name"])?;
        for row in table.rows() {
            let alpha2 = row.need("alpha2")?;
            let name = row.need("name")?;
            let mut aliases = row.list("aliases");
            aliases.push(alpha2);
            let key = self.entity(
                &row,
                format!("country:{alpha2}"),
                EntityKind::Country,
                name,
                &aliases,
                alpha2,
            )?;
            self.name(name, key, Label::Gpe);
            for alias in row.list("aliases") {
                self.name(alias, key, Label::Gpe);
            }
            for adjective in row.list("adjectives") {
                self.name(adjective, key, Label::Norp);
            }
        }
        Ok(())
    }

    fn organisations(&mut self, data: &str) -> Result<(), KnowledgeError> {
        let table = Table::read("organisations.tsv", data, &["slug", "name"])?;
        let mut parents = Vec::new();
        for row in table.rows() {
            let name = row.need("name")?;
            let country = self.known_country(&row)?;
            let id = format!("organisation:{}", row.need("slug")?);
            let kind = EntityKind::Organisation;
            let key = self.entity(&row, id, kind, name, &row.list("aliases"), country)?;
            self.name(name, key, Label::Org);
            for alias in row.list("aliases") {
                self.name(alias, key, Label::Org);
            }
            for name in std::iter::once(name).chain(row.list("aliases")) {
                let words = self.knowledge.vocabulary.add_name(name);
                if words.len() > 2 {
                    self.knowledge.institutional.extend(words);
                }
            }
            parents.push((row, key));
        }
        let mut organs = Vec::new();
        for (row, key) in parents {
            let Some(parent) = row.list("part_of").first().copied() else {
                continue;
            };
            let parent = self
                .knowledge
                .key(&format!("organisation:{parent}"))
                .ok_or_else(|| row.wrong(format!("`part_of` names `{parent}`, which no row is")))?;
            organs.push((key, parent));
        }
        for &(key, parent) in &organs {
            let mut chain: Vec<EntityId> = Vec::new();
            let mut next = Some(parent);
            // A chain that comes back to itself ends where it does.
            while let Some(above) = next {
                let id = self.knowledge.get(above).id.clone();
                if above == key || chain.contains(&id) {
                    break;
                }
                chain.push(id);
                next = organs.iter().find(|(part, _)| *part == above).map(|o| o.1);
            }
            self.knowledge.entities[key.0 as usize].part_of = chain;
            self.organ(key, parent);
        }
        Ok(())
    }

    /// Indexes an organ by the part of its name that is not its organisation's.
    fn organ(&mut self, entity: EntityKey, parent: EntityKey) {
        let knowledge = &mut self.knowledge;
        let parent_names: Vec<String> = all_names(knowledge.get(parent)).map(Into::into).collect();
        let own_names: Vec<String> = all_names(knowledge.get(entity)).map(Into::into).collect();
        for name in own_names {
            let Some(local) = local_name(&name, &parent_names) else {
                continue;
            };
            let symbols = knowledge.vocabulary.add_name(local);
            if symbols.is_empty() {
                continue;
            }
            let node = knowledge.organ_names.insert(&symbols);
            let slot = knowledge.organ_names.payload_mut(node);
            let at = *slot.get_or_insert_with(|| {
                knowledge.organs.push(Vec::new());
                index(knowledge.organs.len() - 1)
            });
            let organs = &mut knowledge.organs[at as usize];
            let organ = Organ { parent, entity };
            if !organs.contains(&organ) {
                organs.push(organ);
            }
        }
    }

    /// Makes the ministries of every country, so that "Foreign Ministry" can be linked anywhere.
    fn ministries(&mut self) {
        let countries: Vec<(String, String, String)> = self
            .knowledge
            .entities
            .iter()
            .filter(|entity| entity.kind == EntityKind::Country)
            .map(|entity| {
                let alpha2 = entity.country.clone().unwrap_or_default();
                (entity.name.clone(), alpha2, entity.provenance.clone())
            })
            .collect();
        for (country, alpha2, provenance) in countries {
            for forms in PORTFOLIOS {
                let subject = forms[0];
                let id = EntityId(ministry_id(subject, &country));
                if self.knowledge.ids.contains_key(&id) {
                    continue;
                }
                let name = format!("Ministry of {subject} of {country}");
                let aliases = forms
                    .iter()
                    .skip(1)
                    .map(|form| format!("{form} Ministry of {country}"))
                    .collect();
                self.push(Entity {
                    id,
                    kind: EntityKind::Organisation,
                    name,
                    aliases,
                    country: Some(alpha2.clone()),
                    part_of: Vec::new(),
                    provenance: format!("composed from the country; {provenance}"),
                });
            }
        }
    }

    fn places(&mut self, data: &str) -> Result<(), KnowledgeError> {
        let table = Table::read("places.tsv", data, &["slug", "name", "kind"])?;
        for row in table.rows() {
            let (prefix, kind, label) = match row.need("kind")? {
                "place" => ("place", EntityKind::Place, Label::Gpe),
                "region" => ("region", EntityKind::Region, Label::Loc),
                "facility" => ("facility", EntityKind::Facility, Label::Fac),
                other => {
                    let known = "`place`, `region` or `facility`";
                    return Err(row.wrong(format!("`kind` is `{other}`, expected {known}")));
                }
            };
            let name = row.need("name")?;
            let country = self.known_country(&row)?;
            let id = format!("{prefix}:{}", row.need("slug")?);
            let key = self.entity(&row, id, kind, name, &row.list("aliases"), country)?;
            let population = row.get("population");
            if !population.is_empty() {
                self.knowledge.weights[key.0 as usize] = population
                    .parse()
                    .map_err(|_| row.wrong(format!("`population` is `{population}`")))?;
            }
            self.name(name, key, label);
            for alias in row.list("aliases") {
                self.name(alias, key, label);
            }
        }
        Ok(())
    }

    /// Makes a place of every capital that the table of places does not hold.
    fn capitals(&mut self, data: &str) -> Result<(), KnowledgeError> {
        let table = Table::read("countries.tsv", data, &["alpha2"])?;
        for row in table.rows() {
            for capital in row.list("capital") {
                let known = self
                    .knowledge
                    .hashtags
                    .get(collapse(capital).as_str())
                    .is_some_and(|meaning| meaning.label == Label::Gpe);
                let id = format!("place:{}", slug(capital));
                if known || self.knowledge.key(&id).is_some() {
                    continue;
                }
                let alpha2 = row.get("alpha2");
                let key = self.entity(&row, id, EntityKind::Place, capital, &[], alpha2)?;
                self.name(capital, key, Label::Gpe);
            }
        }
        Ok(())
    }

    fn peoples(&mut self, data: &str) -> Result<(), KnowledgeError> {
        let table = Table::read("peoples.tsv", data, &["word"])?;
        for row in table.rows() {
            let word = row.need("word")?;
            let country = self.known_country(&row)?;
            let name = match row.get("name") {
                "" => word,
                name => name,
            };
            let key = match self.knowledge.country(country) {
                Some(key) => key,
                None => {
                    let id = format!("people:{}", slug(name));
                    match self.knowledge.key(&id) {
                        Some(key) => key,
                        None => self.entity(&row, id, EntityKind::People, name, &[word], "")?,
                    }
                }
            };
            self.name(word, key, Label::Norp);
        }
        Ok(())
    }

    fn persons(&mut self, data: &str) -> Result<(), KnowledgeError> {
        let table = Table::read("persons.tsv", data, &["slug", "name"])?;
        for row in table.rows() {
            let name = row.need("name")?;
            let country = self.known_country(&row)?;
            let id = format!("person:{}", row.need("slug")?);
            let kind = EntityKind::Person;
            let key = self.entity(&row, id, kind, name, &row.list("aliases"), country)?;
            let knowledge = &mut self.knowledge;
            knowledge
                .people
                .add(key, &knowledge.entities[key.0 as usize]);
            self.hashtag(name, key, Label::Person);
        }
        Ok(())
    }

    fn office_holders(&mut self, data: &str) -> Result<(), KnowledgeError> {
        let table = Table::read("office_holders.tsv", data, &["person_slug", "office"])?;
        for row in table.rows() {
            let person = row.need("person_slug")?;
            let key = self
                .knowledge
                .key(&format!("person:{person}"))
                .ok_or_else(|| row.wrong(format!("no person has the slug `{person}`")))?;
            let of = match row.get("of") {
                "" => None,
                of => Some(
                    self.knowledge
                        .country(of)
                        .or_else(|| self.knowledge.key(&format!("organisation:{of}")))
                        .or_else(|| self.knowledge.key(&format!("place:{of}")))
                        .ok_or_else(|| {
                            row.wrong(format!("`of` is `{of}`: no country, organisation or place"))
                        })?,
                ),
            };
            // "#Putin": who holds or held an office goes by the surname.
            let name = self.knowledge.get(key).name.clone();
            if let Some(surname) = name
                .rsplit(' ')
                .next()
                .filter(|word| word.chars().count() > 3)
                && !super::lexicon::is_common(surname)
            {
                self.hashtag(surname, key, Label::Person);
            }
            let tenure = Tenure {
                office: row.need("office")?.to_owned(),
                of,
                from: date(&row, "from")?,
                to: date(&row, "to")?,
            };
            if let Some(of) = tenure.of {
                let holders = self.knowledge.holders.entry(of).or_default();
                if !holders.contains(&key) {
                    holders.push(key);
                }
            }
            self.knowledge.tenures.entry(key).or_default().push(tenure);
            self.note_date(row.get("as_of"));
        }
        Ok(())
    }

    fn finish(mut self) -> Knowledge {
        let knowledge = &mut self.knowledge;
        knowledge.people.finish(&knowledge.vocabulary);
        let count = knowledge.entities.len();
        knowledge.version = match self.as_of.as_str() {
            "" => format!("undated, {count} entities"),
            date => format!("{date}, {count} entities"),
        };
        self.knowledge
    }

    fn known_country<'data>(&self, row: &Row<'_, 'data>) -> Result<&'data str, KnowledgeError> {
        let country = row.list("country").first().copied().unwrap_or("");
        if country.is_empty() || self.knowledge.country(country).is_some() {
            return Ok(country);
        }
        Err(row.wrong(format!("`country` is `{country}`, which no country is")))
    }

    fn note_date(&mut self, date: &str) {
        if date > self.as_of.as_str() {
            date.clone_into(&mut self.as_of);
        }
    }

    fn entity(
        &mut self,
        row: &Row<'_, '_>,
        id: String,
        kind: EntityKind,
        name: &str,
        aliases: &[&str],
        country: &str,
    ) -> Result<EntityKey, KnowledgeError> {
        if self.knowledge.key(&id).is_some() {
            return Err(row.wrong(format!("the id `{id}` is given twice")));
        }
        self.note_date(row.get("as_of"));
        let mut seen = HashSet::from([name]);
        let aliases = aliases.iter().filter(|alias| seen.insert(alias));
        Ok(self.push(Entity {
            id: EntityId(id),
            kind,
            name: name.to_owned(),
            aliases: aliases.map(|alias| (*alias).to_owned()).collect(),
            country: (!country.is_empty()).then(|| country.to_owned()),
            part_of: Vec::new(),
            provenance: row.provenance(),
        }))
    }

    fn push(&mut self, entity: Entity) -> EntityKey {
        let knowledge = &mut self.knowledge;
        let key = EntityKey(index(knowledge.entities.len()));
        knowledge.ids.insert(entity.id.clone(), key);
        knowledge.entities.push(entity);
        knowledge.weights.push(0);
        key
    }

    /// Indexes a name for texts and for hashtags.
    fn name(&mut self, name: &str, entity: EntityKey, label: Label) {
        let name = name.strip_prefix("The ").unwrap_or(name);
        // "collective West" is a way of speaking of the West, not another name of it.
        if name.starts_with(char::is_lowercase) && name.contains(' ') {
            return;
        }
        let knowledge = &mut self.knowledge;
        let symbols = knowledge.vocabulary.add_name(name);
        if symbols.is_empty() {
            return;
        }
        let node = knowledge.names.insert(&symbols);
        let slot = knowledge.names.payload_mut(node);
        let at = *slot.get_or_insert_with(|| {
            knowledge.meanings.push(Vec::new());
            index(knowledge.meanings.len() - 1)
        });
        let meanings = &mut knowledge.meanings[at as usize];
        let meaning = Meaning { entity, label };
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
        self.hashtag(name, entity, label);
    }

    fn hashtag(&mut self, name: &str, entity: EntityKey, label: Label) {
        let collapsed = collapse(name);
        if collapsed.chars().count() >= 2 {
            self.knowledge
                .hashtags
                .entry(collapsed.into())
                .or_insert(Meaning { entity, label });
        }
    }
}

/// The id of a country's ministry.
pub(super) fn ministry_id(subject: &str, country: &str) -> String {
    format!(
        "organisation:{}",
        slug(&format!("Ministry of {subject} of {country}"))
    )
}

fn all_names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
}

/// "Foreign Ministers Council" of "CSTO Foreign Ministers Council" or "Foreign Ministers Council
/// of the CSTO".
fn local_name<'name>(name: &'name str, parents: &[String]) -> Option<&'name str> {
    parents.iter().find_map(|parent| {
        let before = name
            .strip_prefix(parent.as_str())
            .and_then(|rest| rest.strip_prefix(' ').or_else(|| rest.strip_prefix("'s ")));
        let after = || {
            let rest = name.strip_suffix(parent.as_str())?;
            rest.strip_suffix(" of the ")
                .or_else(|| rest.strip_suffix(" of "))
        };
        before.or_else(after)
    })
}

fn date(row: &Row<'_, '_>, column: &str) -> Result<Option<PartialDate>, KnowledgeError> {
    match row.get(column) {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|error| row.wrong(format!("`{column}`: {error}"))),
    }
}

/// Tables hold far fewer than 2³² rows.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
