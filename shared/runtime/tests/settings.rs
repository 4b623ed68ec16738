//! Settings: where they come from, and what is said when they are wrong.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::PathBuf;

use communique_runtime::config::{ConfigSources, Secret, Settings};
use communique_testkit::scratch_dir;
use insta::assert_snapshot;
use tempfile::TempDir;

struct Given {
    directory: TempDir,
    sources: ConfigSources,
}

fn given() -> Given {
    Given {
        directory: scratch_dir().unwrap(),
        sources: ConfigSources::default(),
    }
}

impl Given {
    fn file(mut self, text: &str) -> Self {
        let path = self.directory.path().join("communique.toml");
        std::fs::write(&path, text).unwrap();
        self.sources.file = Some(path);
        self
    }

    fn env(mut self, name: &str, value: &str) -> Self {
        self.sources
            .environment
            .push((name.to_owned(), value.to_owned()));
        self
    }

    fn flag(mut self, flag: &str, key: &str, value: &str) -> Self {
        self.sources = self.sources.flag(flag, key, Some(value));
        self
    }

    fn load(&self) -> Settings {
        Settings::load(&self.sources).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The sentence, with the scratch directory made the same on every run.
    fn error(&self) -> String {
        let error = Settings::load(&self.sources).err().unwrap().to_string();
        assert_eq!(error.lines().count(), 1, "one sentence: {error}");
        error.replace(&self.directory.path().display().to_string(), "DIR")
    }
}

#[test]
fn the_defaults_are_right_and_listen_on_loopback() {
    let settings = given().load();
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:7400");
    assert!(settings.server.admin_listen.ip().is_loopback());
    assert_eq!(settings.server.drain_delay().as_secs(), 0);
    assert_snapshot!(settings.dump());
}

#[test]
fn each_source_goes_before_the_one_it_follows() {
    let given = given()
        .file("[cache]\nprefix = \"file\"\nttl_seconds = 1\nmemory_bytes = 1\n")
        .env("COMMUNIQUE__CACHE__PREFIX", "environment")
        .env("COMMUNIQUE__CACHE__TTL_SECONDS", "2")
        .env("PATH", "/bin")
        .flag("--set", "cache.prefix", "first flag")
        .flag("--set", "cache.prefix", "last flag");
    let settings = given.load();
    assert_eq!(settings.cache.prefix, "last flag");
    assert_eq!(settings.cache.ttl_seconds, 2);
    assert_eq!(settings.cache.memory_bytes, 1);
    assert_eq!(settings.cache.response_timeout_ms, 1000, "the default");
}

#[test]
fn text_is_read_as_what_the_setting_is() {
    let settings = given()
        .env("COMMUNIQUE__SERVER__TOKEN", "12345678")
        .env("COMMUNIQUE__SERVER__INSECURE", "true")
        .env("COMMUNIQUE__CACHE__BACKEND", "redis")
        .env("COMMUNIQUE__CACHE__URL", "redis://:p%40ss@cache:6379/1")
        .env("COMMUNIQUE__DATA_DIR", "/srv/data")
        .env(
            "COMMUNIQUE__PEERS__SEARCH",
            "http://one:7400, dns://many:7400",
        )
        .env("COMMUNIQUE__PEERS__EXTRACTION", "[\"http://[::1]:7400\"]")
        .env("COMMUNIQUE__SERVER__DRAIN_DELAY_SECONDS", "7")
        .env("COMMUNIQUE__ARCHIVE__OPTIONS__AWS_REGION", "eu-north-1")
        .load();
    assert_eq!(
        settings.server.token.as_ref().map(Secret::expose),
        Some("12345678")
    );
    assert!(settings.server.insecure);
    assert_eq!(
        settings.cache.url.as_ref().unwrap().expose(),
        "redis://:p%40ss@cache:6379/1"
    );
    assert_eq!(settings.data_dir, PathBuf::from("/srv/data"));
    assert_eq!(
        settings.peers.search,
        ["http://one:7400", "dns://many:7400"]
    );
    assert_eq!(settings.peers.extraction, ["http://[::1]:7400"]);
    assert_eq!(settings.server.drain_delay_seconds, Some(7));
    assert_eq!(
        settings.archive.options["aws_region"].expose(),
        "eu-north-1"
    );
}

#[test]
fn a_dump_can_be_read_again_and_shows_no_secret() {
    let settings = given()
        .env("COMMUNIQUE__SERVER__TOKEN", "secret-1")
        .env("COMMUNIQUE__PEERS__TOKEN", "secret-2")
        .env("COMMUNIQUE__CACHE__URL", "redis://:secret-3@cache:6379")
        .env("COMMUNIQUE__INDEX__API_KEY", "secret-4")
        .env(
            "COMMUNIQUE__ARCHIVE__OPTIONS__AWS_SECRET_ACCESS_KEY",
            "secret-5",
        )
        .load();
    let dump = settings.dump();
    assert!(!dump.contains("secret-"), "{dump}");
    assert_eq!(dump.matches("\"***\"").count(), 5, "{dump}");
    assert!(!format!("{settings:?}").contains("secret-"));
    assert_eq!(given().file(&dump).load().dump(), dump);
}

#[test]
fn a_token_may_stand_in_a_file() {
    let given = given();
    let path = given.directory.path().join("token");
    std::fs::write(&path, "  abc-123\n").unwrap();
    let path = path.display().to_string();
    let given = given.flag("--set", "server.token_file", &path).flag(
        "--set",
        "server.listen",
        "0.0.0.0:7400",
    );
    let settings = given.load();
    assert_eq!(
        settings.server_token().unwrap().unwrap().expose(),
        "abc-123"
    );
    assert_eq!(
        settings.server.drain_delay().as_secs(),
        5,
        "others reach it"
    );
}

#[test]
fn what_is_wrong_is_said_in_one_sentence() {
    let redis = |given: Given| given.env("COMMUNIQUE__CACHE__BACKEND", "redis");
    let wrong = [
        given().file("[server]\nlisten = \"7400\"\n"),
        given().env("COMMUNIQUE__SERVER__LISTEN", "everywhere"),
        given().flag("--listen", "server.listen", "127.0.0.1"),
        given().flag("--listen", "server.listen", "0.0.0.0:7400"),
        given().file("[server]\nlisten = \"[::]:7400\"\n"),
        given().flag("--listen", "server.listen", "127.0.0.1:7401"),
        given().file("[server]\nlissten = \"127.0.0.1:7400\"\n"),
        given().file("[sever]\nlisten = \"127.0.0.1:7400\"\n"),
        given().env("COMMUNIQUE__CACHE__TTL", "5"),
        given().env("COMMUNIQUE__CACHE__TTL_SECONDS", "soon"),
        given().env("COMMUNIQUE__CACHE__TTL_SECONDS", "-5"),
        given().file("[cache]\nttl_seconds = -5\n"),
        given().file("[cache]\nttl_seconds = 0\n"),
        given().file("[cache]\nbackend = \"memcached\"\n"),
        redis(given()),
        redis(given()).env("COMMUNIQUE__CACHE__URL", "cache:secret@cache:6379"),
        given().file("[index]\nbackend = \"meilisearch\"\n"),
        given().env("COMMUNIQUE__PEERS__SEARCH", "http://one:7400,two:7400"),
        given().file("[peers]\nsearch = \"http://one:7400\"\n"),
        given().file("[archive]\nurl = \"ftp://host/archive\"\n"),
        given().file("[log]\nfilter = \"communique=loud\"\n"),
        given().file("[telemetry]\notlp_endpoint = \"collector:4317\"\n"),
        given().env("COMMUNIQUE__SERVER__TOKEN", "two words"),
        given().env("COMMUNIQUE__SERVER__TOKEN_FILE", "/nowhere/token"),
        given()
            .env("COMMUNIQUE__SERVER__TOKEN", "abc")
            .env("COMMUNIQUE__SERVER__TOKEN_FILE", "/nowhere/token"),
        given().file("[server]\ntoken = 12\n"),
        given().file("[server\n"),
        given().flag("--set", "nonsense", "1"),
        given().flag("--set", "server", "1"),
    ];
    let mut sentences: Vec<String> = wrong.iter().map(Given::error).collect();
    let mut missing = given();
    missing.sources.file = Some(PathBuf::from("/nowhere/communique.toml"));
    sentences.push(missing.error());
    assert_snapshot!(sentences.join("\n"));
}
