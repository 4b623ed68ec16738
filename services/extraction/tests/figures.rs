//! Figures: what is measured, how much, whose, when. All texts are our own.

mod support;

use support::{extract, short};

/// The figures of a text: `METRIC value unit parties period`.
#[track_caller]
fn assert_figures(text: &str, reference: &str, expected: &[&str]) {
    let extraction = extract(text, reference);
    let figures: Vec<String> = extraction
        .figures
        .iter()
        .map(|figure| {
            let mut parties: Vec<String> = figure
                .parties
                .iter()
                .map(|party| short(&extraction, party))
                .collect();
            parties.sort();
            format!(
                "{} {} {} {} {}",
                figure.metric.as_str(),
                figure.value,
                figure.unit,
                parties.join("+"),
                figure.period.as_deref().unwrap_or("-"),
            )
        })
        .collect();
    assert_eq!(figures, expected, "{text}");
}

const MEETING: &str =
    "Foreign Minister of Armenia Ararat Mirzoyan received Foreign Minister of Serbia Ivica Dacic.";

#[test]
fn what_is_mutual_is_of_the_two_sides() {
    assert_figures(
        &format!("{MEETING}\nBilateral trade stood at $40 million in 2023, up by 12 percent."),
        "2024",
        &[
            "TRADE_TURNOVER 40000000 USD AM+RS 2023",
            "TRADE_GROWTH 12 PERCENT AM+RS 2023",
        ],
    );
}

#[test]
fn our_trade_is_that_of_the_one_who_speaks() {
    assert_figures(
        "Interview\nAmbassador of Chile to Peru Rosa Iturrieta: Our trade with Mexico was worth $4 billion last year.",
        "2024-03",
        &["TRADE_TURNOVER 4000000000 USD CL+MX 2023"],
    );
}

#[test]
fn a_body_trades_within_itself() {
    assert_figures(
        "Results of the year at the Eurasian Economic Commission\nTrade among the member states rose by 6 percent and passed $70 billion in 2021.",
        "2022",
        &[
            "TRADE_GROWTH 6 PERCENT EAEU 2021",
            "TRADE_TURNOVER 70000000000 USD EAEU 2021",
        ],
    );
    assert_figures(
        "Trade between CIS countries grew by 3 percent.",
        "2022",
        &["TRADE_GROWTH 3 PERCENT CIS -"],
    );
}

#[test]
fn regions_are_parties_by_their_names() {
    assert_figures(
        "Turkey's trade with Africa reached 30 billion dollars in 2021.",
        "2022",
        &["TRADE_TURNOVER 30000000000 USD Africa+TR 2021"],
    );
}

#[test]
fn the_period_is_not_the_one_it_is_compared_with() {
    assert_figures(
        &format!(
            "{MEETING}\nMutual trade in the first four months of 2023 was $9 million, 15 percent above the same period of 2022."
        ),
        "2023-06",
        &[
            "TRADE_TURNOVER 9000000 USD AM+RS 2023-01/2023-04",
            "TRADE_GROWTH 15 PERCENT AM+RS 2023-01/2023-04",
        ],
    );
    assert_figures(
        &format!("{MEETING}\nMutual trade was $9 million, up 15% on 2022."),
        "2024-06",
        &[
            "TRADE_TURNOVER 9000000 USD AM+RS 2023",
            "TRADE_GROWTH 15 PERCENT AM+RS 2023",
        ],
    );
}

#[test]
fn what_has_lasted_since_a_year_lasts_until_the_text() {
    assert_figures(
        "Canada has provided Mali with $14 million in aid since 2019.",
        "2023-09-20",
        &["OTHER 14000000 USD CA+ML 2019/2023"],
    );
}

#[test]
fn trade_one_way_is_no_turnover() {
    assert_figures(
        "Brazil's exports to Chile fell by 31.7 percent, to US$1.3 billion.",
        "2024",
        &[
            "TRADE_GROWTH -31.7 PERCENT BR+CL -",
            "OTHER 1300000000 USD BR+CL -",
        ],
    );
}

#[test]
fn a_share_is_a_share_whatever_fell_before() {
    assert_figures(
        "China accounts for 12 percent of the foreign trade of Serbia.",
        "2024",
        &["TRADE_SHARE 12 PERCENT CN+RS -"],
    );
    assert_figures(
        "Norway's imports from Japan dropped 7 percent, accounting for 4 percent of its total imports.",
        "2024",
        &[
            "TRADE_GROWTH -7 PERCENT JP+NO -",
            "TRADE_SHARE 4 PERCENT JP+NO -",
        ],
    );
}

#[test]
fn values_that_joint_funds_hold_are_investment() {
    assert_figures(
        "An agreement increases the capital of the Kazakh-Hungarian Direct Investment Fund from $25 million to $100 million.",
        "2024",
        &[
            "INVESTMENT 25000000 USD HU+KZ -",
            "INVESTMENT 100000000 USD HU+KZ -",
        ],
    );
}

#[test]
fn places_to_study_are_quotas() {
    assert_figures(
        "Serbia will grant 150 places in its universities to students from Cuba.",
        "2024",
        &["QUOTA 150 PERSON CU+RS -"],
    );
    assert_figures(
        &format!("{MEETING}\n60 state scholarships were awarded (40 last year)."),
        "2024",
        &["QUOTA 60 PERSON AM+RS -", "QUOTA 40 PERSON AM+RS 2023"],
    );
    assert_figures(
        &format!("{MEETING}\nThe number of training slots will go up from 85 to 100."),
        "2024",
        &["QUOTA 85 PERSON AM+RS -", "QUOTA 100 PERSON AM+RS -"],
    );
}

#[test]
fn numbers_are_counted_in_words_too() {
    assert_figures(
        "Session of the OSCE\nTwenty-two countries have applied, and eleven documents were signed by the two ministers.",
        "2024",
        &["OTHER 22 COUNTRY OSCE -", "OTHER 11 DOCUMENT OSCE -"],
    );
    assert_figures(
        "Brazil expects half a million tourists from Chile.",
        "2024",
        &["OTHER 500000 PERSON BR+CL -"],
    );
}

#[test]
fn a_number_of_things_may_follow_them() {
    assert_figures(
        "The number of Chilean companies in Peru has reached 44, up from 12 in 2002.",
        "2021",
        &["OTHER 44 COMPANY CL+PE -", "OTHER 12 COMPANY CL+PE 2002"],
    );
}

#[test]
fn a_giver_may_give_twice() {
    assert_figures(
        "Japan promised 2 billion yen in grants to Laos and 10 billion yen in loans to Nepal.",
        "2024",
        &[
            "OTHER 2000000000 JPY JP+LA -",
            "OTHER 10000000000 JPY JP+NP -",
        ],
    );
}

#[test]
fn what_turned_an_age_is_as_old() {
    assert_figures(
        &format!("{MEETING}\nOur free trade agreement turned 15 in April."),
        "2023-05",
        &["ANNIVERSARY_YEARS 15 YEAR AM+RS 2023-04"],
    );
}

#[test]
fn a_financial_year_has_months_where_it_is_known_when_it_begins() {
    assert_figures(
        "Trade between India and Kenya stood at USD 3 billion in FY 2022-23.",
        "2023-10",
        &["TRADE_TURNOVER 3000000000 USD IN+KE 2022-04/2023-03"],
    );
}

#[test]
fn what_names_nobody_and_follows_nothing_has_the_countries_of_the_text() {
    assert_figures(
        &format!("{MEETING}\nTourist traffic went up 42 percent in 2022."),
        "2023",
        &["OTHER 42 PERCENT AM+RS 2022"],
    );
}

#[test]
fn whatever_is_counted_goes_by_its_noun() {
    assert_figures(
        &format!(
            "{MEETING}\nSome 3,400 tractors, 16 joint ventures and 240 MW of solar power were agreed, and 31 items were on the agenda."
        ),
        "2024",
        &[
            "OTHER 3400 TRACTOR AM+RS -",
            "OTHER 16 JOINT VENTURE AM+RS -",
            "OTHER 240 MW AM+RS -",
            "OTHER 31 ITEM AM+RS -",
        ],
    );
    // The noun that follows a verb is not what is counted.
    assert_figures(
        "More than 1,200 Chilean students attend universities.",
        "2024",
        &["OTHER 1200 PERSON CL -"],
    );
}

#[test]
fn people_are_counted_by_what_befell_them() {
    assert_figures(
        "In Nepal 57 miners were rescued, over 1,100 have been evacuated and 28 of them are in hospital.",
        "2024",
        &[
            "OTHER 57 PERSON NP -",
            "OTHER 1100 PERSON NP -",
            "OTHER 28 PERSON NP -",
        ],
    );
}

#[test]
fn numbers_that_only_point_count_nothing() {
    assert_figures(
        "Note No. 158\nThe 2024 Forum dealt with Article 51 and item 12. The two ministers and the fifteen members took the floor on page 20.",
        "2024",
        &[],
    );
}

#[test]
fn votes_are_those_of_the_council_or_of_those_in_brackets() {
    assert_figures(
        "The UN Security Council adopted the text by a vote of 12 in favour to none against, with 3 abstentions (China, Algeria, Guyana).",
        "2024",
        &[
            "OTHER 12 VOTE UN Security Council -",
            "OTHER 3 VOTE CN+DZ+GY -",
        ],
    );
}

#[test]
fn items_of_a_list_go_on_with_its_subject() {
    assert_figures(
        "Chile and Peru in figures\n• mutual trade in 2022 – $5 billion;\n• for six months of 2023 – $3 billion;\n• enterprises with Chilean capital in Peru – 1,300;",
        "2023-08",
        &[
            "TRADE_TURNOVER 5000000000 USD CL+PE 2022",
            "TRADE_TURNOVER 3000000000 USD CL+PE 2023-01/2023-06",
            "OTHER 1300 COMPANY CL+PE -",
        ],
    );
}

#[test]
fn what_has_become_so_many_times_as_large_is_in_times() {
    assert_figures(
        "Trade between Chile and Peru expanded 3.4-fold in 2022. Delegations came three times.",
        "2023",
        &["TRADE_GROWTH 3.4 TIMES CL+PE 2022"],
    );
}

#[test]
fn payments_in_national_currencies_are_no_share_of_trade() {
    assert_figures(
        "Over 70 percent of the trade between Laos and Nepal is settled in national currencies.",
        "2024",
        &["OTHER 70 PERCENT LA+NP -"],
    );
}

#[test]
fn a_funder_is_the_party_of_its_money() {
    assert_figures(
        &format!(
            "{MEETING}\nThe investments made by Erste Bank in Serbia have exceeded 300 million euros."
        ),
        "2024",
        &["INVESTMENT 300000000 EUR Erste Bank+RS -"],
    );
}

#[test]
fn territories_trade_on_their_own() {
    assert_figures(
        "Trade between Belarus and the Penza Region amounted to $40 million in 2020.",
        "2022",
        &["TRADE_TURNOVER 40000000 USD BY+Penza Oblast 2020"],
    );
}

#[test]
fn the_other_side_may_be_described() {
    assert_figures(
        &format!("{MEETING}\nSome 200 Serbian firms operate in the country."),
        "2024",
        &["OTHER 200 COMPANY AM+RS -"],
    );
    assert_figures(
        &format!("{MEETING}\nA Serbian convoy with 40 tonnes of aid arrived in Gyumri."),
        "2024",
        &["OTHER 40 TONNE AM+RS -"],
    );
}

#[test]
fn who_tells_is_no_party() {
    assert_figures(
        "According to the Japanese side, 74,000 Nepalese nationals live in Portugal.",
        "2024",
        &["OTHER 74000 PERSON NP+PT -"],
    );
}

#[test]
fn a_relative_clause_is_about_what_stands_before_it() {
    assert_figures(
        "The ministers of Japan and Peru deplored the flood in Nepal, which has claimed the lives of more than 340 people.",
        "2024",
        &["OTHER 340 PERSON NP -"],
    );
}

#[test]
fn years_are_marked_in_many_ways() {
    assert_figures(
        &format!("{MEETING}\nThis year marks 25 years of the strategic partnership."),
        "2024",
        &["ANNIVERSARY_YEARS 25 YEAR AM+RS 2024"],
    );
    assert_figures(
        "Twelve years have passed since the coup in Mali.",
        "2024",
        &["ANNIVERSARY_YEARS 12 YEAR ML -"],
    );
    assert_figures(
        "Statement\nThe ministry recalls the sixth anniversary of the coup in Mali.",
        "2024",
        &["ANNIVERSARY_YEARS 6 YEAR ML -"],
    );
    assert_figures(
        &format!(
            "{MEETING}\nThe ministers exchanged messages on the 30th anniversary of diplomatic ties."
        ),
        "2024",
        &["ANNIVERSARY_YEARS 30 YEAR AM+RS -"],
    );
}

#[test]
fn what_the_title_says_again_is_one_figure() {
    assert_figures(
        "Chile, Peru to raise trade to $7 billion\nChile and Peru agreed to increase trade to $7 billion by 2030.",
        "2024",
        &["TRADE_TURNOVER 7000000000 USD CL+PE 2030"],
    );
}

#[test]
fn a_goal_speaks_of_the_trade_told_before() {
    assert_figures(
        &format!(
            "{MEETING}\nTrade stood at $40 million in 2023, with Serbian exports at $15 million.\nThe ministers set the target of $100 million by 2030."
        ),
        "2024",
        &[
            "TRADE_TURNOVER 40000000 USD AM+RS 2023",
            "OTHER 15000000 USD AM+RS 2023",
            "TRADE_TURNOVER 100000000 USD AM+RS 2030",
        ],
    );
}

#[test]
fn those_under_sanctions_are_of_who_listed_them_and_of_their_country() {
    assert_figures(
        "Council of the EU: new listings on Belarus\nRestrictive measures now apply to 12 individuals and 4 entities.",
        "2024",
        &["OTHER 12 PERSON BY+EU -", "OTHER 4 ENTITY BY+EU -"],
    );
}
