//! Dates, times, money and percentages.

mod support;

use communique_model::Label::{Date, Money, Percent, Time};
use support::assert_found;

#[test]
fn dates_take_the_year_that_is_nearest() {
    assert_found(
        "held on December 26",
        "2023-01-05",
        Date,
        &["December 26 = 2022-12-26"],
    );
    assert_found(
        "will open on January 9",
        "2023-12-20",
        Date,
        &["January 9 = 2024-01-09"],
    );
    assert_found("on July 19", "2024-06-21", Date, &["July 19 = 2024-07-19"]);
    assert_found("on July 19", "2024", Date, &["July 19 = 2024-07-19"]);
    assert_found("on July 19", "", Date, &["July 19 = "]);
}

#[test]
fn the_verb_nearest_to_a_date_says_whether_it_lies_ahead() {
    let reference = "2024-03-14";
    for (text, expected) in [
        (
            "The invitation was accepted when they spoke in November, and the guest will come soon.",
            "November = 2023-11",
        ),
        (
            "In December, the minister travelled to Oslo, and another visit is planned.",
            "December = 2023-12",
        ),
        (
            "The country will preside over the body, which decided in December to grow.",
            "December = 2023-12",
        ),
        (
            "They discussed trade and agreed to meet in December.",
            "December = 2024-12",
        ),
        (
            "The minister noted the progress made and will come in December.",
            "December = 2024-12",
        ),
    ] {
        assert_found(text, reference, Date, &[expected]);
    }
}

#[test]
fn absolute_dates_need_no_reference() {
    for (text, value) in [
        ("March 13, 2023", "2023-03-13"),
        ("13 March 2023", "2023-03-13"),
        ("the 3rd of May 2024", "2024-05-03"),
        ("2024-07-03", "2024-07-03"),
        ("03.07.2024", "2024-07-03"),
        ("Friday, June 21, 2024", "2024-06-21"),
        ("May 20–21, 2024", "2024-05-20/2024-05-21"),
        ("August 31 – September 1, 2025", "2025-08-31/2025-09-01"),
        ("January 2022", "2022-01"),
        ("January–August 2024", "2024-01/2024-08"),
        ("the first quarter of 2024", "2024-01/2024-03"),
        ("the end of 2023", "2023"),
        ("early 2024", "2024"),
        ("mid-September 2021", "2021-09"),
        ("the year 2022", "2022"),
        ("2021–2023", "2021/2023"),
        ("the summer of 2024", "2024-06/2024-08"),
        ("30 years", "P30Y"),
        ("two weeks", "P2W"),
        ("half a century", "P50Y"),
        ("every year", "P1Y"),
        ("Q3 2024", "2024-07/2024-09"),
        ("the first week of October 2024", "2024-10"),
        ("the rest of 2024", "2024"),
        ("2015/08/12", "2015-08-12"),
    ] {
        let sentence = format!("It was in {text}.");
        assert_found(&sentence, "", Date, &[&format!("{text} = {value}")]);
    }
}

#[test]
fn years_are_read_in_words_and_short() {
    for (text, value) in [
        ("May ’24", "2024-05"),
        ("nineteen seventy-eight", "1978"),
        ("two thousand and eighteen", "2018"),
        ("the ’90s", "199"),
        ("the nineteen sixties", "196"),
        ("the seventies", "197"),
        ("2016 November", "2016-11"),
        ("05/2024", "2024-05"),
        ("44 BC", "BC0044"),
        ("AD 988", "0988"),
        ("the 2021/22 academic year", "2021/2022"),
        ("5 июля 2024 года", "2024-07-05"),
    ] {
        let sentence = format!("It was so in {text}.");
        assert_found(&sentence, "", Date, &[&format!("{text} = {value}")]);
    }
}

#[test]
fn ranges_run_from_point_to_point() {
    for (text, value) in [
        ("May 2015 to June 3, 2018", "2015-05/2018-06-03"),
        ("March to May 2019", "2019-03/2019-05"),
        (
            "November 30, 2023 until February 2, 2024",
            "2023-11-30/2024-02-02",
        ),
        ("the end of 2007 to the middle of 2009", "2007/2009"),
        ("today to Friday", "2024-07-03/2024-07-05"),
        ("2019 to the present year", "2019"),
    ] {
        let sentence = format!("It will run from {text}.");
        let expected = format!(
            "{} = {value}",
            text.trim_end_matches(" to the present year")
        );
        assert_found(&sentence, "2024-07-03", Date, &[&expected]);
    }
    assert_found(
        "They met between 2021 and 2023, in 2019 and 2020.",
        "",
        Date,
        &["2021 and 2023 = 2021/2023", "2019 = 2019", "2020 = 2020"],
    );
}

#[test]
fn days_are_counted_within_weeks_months_and_from_dates() {
    for (text, value) in [
        ("the first Friday of July 2024", "2024-07-05"),
        ("the last Monday of May 2024", "2024-05-27"),
        ("Tuesday of next week", "2024-07-09"),
        ("the 20th of next month", "2024-08-20"),
        ("the 12th", "2024-07-12"),
        ("two weeks after May 13, 2024", "2024-05-27"),
        ("three days before tomorrow", "2024-07-01"),
        ("1 month and 21 days ago", "2024-05-13"),
        ("the week after next", "2024-W29"),
        ("next weekend", "2024-07-13/2024-07-14"),
        ("one and a half years", "P18M"),
        ("2 years, 1 month and 21 days", "P2Y1M21D"),
        ("half an hour", "PT30M"),
    ] {
        let sentence = format!("We will meet on {text}.");
        assert_found(
            &sentence,
            "2024-07-03",
            Date,
            &[&format!("{text} = {value}")],
        );
    }
}

#[test]
fn a_story_counts_from_its_own_days() {
    assert_found(
        "On June 27, 2024 the sides met. The next day they signed; two days later they left.",
        "2024-07-03",
        Date,
        &[
            "June 27, 2024 = 2024-06-27",
            "The next day = 2024-06-28",
            "two days later = 2024-06-30",
        ],
    );
    assert_found(
        "In 1956 notes were exchanged; the same year an embassy opened.",
        "2024-07-03",
        Date,
        &["1956 = 1956", "the same year = 1956"],
    );
}

#[test]
fn the_date_line_makes_the_reference_exact() {
    for text in [
        "Ulaanbaatar, June 5, 2025. The conference opened here. Tomorrow the guests go home.",
        "The conference opened here. Tomorrow the guests go home.\n\n📅 June 5, 2025",
    ] {
        let found = support::found(text, "2025-06", Date);
        assert!(
            found.contains(&("Tomorrow".into(), "2025-06-06".into())),
            "{found:?}"
        );
    }
    assert_found(
        "Astana, July 3, 2024\n\nToday, the city is hosting a summit. Tomorrow it ends.",
        "2024",
        Date,
        &[
            "July 3, 2024 = 2024-07-03",
            "Today = 2024-07-03",
            "Tomorrow = 2024-07-04",
        ],
    );
    // A line that contradicts the reference is somebody else's.
    assert_found(
        "Astana, July 3, 2021\n\nTomorrow it ends.",
        "2024",
        Date,
        &["July 3, 2021 = 2021-07-03", "Tomorrow = "],
    );
}

#[test]
fn relative_dates_are_as_exact_as_their_reference() {
    for (reference, text, value) in [
        ("2024-07-03", "this year", "2024"),
        ("2024-07-03", "last month", "2024-06"),
        ("2024-07-03", "yesterday", "2024-07-02"),
        ("2024-07-03", "30 years ago", "1994"),
        ("2024-07-03", "a week ago", "2024-06-26"),
        ("2024-07-03", "last Friday", "2024-06-28"),
        ("2024-07-03", "next week", "2024-W28"),
        (
            "2024-07-03",
            "the past five months of 2024",
            "2024-01/2024-05",
        ),
        (
            "2024-07-03",
            "the first half of this year",
            "2024-01/2024-06",
        ),
        ("2024-07", "next year", "2025"),
        ("2024-07", "yesterday", ""),
        ("2024", "last month", ""),
        ("2024-07-03", "early next year", "2025"),
        ("2024-07-03", "the day after tomorrow", "2024-07-05"),
        ("2024-07-03", "the next 3–4 months", ""),
        ("2024-07-03", "recent years", ""),
        ("2024-07-03", "several decades", ""),
    ] {
        let sentence = format!("It changed in {text}.");
        assert_found(&sentence, reference, Date, &[&format!("{text} = {value}")]);
    }
}

#[test]
fn the_same_period_is_that_of_the_year_before() {
    assert_found(
        "Over the first ten months of 2023 trade grew against the same period of the last year.",
        "2024-01",
        Date,
        &[
            "the first ten months of 2023 = 2023-01/2023-10",
            "the same period of the last year = 2022-01/2022-10",
        ],
    );
}

#[test]
fn today_is_a_day_or_nowadays() {
    assert_found(
        "I propose to settle this today.",
        "2024-07-03",
        Date,
        &["today = 2024-07-03"],
    );
    assert_found(
        "Today is Unity Day.",
        "2024-07-03",
        Date,
        &["Today = 2024-07-03"],
    );
    assert_found(
        "Today, relations are close.",
        "2024-07-03",
        Date,
        &["Today = "],
    );
    assert_found("in today’s world", "2024-07-03", Date, &["today = "]);
}

#[test]
fn numbers_that_are_no_dates() {
    for text in [
        "more than 2000 people came",
        "It may rain, and we march on.",
        "version 1.2.2024.7",
        "Resolution 1988 was read",
        "May Smith spoke",
        "5,2024.5 units",
    ] {
        assert_found(text, "2024-07-03", Date, &[]);
    }
}

#[test]
fn clock_times() {
    assert_found(
        "at 16:15, at 4 pm, at 9:30 a.m. and at 12.05 Moscow time",
        "",
        Time,
        &[
            "16:15 = T16:15",
            "4 pm = T16:00",
            "9:30 a.m. = T09:30",
            "12.05 = T12:05",
        ],
    );
    assert_found("the score was 3:0, the map 1:50000", "", Time, &[]);
}

#[test]
fn amounts_are_exact() {
    for (text, value) in [
        ("US$30 billion", "USD 30000000000"),
        ("US$4.7 billion", "USD 4700000000"),
        ("$63.2 billion", "USD 63200000000"),
        ("€5 million", "EUR 5000000"),
        ("12.3 billion rubles", "RUB 12300000000"),
        ("USD 5 bn", "USD 5000000000"),
        ("£2.3bn", "GBP 2300000000"),
        ("1,234,567 euros", "EUR 1234567"),
        ("500 million Chinese yuan", "CNY 500000000"),
        ("half a billion dollars", "USD 500000000"),
        ("0.1 million tenge", "KZT 100000"),
        ("INR 12.5 lakh crore", "INR 12500000000000"),
        ("Rs 5,000 crore", "INR 50000000000"),
        ("US $150 million", "USD 150000000"),
        ("US$26–27 billion", "USD 26000000000"),
        ("a quarter of a million dirhams", "AED 250000"),
        ("one and a half billion yuan", "CNY 1500000000"),
        ("three quarters of a billion euros", "EUR 750000000"),
        ("12,34,567.89 rupees", "INR 1234567.89"),
        ("20 million Central African CFA francs", "XAF 20000000"),
        ("5 million pula", "BWP 5000000"),
        ("RMB 40 million", "CNY 40000000"),
        ("3 dollars and 50 cents", "USD 3.5"),
        ("U.S. $2 million", "USD 2000000"),
        ("₦500 million", "NGN 500000000"),
        ("7 trln rubles", "RUB 7000000000000"),
        // Whose francs they are is not said.
        ("10 million francs", ""),
    ] {
        let sentence = format!("It cost almost {text} then.");
        assert_found(&sentence, "", Money, &[&format!("{text} = {value}")]);
    }
    assert_found(
        "between $5 and $7 billion, from a loss of -$2 million to minus €3 million",
        "",
        Money,
        &[
            "$5 = USD 5000000000",
            "$7 billion = USD 7000000000",
            "-$2 million = USD -2000000",
            "minus €3 million = EUR -3000000",
        ],
    );
    assert_found(
        "They won 3 of 5; the sums differ by 2 pounds of tea.",
        "",
        Money,
        &[],
    );
}

#[test]
fn percentages() {
    assert_found(
        "34.4 percent, 2 %, 7.7%, five per cent and 0,5 pct, but not one third",
        "",
        Percent,
        &[
            "34.4 percent = 34.4",
            "2 % = 2",
            "7.7% = 7.7",
            "five per cent = 5",
            "0,5 pct = 0.5",
        ],
    );
}

#[test]
fn a_currency_of_many_countries_is_that_of_the_one_spoken_of() {
    assert_found(
        "Serbia collected 12 million dinars, and Norway lent 40 million kroner.",
        "2024",
        Money,
        &[
            "12 million dinars = RSD 12000000",
            "40 million kroner = NOK 40000000",
        ],
    );
    // What is taken for one country's by default is another's where that one is named nowhere.
    assert_found(
        "Pakistan has set aside 300 million rupees and 5 million dollars.",
        "2024",
        Money,
        &[
            "300 million rupees = PKR 300000000",
            "5 million dollars = USD 5000000",
        ],
    );
    assert_found(
        "They collected 12 million dinars.",
        "2024",
        Money,
        &["12 million dinars = "],
    );
}

#[test]
fn hours_of_programmes_are_read() {
    let text = "▪️ 09.30 Meeting with the ambassadors\nPhoto opportunity at 09.45.\nThe index rose to \
                12.50 points.\nWe met at three in the morning, then from 10:42 A.M. EST on.";
    assert_found(
        text,
        "2024-05-02",
        Time,
        &[
            "09.30 = T09:30",
            "09.45 = T09:45",
            "three in the morning = T03:00",
            "10:42 A.M. EST = T10:42",
        ],
    );
}

#[test]
fn years_of_account_and_days_beside_their_words_are_read() {
    assert_found(
        "Trade grew in financial year 2023-24.\nThe 1967 borders stay.\nIt ran for nine consecutive years.",
        "2024-05-02",
        Date,
        &[
            "financial year 2023-24 = 2023-04/2024-03",
            "1967 = 1967",
            "nine consecutive years = P9Y",
        ],
    );
    assert_found(
        "Yesterday, September 1, the embassy gave a reception.",
        "2022-09",
        Date,
        &["Yesterday = 2022-09-01", "September 1 = 2022-09-01"],
    );
    assert_found(
        "Wednesday and Thursday, 12–13 June: an official visit.\nThree quarters of a century have passed.",
        "2024-06-10",
        Date,
        &[
            "Wednesday and Thursday, 12–13 June = 2024-06-12/2024-06-13",
            "Three quarters of a century = P75Y",
        ],
    );
}
