//! The tables of the knowledge base.

use communique_extraction::knowledge::{Knowledge, SOURCES, Sources, embedded};
use communique_model::{EntityId, EntityKind};

const COUNTRIES: &str = "alpha2\tname\taliases\tadjectives\tcapital\tsource\tas_of\n\
    XA\tAland\tKingdom of Aland\tAlandic\tAville\ttest\t2024-01\n";

fn error(sources: Sources<'_>) -> String {
    let full = Sources {
        countries: COUNTRIES,
        organisations: "slug\tname\taliases\tpart_of\tcountry\tsource\tas_of\n",
        persons: "slug\tname\taliases\tcountry\tsource\tas_of\n",
        office_holders: "person_slug\toffice\tof\tfrom\tto\tsource\tas_of\n",
        places: "slug\tname\tkind\taliases\tcountry\tpopulation\tsource\tas_of\n",
        peoples: "word\tname\tcountry\tsource\n",
    };
    let pick = |given, full| if str::is_empty(given) { full } else { given };
    let sources = Sources {
        countries: pick(sources.countries, full.countries),
        organisations: pick(sources.organisations, full.organisations),
        persons: pick(sources.persons, full.persons),
        office_holders: pick(sources.office_holders, full.office_holders),
        places: pick(sources.places, full.places),
        peoples: pick(sources.peoples, full.peoples),
    };
    match Knowledge::build(&sources) {
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
        persons: "slug\tname\n",
        office_holders: "person_slug\toffice\n",
        places: "slug\tname\tkind\n",
        peoples: "word\n",
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
    let duplicate = error(Sources {
        organisations: "slug\tname\taliases\tpart_of\n a\tA\t\t\na\tB\t\t\n",
        ..Sources::default()
    });
    assert!(
        duplicate.contains("organisations.tsv line 3"),
        "{duplicate}"
    );
    assert!(duplicate.contains("given twice"), "{duplicate}");
    let dangling = error(Sources {
        organisations: "slug\tname\taliases\tpart_of\na\tA\t\tnowhere\n",
        ..Sources::default()
    });
    assert!(dangling.contains("`nowhere`"), "{dangling}");
    let country = error(Sources {
        persons: "slug\tname\taliases\tcountry\nx-y\tX Y\t\tZZ\n",
        ..Sources::default()
    });
    assert!(country.contains("`ZZ`"), "{country}");
    let holder = error(Sources {
        office_holders: "person_slug\toffice\tof\tfrom\tto\nnobody\tPresident\tXA\t\t\n",
        ..Sources::default()
    });
    assert!(holder.contains("`nobody`"), "{holder}");
    let kind = error(Sources {
        places: "slug\tname\tkind\np\tP\tplanet\n",
        ..Sources::default()
    });
    assert!(
        kind.contains("`planet`") && kind.contains("`facility`"),
        "{kind}"
    );
    let cells = error(Sources {
        places: "slug\tname\tkind\np\tP\n",
        ..Sources::default()
    });
    assert!(cells.contains("2 cells"), "{cells}");
}
