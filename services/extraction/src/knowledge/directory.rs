//! A folder of tables that add to the knowledge base of the build or override it.

use std::collections::BTreeMap;
use std::path::Path;

use super::schema::TABLES;
use super::sources::{KnowledgeError, Sources};
use super::{Knowledge, SOURCES, check::Check};

/// Why a folder of tables cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The folder or a file in it cannot be read.
    #[error("{path}: {error}; name a folder with tables of the knowledge base")]
    Unreadable {
        /// What was to be read.
        path: String,
        /// Why it could not.
        error: std::io::Error,
    },
    /// The tables have faults.
    #[error("{first}{}", more(*.others))]
    Faulty {
        /// The first fault.
        first: KnowledgeError,
        /// How many there are beside it.
        others: usize,
    },
}

fn more(others: usize) -> String {
    match others {
        0 => String::new(),
        others => format!(" ({others} more: `communique knowledge check` names them all)"),
    }
}

/// The tables of a folder, read. Any subset of the tables may be there; files that are no `.tsv`
/// are left alone.
#[derive(Clone, Debug)]
pub struct Directory {
    folder: String,
    tables: BTreeMap<&'static str, String>,
    faults: Vec<KnowledgeError>,
    hash: String,
}

impl Directory {
    /// Reads the tables of a folder.
    ///
    /// # Errors
    /// If the folder or one of its tables cannot be read. Faults of the contents, an unknown
    /// table among them, are left to [`Directory::check`].
    pub fn read(folder: &Path) -> Result<Self, DirectoryError> {
        let unreadable = |path: &Path, error| DirectoryError::Unreadable {
            path: path.display().to_string(),
            error,
        };
        let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
        let mut paths = Vec::new();
        for entry in entries {
            paths.push(entry.map_err(|error| unreadable(folder, error))?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "tsv"));
        paths.sort();
        let mut tables = BTreeMap::new();
        let mut faults = Vec::new();
        let mut hasher = blake3::Hasher::new();
        for path in paths {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let Some(schema) = TABLES.iter().find(|schema| schema.file == name) else {
                let known: Vec<&str> = TABLES.iter().map(|schema| schema.file).collect();
                faults.push(KnowledgeError {
                    file: path.display().to_string(),
                    line: 1,
                    column: 1,
                    problem: "no table has this name".to_owned(),
                    remedy: format!("the tables are {}", known.join(", ")),
                });
                continue;
            };
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
            hasher.update(name.as_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(&bytes);
            match String::from_utf8(bytes) {
                Ok(text) => {
                    tables.insert(schema.file, text);
                }
                Err(error) => faults.push(not_utf8(&path, &error)),
            }
        }
        Ok(Self {
            folder: folder.display().to_string(),
            tables,
            faults,
            hash: hasher.finalize().to_hex()[..16].to_owned(),
        })
    }

    /// Sixteen hexadecimal digits that change whenever a table does.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The tables as sources; those that the folder does not hold are empty.
    #[must_use]
    pub fn sources(&self) -> Sources<'_> {
        let text = |file: &str| self.tables.get(file).map_or("", String::as_str);
        Sources {
            folder: &self.folder,
            countries: text("countries.tsv"),
            organisations: text("organisations.tsv"),
            memberships: text("memberships.tsv"),
            persons: text("persons.tsv"),
            office_holders: text("office_holders.tsv"),
            places: text("places.tsv"),
            peoples: text("peoples.tsv"),
            laws: text("laws.tsv"),
            events: text("events.tsv"),
        }
    }

    /// Validates the tables of the build and of this folder together.
    #[must_use]
    pub fn check(&self) -> Check {
        let sources = self.sources();
        let mut check = Check::of(&[&SOURCES, &sources]);
        check.faults.extend(self.faults.iter().cloned());
        check.faults.sort();
        check
    }

    /// The knowledge base of the build with what this folder adds and overrides.
    ///
    /// # Errors
    /// If a table has a fault.
    pub fn knowledge(&self) -> Result<Knowledge, DirectoryError> {
        let mut faults = self.check().faults.into_iter();
        if let Some(first) = faults.next() {
            let others = faults.len();
            return Err(DirectoryError::Faulty { first, others });
        }
        let sources = self.sources();
        Knowledge::layered(&[&SOURCES, &sources])
            .map_err(|first| DirectoryError::Faulty { first, others: 0 })
    }
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> KnowledgeError {
    let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line_start = valid
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    KnowledgeError {
        file: path.display().to_string(),
        line: valid.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: String::from_utf8_lossy(&valid[line_start..])
            .chars()
            .count()
            + 1,
        problem: "the file is not in UTF-8".to_owned(),
        remedy: "save it in UTF-8".to_owned(),
    }
}
