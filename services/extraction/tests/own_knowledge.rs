//! A folder of tables that adds to the knowledge base of the build and overrides it. Bodies and
//! persons here are invented.

mod support;

use std::path::Path;
use std::sync::Arc;

use communique_extraction::knowledge::{Directory, DirectoryError};
use communique_extraction::{Engine, Predicted, RuleEngine};
use support::date;

fn write(folder: &Path, table: &str, rows: &str) {
    std::fs::write(folder.join(table), rows).expect("a folder of the test can be written to");
}

fn engine(folder: &Path) -> RuleEngine {
    let directory = Directory::read(folder).expect("the folder is there");
    let knowledge = directory
        .knowledge()
        .unwrap_or_else(|error| panic!("{error}"));
    RuleEngine::new(Arc::new(knowledge), directory.hash())
}

/// The mentions that an engine links, as `words = name`.
fn linked(engine: &RuleEngine, text: &str) -> Vec<String> {
    let predicted = Predicted::new("d", &engine.extract(text, date("2024-05-02")));
    let letters: Vec<char> = text.chars().collect();
    predicted
        .entities
        .iter()
        .filter(|mention| !mention.names.is_empty())
        .map(|mention| {
            let words: String = letters[mention.start as usize..mention.end as usize]
                .iter()
                .collect();
            format!("{words} = {}", mention.names[0])
        })
        .collect()
}

const ORGANISATIONS: &str = "slug\tname\taliases\tpart_of\tcountry\tsource\tas_of\n\
    harbour-league\tHLX\tHarbour League\t\t\tour list\t2024-05\n\
    harbour-league-council\tHLX Council\tCouncil of the HLX\tharbour-league\t\tour list\t2024-05\n";

#[test]
fn own_bodies_and_persons_are_found_and_linked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "organisations.tsv", ORGANISATIONS);
    write(
        path,
        "persons.tsv",
        "slug\tname\taliases\tcountry\tsource\tas_of\n\
         olvina-tarquist\tOlvina Tarquist\tTarquist\tKZ\tour list\t2024-05\n",
    );
    write(
        path,
        "office_holders.tsv",
        "person_slug\toffice\tof\tfrom\tto\tsource\tas_of\n\
         olvina-tarquist\tSecretary General\tharbour-league\t2023-02\t\tour list\t2024-05\n",
    );
    write(path, "README.md", "Notes of the newsroom.\n");
    let text = "Olvina Tarquist spoke at the Harbour League. Tarquist thanked the HLX.";
    let found = linked(&engine(path), text);
    assert_eq!(
        found,
        [
            "Olvina Tarquist = Olvina Tarquist",
            "Harbour League = HLX",
            "Tarquist = Olvina Tarquist",
            "HLX = HLX",
        ]
    );
    let without = linked(&RuleEngine::embedded().unwrap(), text);
    assert!(
        !without.contains(&"Harbour League = HLX".to_owned()),
        "{without:?}"
    );
}

#[test]
fn own_rows_replace_rows_and_take_names_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(
        path,
        "organisations.tsv",
        "slug\tname\taliases\tpart_of\tcountry\tsource\tas_of\n\
         sco\tShanghai Organisation\tSCO\t\t\tour list\t2024-05\n\
         harbour-league\tHarbour League\tNATO\t\t\tour list\t2024-05\n",
    );
    let found = linked(&engine(path), "The SCO and NATO met.");
    assert_eq!(
        found,
        ["SCO = Shanghai Organisation", "NATO = Harbour League"]
    );
    let check = Directory::read(path).unwrap().check();
    assert_eq!(check.faults, []);
    let note = "`NATO` now means the row at ";
    assert!(
        check.notes.iter().any(|line| line.starts_with(note)),
        "{:?}",
        check.notes
    );
    let organisations = check
        .counts
        .iter()
        .find(|count| count.table == "organisations.tsv")
        .unwrap();
    assert_eq!((organisations.added, organisations.replaced), (1, 1));
}

#[test]
fn faults_keep_the_engine_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(
        path,
        "organisations.tsv",
        "slug\tname\taliases\tpart_of\tcountry\tsource\tas_of\n\
         a\tHarbour League\tHLX\t\t\tour list\t2024-05\n\
         b\tHarbour Union\tHLX\t\t\tour list\t2024-05\n",
    );
    write(path, "organizations.tsv", "slug\tname\n");
    std::fs::write(
        path.join("laws.tsv"),
        b"name\tsource\tas_of\nA\xff\tx\t2024\n",
    )
    .unwrap();
    let error = Directory::read(path).unwrap().knowledge().unwrap_err();
    assert!(
        matches!(error, DirectoryError::Faulty { others: 2, .. }),
        "{error}"
    );
    let faults: Vec<String> = Directory::read(path)
        .unwrap()
        .check()
        .faults
        .iter()
        .map(ToString::to_string)
        .collect();
    let all = faults.join("\n");
    assert!(
        all.contains("laws.tsv:2:2: the file is not in UTF-8"),
        "{all}"
    );
    assert!(
        all.contains("organizations.tsv:1:1: no table has this name"),
        "{all}"
    );
    assert!(
        all.contains("organisations.tsv:3:3: `HLX` means another row too"),
        "{all}"
    );
    let missing = Directory::read(&path.join("nowhere")).unwrap_err();
    assert!(missing.to_string().contains("nowhere"), "{missing}");
}

#[test]
fn the_fingerprint_follows_the_contents() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "organisations.tsv", ORGANISATIONS);
    let first = engine(path).fingerprint().to_owned();
    assert_eq!(engine(path).fingerprint(), first);
    assert_ne!(RuleEngine::embedded().unwrap().fingerprint(), first);
    write(path, "notes.txt", "not a table");
    assert_eq!(engine(path).fingerprint(), first);
    write(
        path,
        "organisations.tsv",
        &ORGANISATIONS.replace("2024-05", "2024-06"),
    );
    assert_ne!(engine(path).fingerprint(), first);
}
