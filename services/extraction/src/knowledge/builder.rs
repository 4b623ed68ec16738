//! From tables to entities and indexes.

use std::collections::{HashMap, HashSet};

use communique_model::{Entity, EntityId, EntityKind, Label, PartialDate};

use super::fold::{collapse, slug};
use super::lexicon::PORTFOLIOS;
use super::schema;
use super::table::{Row, read};
use super::{EntityKey, Knowledge, KnowledgeError, Membership, Sources, Tenure};

/// Builds the knowledge base. The order of the steps is the order of precedence among equal
/// names of one layer: countries, then organisations, then places, peoples and persons. A name
/// of a later layer has no other meaning than that layer's.
pub(super) fn build(layers: &[&Sources<'_>]) -> Result<Knowledge, KnowledgeError> {
    let mut builder = Builder::default();
    let countries = read(&schema::COUNTRIES, layers)?;
    builder.countries(&countries)?;
    builder.organisations(&read(&schema::ORGANISATIONS, layers)?)?;
    builder.ministries();
    builder.places(&read(&schema::PLACES, layers)?)?;
    builder.capitals(&countries)?;
    builder.peoples(&read(&schema::PEOPLES, layers)?)?;
    builder.persons(&read(&schema::PERSONS, layers)?)?;
    builder.office_holders(&read(&schema::OFFICE_HOLDERS, layers)?)?;
    builder.memberships(&read(&schema::MEMBERS, layers)?)?;
    for (table, label) in [(&schema::LAWS, Label::Law), (&schema::EVENTS, Label::Event)] {
        for row in read(table, layers)? {
            builder.titles(&row, label)?;
        }
    }
    Ok(builder.finish())
}

#[derive(Default)]
pub(super) struct Builder {
    pub(super) knowledge: Knowledge,
    /// Entities and titles of later layers than the first.
    pub(super) later: HashSet<EntityKey>,
    /// The latest date that a row names.
    as_of: String,
}

impl Builder {
    fn countries(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        for row in rows {
            let alpha2 = row.need("alpha2")?;
            let name = row.need("name")?;
            let mut aliases = row.list("aliases");
            aliases.extend(row.list("alpha2"));
            aliases.extend(row.list("alpha3"));
            let key = self.entity(
                row,
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

    fn organisations(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        let mut parents = Vec::new();
        for row in rows {
            let name = row.need("name")?;
            let country = self.known_country(row)?;
            let id = format!("organisation:{}", row.need("slug")?);
            let kind = EntityKind::Organisation;
            let key = self.entity(row, id, kind, name, &row.list("aliases"), country)?;
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
                .ok_or_else(|| {
                    row.wrong(
                        "part_of",
                        format!("no organisation is called `{parent}`"),
                        "use the slug of a row of organisations.tsv, or add that row",
                    )
                })?;
            organs.push((key, parent));
        }
        let above: HashMap<EntityKey, EntityKey> = organs.iter().copied().collect();
        for &(key, parent) in &organs {
            let mut chain: Vec<EntityId> = Vec::new();
            let mut next = Some(parent);
            // A chain that comes back to itself ends where it does.
            while let Some(body) = next {
                let id = self.knowledge.get(body).id.clone();
                if body == key || chain.contains(&id) {
                    break;
                }
                chain.push(id);
                next = above.get(&body).copied();
            }
            self.knowledge.entities[key.0 as usize].part_of = chain;
            self.organ(key, parent);
        }
        Ok(())
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
                let ids = ministry_ids(subject, &country).map(EntityId);
                if ids.iter().any(|id| self.knowledge.ids.contains_key(id)) {
                    continue;
                }
                let [id, _] = ids;
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

    fn places(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        for row in rows {
            let (prefix, kind, label) = match row.need("kind")? {
                "place" => ("place", EntityKind::Place, Label::Gpe),
                "region" => ("region", EntityKind::Region, Label::Loc),
                "facility" => ("facility", EntityKind::Facility, Label::Fac),
                other => {
                    return Err(row.wrong(
                        "kind",
                        format!("`{other}` is no kind of place"),
                        "write `place`, `region` or `facility`",
                    ));
                }
            };
            let name = row.need("name")?;
            let country = self.known_country(row)?;
            let id = format!("{prefix}:{}", row.need("slug")?);
            let key = self.entity(row, id, kind, name, &row.list("aliases"), country)?;
            let population = row.get("population");
            if !population.is_empty() {
                self.knowledge.weights[key.0 as usize] = population.parse().map_err(|_| {
                    row.wrong(
                        "population",
                        format!("`{population}` is no number"),
                        "write a whole number",
                    )
                })?;
            }
            self.name(name, key, label);
            for alias in row.list("aliases") {
                self.name(alias, key, label);
            }
        }
        Ok(())
    }

    /// Makes a place of every capital that the table of places does not hold.
    fn capitals(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        for row in rows {
            for capital in row.list("capital") {
                let known = self
                    .knowledge
                    .hashtags
                    .get(collapse(capital).as_str())
                    .filter(|meaning| meaning.label == Label::Gpe)
                    .map(|meaning| meaning.entity);
                let id = format!("place:{}", slug(capital));
                if let Some(key) = known.or_else(|| self.knowledge.key(&id)) {
                    self.knowledge.capitals.insert(key);
                    continue;
                }
                let alpha2 = row.get("alpha2");
                let key = self.entity(row, id, EntityKind::Place, capital, &[], alpha2)?;
                self.name(capital, key, Label::Gpe);
                self.knowledge.capitals.insert(key);
            }
        }
        Ok(())
    }

    fn peoples(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        for row in rows {
            let word = row.need("word")?;
            let country = self.known_country(row)?;
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
                        None => self.entity(row, id, EntityKind::People, name, &[word], "")?,
                    }
                }
            };
            self.name(word, key, Label::Norp);
        }
        Ok(())
    }

    fn persons(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        for row in rows {
            let name = row.need("name")?;
            let country = self.known_country(row)?;
            let id = format!("person:{}", row.need("slug")?);
            let kind = EntityKind::Person;
            let key = self.entity(row, id, kind, name, &row.list("aliases"), country)?;
            let knowledge = &mut self.knowledge;
            knowledge
                .people
                .add(key, &knowledge.entities[key.0 as usize], &self.later);
            self.hashtag(name, key, Label::Person);
        }
        Ok(())
    }

    fn office_holders(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        for row in rows {
            let person = row.need("person_slug")?;
            let key = self
                .knowledge
                .key(&format!("person:{person}"))
                .ok_or_else(|| {
                    row.wrong(
                        "person_slug",
                        format!("no person is called `{person}`"),
                        "use the slug of a row of persons.tsv, or add that row",
                    )
                })?;
            let of = match row.get("of") {
                "" => None,
                of => Some(
                    self.knowledge
                        .country(of)
                        .or_else(|| self.knowledge.key(&format!("organisation:{of}")))
                        .or_else(|| self.knowledge.key(&format!("place:{of}")))
                        .ok_or_else(|| {
                            row.wrong("of", format!("no country, organisation or place is called `{of}`"), "use the key of a row of countries.tsv, organisations.tsv or places.tsv")
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
                from: date(row, "from")?,
                to: date(row, "to")?,
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

    fn memberships(&mut self, rows: &[Row<'_>]) -> Result<(), KnowledgeError> {
        for row in rows {
            let slug = row.need("organisation")?;
            let organisation = self.knowledge.key(&format!("organisation:{slug}"));
            let organisation = organisation.ok_or_else(|| {
                let remedy = "use the slug of a row of organisations.tsv, or add that row";
                row.wrong(
                    "organisation",
                    format!("no organisation is called `{slug}`"),
                    remedy,
                )
            })?;
            let code = row.need("member")?;
            let member = self.knowledge.country(code);
            let member = member
                .or_else(|| self.knowledge.key(&format!("organisation:{code}")))
                .ok_or_else(|| {
                    let remedy = "use the key of a row of countries.tsv or organisations.tsv";
                    row.wrong(
                        "member",
                        format!("no country or organisation is called `{code}`"),
                        remedy,
                    )
                })?;
            let membership = Membership {
                member: self.knowledge.get(member).id.clone(),
                status: row.need("status")?.to_owned(),
                from: date(row, "from")?,
                to: date(row, "to")?,
                provenance: row.provenance(),
            };
            let members = self.knowledge.members.entry(organisation).or_default();
            members.push(membership);
            self.note_date(row.get("as_of"));
        }
        Ok(())
    }

    /// Indexes a document's or an occasion's names.
    fn titles(&mut self, row: &Row<'_>, label: Label) -> Result<(), KnowledgeError> {
        let name = row.need("name")?;
        for name in std::iter::once(name).chain(row.list("aliases")) {
            self.title(name, label);
        }
        self.note_date(row.get("as_of"));
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

    fn known_country<'data>(&self, row: &Row<'data>) -> Result<&'data str, KnowledgeError> {
        let country = row.list("country").first().copied().unwrap_or("");
        if country.is_empty() || self.knowledge.country(country).is_some() {
            return Ok(country);
        }
        Err(row.wrong(
            "country",
            format!("no country is called `{country}`"),
            "use the code of a row of countries.tsv, or add that row",
        ))
    }

    fn note_date(&mut self, date: &str) {
        if date > self.as_of.as_str() {
            date.clone_into(&mut self.as_of);
        }
    }

    fn entity(
        &mut self,
        row: &Row<'_>,
        id: String,
        kind: EntityKind,
        name: &str,
        aliases: &[&str],
        country: &str,
    ) -> Result<EntityKey, KnowledgeError> {
        if self.knowledge.key(&id).is_some() {
            let key = if kind == EntityKind::Country {
                "alpha2"
            } else {
                "slug"
            };
            return Err(row.wrong(
                key,
                format!("the id `{id}` is given twice"),
                "keep one of the two rows",
            ));
        }
        self.note_date(row.get("as_of"));
        let mut seen = HashSet::from([name]);
        let aliases = aliases.iter().filter(|alias| seen.insert(alias));
        let key = self.push(Entity {
            id: EntityId(id),
            kind,
            name: name.to_owned(),
            aliases: aliases.map(|alias| (*alias).to_owned()).collect(),
            country: (!country.is_empty()).then(|| country.to_owned()),
            part_of: Vec::new(),
            provenance: row.provenance(),
        });
        if row.layer > 0 {
            self.later.insert(key);
        }
        Ok(key)
    }

    fn push(&mut self, entity: Entity) -> EntityKey {
        let knowledge = &mut self.knowledge;
        let key = EntityKey(index(knowledge.entities.len()));
        knowledge.ids.insert(entity.id.clone(), key);
        knowledge.entities.push(entity);
        knowledge.weights.push(0);
        key
    }
}

/// The ids that a country's ministry may have: with and without the article that some countries
/// take.
pub(super) fn ministry_ids(subject: &str, country: &str) -> [String; 2] {
    ["", "the "].map(|article| {
        let name = format!("Ministry of {subject} of {article}{country}");
        format!("organisation:{}", slug(&name))
    })
}

fn date(row: &Row<'_>, column: &str) -> Result<Option<PartialDate>, KnowledgeError> {
    match row.get(column) {
        "" => Ok(None),
        text => text.parse::<PartialDate>().map(Some).map_err(|error| {
            row.wrong(
                column,
                error.to_string(),
                "write YYYY, YYYY-MM or YYYY-MM-DD",
            )
        }),
    }
}

/// Tables hold far fewer than 2³² rows.
pub(super) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
