//! A whole extraction of a text of our own words. The fingerprint changes with every change of the
//! engine and is left out; so are aliases and provenance, which belong to the knowledge base.

mod support;

use support::extract;

const TEXT: &str = "\
🎙 Remarks by Ambassador at Large of Kazakhstan Daniyar Ospanbek at the 12th session of the Uzbek-Kazakh Trade Forum
📍 Tashkent, May 23, 2024
💬 Mr Chairman, last year our trade reached almost US$4.4 billion, up 7.7 percent. In the first four months of \
this year it grew again.
The Foreign Ministry and the SCO Secretariat, on the eve of the Astana summit on July 3–4, prepare a document under \
Article 33 of the UN Charter. President Tokayev will chair it; the Council of Heads of State meets at 11:00.
The West, Central Asia and the #CIS follow the talks.
#KazakhstanUzbekistan #SCO
";

#[test]
fn a_whole_text() {
    let mut extraction = extract(TEXT, "2024-05");
    extraction.engine = "(fingerprint)".to_owned();
    for entity in &mut extraction.entities {
        entity.aliases.clear();
        entity.provenance.clear();
    }
    insta::assert_json_snapshot!(extraction);
}
