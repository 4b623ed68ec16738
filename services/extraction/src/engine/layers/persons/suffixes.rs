//! What goes on after a person's name as part of it: "Jr." and "Sr.", with or without a comma.

use communique_model::Label;

use crate::engine::board::{Board, Candidate, Rank};

/// Proposes the names of persons with the suffix that follows them.
pub(super) fn find(board: &mut Board<'_>, layer: &'static str) {
    let text = board.text;
    let longer: Vec<Candidate> = board
        .candidates()
        .iter()
        .filter(|name| name.label == Label::Person && name.rank >= Rank::Name)
        .filter_map(|name| {
            // The name may have been read with "Jr" already, and without its point.
            let last = name.tokens.end - 1;
            let suffix = if text.is_any(last, &SUFFIXES) {
                last
            } else {
                name.tokens.end + usize::from(text.is(name.tokens.end, ","))
            };
            let end = match text.is(suffix + 1, ".") && text.joined(suffix + 1) {
                true => suffix + 2,
                false => suffix + 1,
            };
            let follows = text.is_any(suffix, &SUFFIXES)
                && text.continues_line(suffix)
                && end > name.tokens.end;
            follows.then(|| {
                Candidate::new(name.tokens.start..end, Label::Person, Rank::Name, layer)
                    .linked(name.entity)
            })
        })
        .collect();
    for name in longer {
        board.push(name);
    }
}

const SUFFIXES: [&str; 2] = ["Jr", "Sr"];

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::layers::found::found;

    #[test]
    fn suffixes_belong_to_the_name() {
        let text = "President Martin Q. Tolland, Jr. and Minister John Tolland Sr. went home.";
        assert_eq!(
            found(text, Label::Person),
            ["Martin Q. Tolland, Jr.", "John Tolland Sr."]
        );
    }
}
