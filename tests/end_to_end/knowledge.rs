//! A newsroom's own names, from the command line. Bodies and persons here are invented.

use std::path::Path;

use anyhow::ensure;
use communique_testkit::scratch_dir;

use crate::Case;
use crate::answers::{Place, communique, json_lines, succeed};

pub(crate) fn cases() -> Vec<Case> {
    vec![Case {
        name: "knowledge: own names are found, archived and answered for; faults are named",
        missing: None,
        run: own_names,
    }]
}

const TEXT: &str = "Olvina Tarquist met the Harbour League in Astana on 3 March 2024.";

fn write_tables(folder: &Path) -> anyhow::Result<()> {
    std::fs::write(
        folder.join("organisations.tsv"),
        "slug\tname\taliases\tsource\tas_of\nharbour-league\tHLX\tHarbour League\tour list\t2024-05\n",
    )?;
    std::fs::write(
        folder.join("persons.tsv"),
        "slug\tname\tcountry\tsource\tas_of\nolvina-tarquist\tOlvina Tarquist\tKZ\tour list\t2024-05\n",
    )?;
    Ok(())
}

fn own_names() -> anyhow::Result<()> {
    let (folder, data) = (scratch_dir()?, scratch_dir()?);
    write_tables(folder.path())?;
    let tables = folder.path().display().to_string();
    let checked = succeed(&["knowledge", "check", &tables])?;
    ensure!(checked.contains("(1 added, 0 replaced)"), "{checked}");

    let capture = data.path().join("post.txt");
    std::fs::write(&capture, TEXT)?;
    let capture = capture.display().to_string();
    let own = ["--knowledge", &tables];
    let found = succeed(&["extract", &capture, own[0], own[1]])?;
    ensure!(found.contains("organisation:harbour-league"), "{found}");
    ensure!(found.contains("person:olvina-tarquist"), "{found}");
    let without = succeed(&["extract", &capture])?;
    ensure!(!without.contains("harbour-league"), "{without}");
    let fingerprint = |said: &str| said.lines().next().map(str::to_owned);
    ensure!(
        fingerprint(&found) != fingerprint(&without),
        "the engines are told apart"
    );

    let archive = data.path().join("archive-and-index").display().to_string();
    succeed(&["ingest", &capture, "--data", &archive, own[0], own[1]])?;
    let answer =
        Place::data(Path::new(&archive)).search("", &["--organisation", "HLX", own[0], own[1]])?;
    ensure!(answer.to_string().contains("Harbour League"), "{answer}");

    let shown = succeed(&["knowledge", "show", "HLX", "--json", own[0], own[1]])?;
    ensure!(
        json_lines(&shown)?[0]["entity"]["id"] == "organisation:harbour-league",
        "{shown}"
    );

    std::fs::write(
        folder.path().join("laws.tsv"),
        "name\tsource\nHarbour Pact\tour list\n",
    )?;
    let faulty = communique(&["knowledge", "check", &tables])?;
    let said = String::from_utf8_lossy(&faulty.stdout);
    ensure!(faulty.status.code() == Some(2), "{}: {said}", faulty.status);
    ensure!(
        said.contains("laws.tsv:1:1: the header has no column `as_of`"),
        "{said}"
    );
    let refused = communique(&["extract", &capture, own[0], own[1]])?;
    ensure!(refused.status.code() == Some(2), "{}", refused.status);
    Ok(())
}
