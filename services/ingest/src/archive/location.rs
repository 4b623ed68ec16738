//! Where an archive lies: a local directory, or a bucket of S3, Google or Azure.

use std::collections::BTreeMap;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreScheme};
use url::Url;

use super::ArchiveError;
use super::store::sync_directory;

/// A place for an archive, checked as far as that goes without touching it.
///
/// Written as a directory (`./data/archive`), or as an address: `file:///var/lib/archive`,
/// `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`, or `memory:///`, which is
/// gone with the process. Cloud stores take their settings from the usual environment variables
/// (`AWS_*`, `GOOGLE_*`, `AZURE_*`) and from options, which go first.
#[derive(Clone, Debug)]
pub struct ArchiveLocation {
    given: String,
    options: BTreeMap<String, String>,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Directory(PathBuf),
    Memory,
    Cloud(ObjectStoreScheme, Path),
}

/// A store at a location.
pub(super) struct Opened {
    pub(super) store: Arc<dyn ObjectStore>,
    /// The same place; deleting through it leaves no empty directory behind.
    pub(super) tidy: Arc<dyn ObjectStore>,
    pub(super) directory: Option<PathBuf>,
}

impl ArchiveLocation {
    /// Reads a location and the options of its store.
    ///
    /// # Errors
    /// If the address is not understood, or an option is not one of its store's.
    pub fn parse(given: &str, options: BTreeMap<String, String>) -> Result<Self, ArchiveError> {
        let wrong = |problem: String| ArchiveError::Location {
            given: given.to_owned(),
            problem,
        };
        if given.trim().is_empty() {
            return Err(wrong(
                "it is empty: give a directory or an address such as s3://bucket/prefix".to_owned(),
            ));
        }
        let place = if given.contains("://") {
            let url = Url::parse(given).map_err(|error| wrong(error.to_string()))?;
            let (scheme, prefix) =
                ObjectStoreScheme::parse(&url).map_err(|error| wrong(error.to_string()))?;
            match scheme {
                ObjectStoreScheme::Local => Place::Directory(url.to_file_path().map_err(|()| {
                    wrong("a file address has three slashes and a whole path".to_owned())
                })?),
                ObjectStoreScheme::Memory => Place::Memory,
                ObjectStoreScheme::AmazonS3
                | ObjectStoreScheme::GoogleCloudStorage
                | ObjectStoreScheme::MicrosoftAzure => Place::Cloud(scheme, prefix),
                _ => {
                    let problem = "expected a directory, file://, s3://, gs:// or az://";
                    return Err(wrong(problem.to_owned()));
                }
            }
        } else {
            Place::Directory(PathBuf::from(given))
        };
        let location = Self {
            given: given.to_owned(),
            options,
            place,
        };
        location.check_options()?;
        Ok(location)
    }

    /// A local directory, created when it is opened.
    #[must_use]
    pub fn directory(directory: &FilePath) -> Self {
        Self {
            given: directory.display().to_string(),
            options: BTreeMap::new(),
            place: Place::Directory(directory.to_owned()),
        }
    }

    fn wrong(&self, problem: impl ToString) -> ArchiveError {
        ArchiveError::Location {
            given: self.given.clone(),
            problem: problem.to_string(),
        }
    }

    /// The store takes options by name and would pass over one that is misspelt.
    fn check_options(&self) -> Result<(), ArchiveError> {
        for key in self.options.keys() {
            let known = match &self.place {
                Place::Directory(_) | Place::Memory => false,
                Place::Cloud(ObjectStoreScheme::AmazonS3, _) => {
                    key.parse::<AmazonS3ConfigKey>().is_ok()
                }
                Place::Cloud(ObjectStoreScheme::GoogleCloudStorage, _) => {
                    key.parse::<GoogleConfigKey>().is_ok()
                }
                Place::Cloud(_, _) => key.parse::<AzureConfigKey>().is_ok(),
            };
            if !known {
                return Err(self.wrong(format!(
                    "its store has no option `{key}`: see docs/reference/archive-layout.md"
                )));
            }
        }
        Ok(())
    }

    pub(super) async fn connect(&self) -> Result<Opened, ArchiveError> {
        match &self.place {
            Place::Memory => Ok(Opened::plain(Arc::new(InMemory::new()))),
            Place::Directory(directory) => self.connect_directory(directory.clone()).await,
            Place::Cloud(scheme, prefix) => {
                let store = self.connect_cloud(scheme)?;
                if prefix.parts_count() == 0 {
                    return Ok(Opened::plain(store));
                }
                Ok(Opened::plain(Arc::new(PrefixStore::new(
                    store,
                    prefix.clone(),
                ))))
            }
        }
    }

    async fn connect_directory(&self, directory: PathBuf) -> Result<Opened, ArchiveError> {
        let created = directory.clone();
        tokio::task::spawn_blocking(move || create_directories(&created))
            .await?
            .map_err(|error| {
                self.wrong(format!("{error}: give a directory that can be written"))
            })?;
        let store = LocalFileSystem::new_with_prefix(&directory)
            .map_err(|error| self.wrong(error))?
            .with_fsync(true);
        let tidy = store.clone().with_automatic_cleanup(true);
        // The path to the store's root as the store sees it, symbolic links resolved.
        let root = std::fs::canonicalize(&directory).map_err(|error| self.wrong(error))?;
        Ok(Opened {
            store: Arc::new(store),
            tidy: Arc::new(tidy),
            directory: Some(root),
        })
    }

    fn connect_cloud(
        &self,
        scheme: &ObjectStoreScheme,
    ) -> Result<Arc<dyn ObjectStore>, ArchiveError> {
        /// Applies options that [`ArchiveLocation::check_options`] has found to be known.
        macro_rules! build {
            ($builder:expr) => {{
                let mut builder = $builder.with_url(&self.given);
                for (key, value) in &self.options {
                    if let Ok(key) = key.parse() {
                        builder = builder.with_config(key, value);
                    }
                }
                let store = builder.build().map_err(|error| self.wrong(error))?;
                Ok(Arc::new(store) as Arc<dyn ObjectStore>)
            }};
        }
        match scheme {
            ObjectStoreScheme::AmazonS3 => build!(AmazonS3Builder::from_env()),
            ObjectStoreScheme::GoogleCloudStorage => build!(GoogleCloudStorageBuilder::from_env()),
            _ => build!(MicrosoftAzureBuilder::from_env()),
        }
    }
}

impl Opened {
    fn plain(store: Arc<dyn ObjectStore>) -> Self {
        Self {
            tidy: Arc::clone(&store),
            store,
            directory: None,
        }
    }
}

/// Creates a directory with all that lead to it, and makes their entries durable.
fn create_directories(directory: &FilePath) -> std::io::Result<()> {
    let missing: Vec<_> = directory
        .ancestors()
        .take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists())
        .collect();
    std::fs::create_dir_all(directory)?;
    for created in missing {
        let parent = created.parent().filter(|path| !path.as_os_str().is_empty());
        sync_directory(parent.unwrap_or_else(|| FilePath::new(".")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(given: &str, options: &[(&str, &str)]) -> String {
        let options = options
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        ArchiveLocation::parse(given, options)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn wrong_locations_are_named_with_a_remedy() {
        assert!(problem("", &[]).contains("give a directory or an address"));
        assert!(problem("ftp://host/x", &[]).contains("`ftp://host/x`"));
        assert!(problem("https://example.org/x", &[]).contains("s3://"));
    }

    #[test]
    fn a_misspelt_option_is_refused() {
        let refused = problem("s3://bucket/archive", &[("aws_regoin", "eu-central-1")]);
        assert!(refused.contains("no option `aws_regoin`"));
        let options = [("aws_region".to_owned(), "eu-central-1".to_owned())];
        ArchiveLocation::parse("s3://bucket/archive", options.into()).unwrap();
    }
}
