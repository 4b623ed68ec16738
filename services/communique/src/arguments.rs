//! The command line's arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use communique_model::{FilterField, PartialDate, Sort};

use crate::versions;

/// Turns public diplomatic communications into an archive that can be asked.
#[derive(Debug, Parser)]
#[command(name = "communique", version = versions::short())]
#[command(
    after_help = "Exit codes: 0 done · 1 failed · 2 wrong arguments or settings · \
    3 something was rejected · 4 archived but not yet indexed · 5 index not ready · \
    6 a service or store cannot be reached"
)]
pub struct Arguments {
    /// Where the work is done.
    #[command(flatten)]
    pub target: TargetArguments,
    /// Which command.
    #[command(subcommand)]
    pub command: Command,
}

/// Chooses between a data directory and a running server.
#[derive(Args, Clone, Debug, Default)]
pub struct TargetArguments {
    /// Works on this directory: archive, index and settings of the server that runs on it
    /// [default: ./data]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(conflicts_with = "endpoint")]
    pub data: Option<PathBuf>,
    /// Works on a running server: http://HOST:PORT, or dns://NAME:PORT for all its copies.
    /// Repeat it to name several copies
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint: Vec<String>,
    /// Adds the tables of this folder to the knowledge base of extraction, or overrides its rows
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(conflicts_with = "endpoint")]
    pub knowledge: Option<PathBuf>,
    /// Token to show to a server [default: that of COMMUNIQUE_TOKEN]; with `serve`, the one that
    /// callers must show, in the place of server.token
    #[arg(long, global = true, value_name = "TOKEN")]
    pub token: Option<String>,
    /// Reads settings from this TOML file
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Reports what goes on to standard error; twice for more
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Takes captures in: files, directories, or `-` for standard input
    Ingest(IngestArguments),
    /// Answers a question
    Search(SearchArguments),
    /// Lists documents, newest first
    List(ListArguments),
    /// Shows one document with its appearances and what was extracted
    Show(ShowArguments),
    /// Completes a name or hashtag of the archive
    Suggest(SuggestArguments),
    /// Removes a document from archive and index, keeping a tombstone
    Remove(RemoveArguments),
    /// Extracts from text, or from JSON Lines with `id`, `text` and `reference_date`
    Extract(ExtractArguments),
    /// Says what archive, index and engine there are
    Describe(JsonArguments),
    /// Builds the index anew from the archive
    Reindex(JsonArguments),
    /// Validates the knowledge base, or looks a name up in it
    #[command(subcommand)]
    Knowledge(KnowledgeCommand),
    /// Serves gRPC: all roles in one process, or those picked with --role
    Serve(Box<ServeArguments>),
    /// Prints completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Asks a server's admin port whether it is ready; for health checks of containers
    Probe(ProbeArguments),
}

/// Arguments of `ingest`.
#[derive(Args, Debug)]
pub struct IngestArguments {
    /// Files or directories; `-` reads standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The channel or site captured, where the capture itself does not say
    #[arg(long, value_name = "NAME", default_value = "")]
    pub source: String,
    /// Prints one receipt a line
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `search`.
#[derive(Args, Debug)]
pub struct SearchArguments {
    /// Words, and phrases in double quotes; nothing browses by date
    #[arg(default_value = "")]
    pub query: String,
    /// Takes these captures in first
    #[arg(long, value_name = "PATH", num_args = 1.., value_hint = ValueHint::AnyPath)]
    pub import: Vec<PathBuf>,
    /// Which documents may answer
    #[command(flatten)]
    pub filters: FilterArguments,
    /// Counts by this field; repeat it for several
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub facet: Vec<FieldArgument>,
    /// Most values for each facet
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub facet_limit: u32,
    /// Order of the answers
    #[arg(long, value_enum, default_value_t)]
    pub sort: SortArgument,
    /// Most answers, up to 200
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub limit: u32,
    /// Goes on after the page that gave this token
    #[arg(long, value_name = "TOKEN", default_value = "")]
    pub page_token: String,
    /// Prints one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `list`.
#[derive(Args, Debug)]
pub struct ListArguments {
    /// Which documents to list
    #[command(flatten)]
    pub filters: FilterArguments,
    /// Order
    #[arg(long, value_enum, default_value_t = SortArgument::Newest)]
    pub sort: SortArgument,
    /// Most documents; 0 lists all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 0)]
    pub limit: u64,
    /// Prints one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Conditions on documents. Values of one option are alternatives; options must all hold.
#[derive(Args, Clone, Debug, Default)]
pub struct FilterArguments {
    /// An entity: id, name or alias
    #[arg(long, value_name = "NAME")]
    pub entity: Vec<String>,
    /// A country: name, adjective's country or ISO code
    #[arg(long, value_name = "NAME")]
    pub country: Vec<String>,
    /// An organisation with its organs
    #[arg(long, visible_alias = "organization", value_name = "NAME")]
    pub organisation: Vec<String>,
    /// A person
    #[arg(long, value_name = "NAME")]
    pub person: Vec<String>,
    /// A hashtag
    #[arg(long, value_name = "TAG")]
    pub hashtag: Vec<String>,
    /// A label that occurs, such as MONEY
    #[arg(long, value_name = "LABEL")]
    pub label: Vec<String>,
    /// A kind of communication, such as MEETING
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// A language, ISO 639-1
    #[arg(long, value_name = "CODE")]
    pub language: Vec<String>,
    /// A source
    #[arg(long = "from-source", value_name = "NAME")]
    pub source: Vec<String>,
    /// Earliest date: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub since: Option<PartialDate>,
    /// Latest date
    #[arg(long, value_name = "DATE")]
    pub until: Option<PartialDate>,
    /// Leaves out documents with FIELD=VALUE
    #[arg(long, value_name = "FIELD=VALUE", value_parser = parse_exclusion)]
    pub exclude: Vec<(FieldArgument, String)>,
    /// A whole filter as JSON, for and, or and not: {"any":[{"terms":{"field":"country","values":["KZ"]}}]}
    #[arg(long, value_name = "JSON", value_parser = parse_filter)]
    pub filter: Option<communique_model::Filter>,
}

/// Arguments of `show`.
#[derive(Args, Debug)]
pub struct ShowArguments {
    /// The document
    pub document: communique_model::DocumentId,
    /// Prints one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `suggest`.
#[derive(Args, Debug)]
pub struct SuggestArguments {
    /// What was typed
    pub prefix: String,
    /// Most answers, up to 100
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub limit: u32,
    /// Prints one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `remove`.
#[derive(Args, Debug)]
pub struct RemoveArguments {
    /// The document
    pub document: communique_model::DocumentId,
    /// Why; kept in the archive
    #[arg(long)]
    pub reason: String,
}

/// Arguments of `extract`.
#[derive(Args, Debug)]
pub struct ExtractArguments {
    /// The file; `-` reads standard input
    #[arg(default_value = "-", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// What relative dates are relative to, where a line has no `reference_date`
    #[arg(long, value_name = "DATE")]
    pub reference_date: Option<PartialDate>,
    /// What extracts; without it, what the settings say
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub engine: Option<EngineArgument>,
    /// Folder of the model of the engine `onnx`
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, requires = "engine")]
    pub model: Option<PathBuf>,
    /// Prints one JSON object for each text
    #[arg(long)]
    pub json: bool,
}

/// What extracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EngineArgument {
    /// Rules over the knowledge base
    Rules,
    /// The same with a token classifier in ONNX beside them
    Onnx,
}

impl EngineArgument {
    /// The name in the settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Onnx => "onnx",
        }
    }
}

/// What to do with the knowledge base.
#[derive(Debug, Subcommand)]
pub enum KnowledgeCommand {
    /// Validates the built-in tables and those of a folder; exits with 2 if there is a fault
    Check {
        /// The folder; without it that of --knowledge or of the settings
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
        /// Prints one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Shows what goes by a name or an id: names, source, offices held, members
    Show {
        /// The name or id, such as SCO or country:KZ
        name: String,
        /// Prints one JSON object a line
        #[arg(long)]
        json: bool,
    },
}

/// A command that only chooses its output.
#[derive(Args, Debug)]
pub struct JsonArguments {
    /// Prints JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `serve`.
#[derive(Args, Debug)]
pub struct ServeArguments {
    /// Serves only this role; repeat it for several
    #[arg(long, value_enum, value_name = "ROLE", value_delimiter = ',')]
    pub role: Vec<RoleArgument>,
    /// Takes these captures in once the server is up
    #[arg(long, value_name = "PATH", num_args = 1.., value_hint = ValueHint::AnyPath)]
    pub import: Vec<PathBuf>,
    /// Settings of servers
    #[command(flatten)]
    pub server: communique_runtime::ServerFlags,
}

/// Arguments of `probe`.
#[derive(Args, Debug)]
pub struct ProbeArguments {
    /// The admin port
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7401")]
    pub admin: String,
    /// Asks whether it lives rather than whether it is ready
    #[arg(long)]
    pub live: bool,
}

/// A role of `serve`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum RoleArgument {
    /// Accepts captures, owns the archive
    Ingest,
    /// Finds mentions and entities
    Extraction,
    /// Holds the index
    Search,
}

/// Order of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SortArgument {
    /// Best match first
    #[default]
    Relevance,
    /// Latest date first, undated last
    Newest,
    /// Earliest date first, undated last
    Oldest,
}

impl From<SortArgument> for Sort {
    fn from(argument: SortArgument) -> Self {
        match argument {
            SortArgument::Relevance => Self::Relevance,
            SortArgument::Newest => Self::Newest,
            SortArgument::Oldest => Self::Oldest,
        }
    }
}

/// A field to count by or to exclude by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FieldArgument {
    /// Any entity
    Entity,
    /// Labels
    Label,
    /// Countries
    Country,
    /// Organisations
    #[value(alias = "organization")]
    Organisation,
    /// Persons
    Person,
    /// Hashtags
    Hashtag,
    /// Languages
    Language,
    /// Sources
    Source,
    /// Kinds of communication
    Kind,
}

impl From<FieldArgument> for FilterField {
    fn from(argument: FieldArgument) -> Self {
        match argument {
            FieldArgument::Entity => Self::Entity,
            FieldArgument::Label => Self::Label,
            FieldArgument::Country => Self::Country,
            FieldArgument::Organisation => Self::Organisation,
            FieldArgument::Person => Self::Person,
            FieldArgument::Hashtag => Self::Hashtag,
            FieldArgument::Language => Self::Language,
            FieldArgument::Source => Self::Source,
            FieldArgument::Kind => Self::Kind,
        }
    }
}

fn parse_exclusion(text: &str) -> Result<(FieldArgument, String), String> {
    let (field, value) = text.split_once('=').ok_or("expected FIELD=VALUE")?;
    let field = FieldArgument::from_str(field, true)?;
    Ok((field, value.to_owned()))
}

fn parse_filter(text: &str) -> Result<communique_model::Filter, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
