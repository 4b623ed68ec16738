//! What the tables of the knowledge base hold: their files, columns and keys.

/// What a cell may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Words.
    Text,
    /// Names between bars.
    Names,
    /// Lower-case letters, figures and hyphens.
    Slug,
    /// ISO 3166-1 alpha-2.
    Alpha2,
    /// ISO 3166-1 alpha-3.
    Alpha3,
    /// An item of Wikidata, such as `Q159`.
    Wikidata,
    /// A whole number from 0.
    Number,
    /// A year, month or day, ISO 8601.
    Date,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The country of this code.
    Country,
    /// The organisation of this slug.
    Organisation,
    /// The person of this slug.
    Person,
    /// A country, organisation or place.
    Holder,
    /// A country or organisation.
    Member,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) cell: Cell,
    /// Whether every row must fill it.
    pub(crate) needed: bool,
}

const fn needed(name: &'static str, cell: Cell) -> Column {
    Column {
        name,
        cell,
        needed: true,
    }
}

const fn perhaps(name: &'static str, cell: Cell) -> Column {
    Column {
        name,
        cell,
        needed: false,
    }
}

/// A table: its file, its columns, and those that tell its rows apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema {
    /// Name of the file.
    pub(crate) file: &'static str,
    /// Columns that together tell a row from any other.
    pub(crate) key: &'static [&'static str],
    pub(crate) columns: &'static [Column],
}

impl Schema {
    pub(crate) fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

const SOURCE: Column = needed("source", Cell::Text);
const AS_OF: Column = needed("as_of", Cell::Date);

/// Kinds of places.
pub(crate) const PLACE_KINDS: &[&str] = &["place", "region", "facility"];

/// In what capacity somebody takes part in an organisation.
pub(crate) const MEMBERSHIPS: &[&str] = &[
    "member",
    "observer",
    "partner",
    "associate",
    "candidate",
    "suspended",
];

pub(crate) const COUNTRIES: Schema = Schema {
    file: "countries.tsv",
    key: &["alpha2"],
    columns: &[
        needed("alpha2", Cell::Alpha2),
        perhaps("alpha3", Cell::Alpha3),
        needed("name", Cell::Text),
        perhaps("aliases", Cell::Names),
        perhaps("adjectives", Cell::Names),
        perhaps("capital", Cell::Names),
        perhaps("wikidata", Cell::Wikidata),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const ORGANISATIONS: Schema = Schema {
    file: "organisations.tsv",
    key: &["slug"],
    columns: &[
        needed("slug", Cell::Slug),
        needed("name", Cell::Text),
        perhaps("aliases", Cell::Names),
        perhaps("part_of", Cell::Organisation),
        perhaps("country", Cell::Country),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const MEMBERS: Schema = Schema {
    file: "memberships.tsv",
    key: &["organisation", "member", "from"],
    columns: &[
        needed("organisation", Cell::Organisation),
        needed("member", Cell::Member),
        needed("status", Cell::OneOf(MEMBERSHIPS)),
        perhaps("from", Cell::Date),
        perhaps("to", Cell::Date),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const PERSONS: Schema = Schema {
    file: "persons.tsv",
    key: &["slug"],
    columns: &[
        needed("slug", Cell::Slug),
        needed("name", Cell::Text),
        perhaps("aliases", Cell::Names),
        perhaps("country", Cell::Country),
        perhaps("wikidata", Cell::Wikidata),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const OFFICE_HOLDERS: Schema = Schema {
    file: "office_holders.tsv",
    key: &["person_slug", "office", "of", "from"],
    columns: &[
        needed("person_slug", Cell::Person),
        needed("office", Cell::Text),
        perhaps("of", Cell::Holder),
        perhaps("from", Cell::Date),
        perhaps("to", Cell::Date),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const PLACES: Schema = Schema {
    file: "places.tsv",
    key: &["slug"],
    columns: &[
        needed("slug", Cell::Slug),
        needed("name", Cell::Text),
        needed("kind", Cell::OneOf(PLACE_KINDS)),
        perhaps("aliases", Cell::Names),
        perhaps("country", Cell::Country),
        perhaps("population", Cell::Number),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const PEOPLES: Schema = Schema {
    file: "peoples.tsv",
    key: &["word"],
    columns: &[
        needed("word", Cell::Text),
        perhaps("name", Cell::Text),
        perhaps("country", Cell::Country),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const LAWS: Schema = Schema {
    file: "laws.tsv",
    key: &["name"],
    columns: &[
        needed("name", Cell::Text),
        perhaps("aliases", Cell::Names),
        SOURCE,
        AS_OF,
    ],
};

pub(crate) const EVENTS: Schema = Schema {
    file: "events.tsv",
    ..LAWS
};

/// All tables, in the order in which they are read.
pub(crate) const TABLES: [&Schema; 9] = [
    &COUNTRIES,
    &ORGANISATIONS,
    &PLACES,
    &PEOPLES,
    &PERSONS,
    &OFFICE_HOLDERS,
    &MEMBERS,
    &LAWS,
    &EVENTS,
];
