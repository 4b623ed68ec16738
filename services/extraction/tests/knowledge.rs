//! The tables of the knowledge base.

mod support;

use communique_extraction::knowledge::{Check, Knowledge, SOURCES, Sources, embedded};
use communique_model::{EntityId, EntityKind, Label, PartialDate};
use support::assert_found;

const COUNTRIES: &str = "alpha2\tname\taliases\tadjectives\tcapital\tsource\tas_of\n\
    XA\tAland\tKingdom of Aland\tAlandic\tAville\ttest\t2024-01\n";

fn error(sources: Sources<'_>) -> String {
    let countries = Sources {
        countries: COUNTRIES,
        ..Sources::default()
    };
    match Knowledge::layered(&[&countries, &sources]) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_tables_of_this_build_are_right() {
    let knowledge = embedded().unwrap_or_else(|error| panic!("{error}"));
    assert!(knowledge.entities().len() > 5_000);
    assert!(
        knowledge.version().starts_with("20"),
        "{}",
        knowledge.version()
    );
    for entity in knowledge.entities() {
        assert!(!entity.name.is_empty(), "{}", entity.id);
        assert!(!entity.provenance.is_empty(), "{} has no source", entity.id);
        assert!(
            !entity.part_of.contains(&entity.id),
            "{} is an organ of itself",
            entity.id
        );
        for whole in &entity.part_of {
            assert!(
                knowledge.entity(whole).is_some(),
                "{whole} of {}",
                entity.id
            );
        }
    }
    let countries = knowledge
        .entities()
        .iter()
        .filter(|entity| entity.kind == EntityKind::Country);
    assert!(countries.count() >= 240);
    assert!(!SOURCES.countries.is_empty());
}

#[test]
fn organs_of_organs_reach_the_top() {
    let organisations = "slug\tname\taliases\tpart_of\tcountry\tsource\tas_of\n\
        top\tTOP\t\t\t\ttest\t2024-01\n\
        middle\tTOP Council\t\ttop\t\ttest\t2024-01\n\
        low\tTOP Council Committee\t\tmiddle\t\ttest\t2024-01\n";
    let knowledge = Knowledge::build(&Sources {
        countries: COUNTRIES,
        organisations,
        ..Sources::default()
    })
    .unwrap();
    let low = knowledge
        .entity(&EntityId("organisation:low".into()))
        .unwrap();
    let wholes: Vec<&str> = low.part_of.iter().map(|id| id.0.as_str()).collect();
    assert_eq!(wholes, ["organisation:middle", "organisation:top"]);
}

#[test]
fn a_wrong_row_is_named_with_table_line_and_problem() {
    let head = "slug\tname\taliases\tpart_of\tsource\tas_of\n";
    let duplicate = error(Sources {
        organisations: &format!("{head}a\tA\t\t\tx\t2024\na\tB\t\t\tx\t2024\n"),
        ..Sources::default()
    });
    assert!(duplicate.contains("organisations.tsv:3:1: "), "{duplicate}");
    assert!(duplicate.contains("given twice"), "{duplicate}");
    let dangling = error(Sources {
        organisations: &format!("{head}a\tA\t\tnowhere\tx\t2024\n"),
        ..Sources::default()
    });
    assert!(
        dangling.contains(":2:6: ") && dangling.contains("`nowhere`"),
        "{dangling}"
    );
    let country = error(Sources {
        persons: "slug\tname\tcountry\tsource\tas_of\nx-y\tX Y\tZZ\tx\t2024\n",
        ..Sources::default()
    });
    assert!(country.contains("`ZZ`"), "{country}");
    let holder = error(Sources {
        office_holders: "person_slug\toffice\tof\tsource\tas_of\nnobody\tPresident\tXA\tx\t2024\n",
        ..Sources::default()
    });
    assert!(holder.contains("`nobody`"), "{holder}");
    let kind = error(Sources {
        places: "slug\tname\tkind\tsource\tas_of\np\tP\tplanet\tx\t2024\n",
        ..Sources::default()
    });
    assert!(
        kind.contains("`planet`") && kind.contains("`facility`"),
        "{kind}"
    );
    let cells = error(Sources {
        places: "slug\tname\tkind\tsource\tas_of\np\tP\n",
        ..Sources::default()
    });
    assert!(cells.contains("2 cells"), "{cells}");
}

#[test]
fn a_check_names_every_fault_and_what_to_do() {
    let faulty = Sources {
        folder: "lists",
        countries: COUNTRIES,
        organisations: "slug\tname\taliases\tpart_of\tsource\tas_of\n\
            Up per\tAlpha\tBeta||Gamma\t\tx\t2024\n\
            low\tLow\tLow\tnowhere\t\tsoon\n\
            ring\tRing\t\tgnir\tx\t2024\n\
            gnir\tGnir\tAlpha\tring\tx\t2024\n",
        office_holders: "person_slug\toffice\tof\tfrom\tto\tsource\tas_of\n\
            nobody\tPresident\tXA\t2020\t2019\tx\t2024\n",
        memberships: "organisation\tmember\tstatus\tsource\tas_of\n\
            low\tXA\tfriend\tx\t2024\n",
        ..Sources::default()
    };
    let faults: Vec<String> = Check::of(&[&faulty])
        .faults
        .iter()
        .map(ToString::to_string)
        .collect();
    for expected in [
        "lists/organisations.tsv:2:1: `slug`",
        "lists/organisations.tsv:2:14: `aliases`: there is nothing between two bars",
        "lists/organisations.tsv:3:9: `Low` stands twice",
        "lists/organisations.tsv:3:13: `part_of`: no organisation is called `nowhere`",
        "lists/organisations.tsv:3:21: `source` is empty",
        "lists/organisations.tsv:3:22: `as_of`: `soon` is not a date",
        "`ring` is an organ of itself",
        "`Alpha` means another row too, at lists/organisations.tsv:2",
        "lists/office_holders.tsv:2:1: `person_slug`: no person is called `nobody`",
        "it ends on 2019 before it begins on 2020",
        "`friend` is not one of member, observer",
    ] {
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{expected} is missing in {faults:#?}"
        );
    }
    assert!(
        faults.iter().all(|fault| fault.contains("; ")),
        "{faults:#?}"
    );
}

#[test]
fn the_build_knows_the_world_widely_enough() {
    let check = Check::of(&[&SOURCES]);
    assert_eq!(check.faults, []);
    assert_eq!(check.counts.len(), 9);
    assert!(check.counts.iter().all(|count| count.rows > 0));
    let knowledge = embedded().unwrap();
    let international = knowledge.entities().iter().filter(|entity| {
        entity.kind == EntityKind::Organisation
            && entity.country.is_none()
            && entity.part_of.is_empty()
    });
    assert!(international.count() >= 250);
    let acronyms = knowledge.entities().iter().filter(|entity| {
        entity.kind == EntityKind::Organisation
            && entity.country.is_none()
            && entity.name.len() > 1
            && entity.name.bytes().all(|byte| byte.is_ascii_uppercase())
    });
    assert!(acronyms.count() >= 150);
    let since: PartialDate = "2023".parse().unwrap();
    let until: PartialDate = "2026".parse().unwrap();
    let mut countries = std::collections::BTreeSet::new();
    for entity in knowledge.entities() {
        for held in knowledge.offices_held(&entity.id) {
            let head = ["President", "Prime Minister", "Foreign Minister"].contains(&held.office);
            let begun = held.from.is_some_and(|from| {
                since.first_day() <= from.first_day() && from.first_day() <= until.last_day()
            });
            if head && begun {
                countries.extend(held.of.filter(|of| of.0.starts_with("country:")));
            }
        }
    }
    assert!(countries.len() >= 40, "{}", countries.len());
    let members = knowledge.members(&EntityId("organisation:sco".into()));
    let member = |code: &str, status: &str| {
        members
            .iter()
            .any(|row| row.member.0 == format!("country:{code}") && row.status == status)
    };
    assert!(member("KZ", "member") && member("BY", "member") && member("MN", "observer"));
    let found = knowledge.find("Kazakhstan");
    assert!(
        found[0].provenance.contains("Wikidata Q232"),
        "{:?}",
        found[0]
    );
    assert!(found[0].aliases.iter().any(|alias| alias == "KAZ"));
}

#[test]
fn names_are_found_in_both_languages() {
    let text = "Министр иностранных дел России Сергей Лавров провёл переговоры в Астане.\n\
        В Казахстане побывал Генеральный секретарь ООН. Делегация Киргизии посетила штаб-квартиру ШОС.\n\
        Foreign Minister Sergei Lavrov spoke in Astana.";
    assert_found(
        text,
        "2024",
        Label::Person,
        &[
            "Сергей Лавров = Sergey Lavrov",
            "Sergei Lavrov = Sergey Lavrov",
        ],
    );
    assert_found(
        text,
        "2024",
        Label::Gpe,
        &[
            "России = Russia",
            "Астане = Astana",
            "Казахстане = Kazakhstan",
            "Киргизии = Kyrgyzstan",
            "Astana = Astana",
        ],
    );
    assert_found(text, "2024", Label::Org, &["ООН = UN", "ШОС = SCO"]);
}
