//! Currencies by their signs, codes and names.
//!
//! Codes are those of ISO 4217 (the active list and a few that euros have replaced, which older
//! texts still name); names are the English ones in use. A name that several states share stands
//! for one of them only where that is how it is written: a bare "dollar" is that of the United
//! States, a bare "peso" is nobody's in particular.

/// ISO 4217 codes by sign, for signs that stand beside a number.
pub(super) const SIGNS: [(&str, &str); 23] = [
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₽", "RUB"),
    ("₸", "KZT"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₼", "AZN"),
    ("₾", "GEL"),
    ("֏", "AMD"),
    ("₡", "CRC"),
    ("₭", "LAK"),
    ("₦", "NGN"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₲", "PYG"),
    ("₪", "ILS"),
    ("₵", "GHS"),
    ("₮", "MNT"),
    ("元", "CNY"),
];

/// Letters before a dollar sign that say whose dollar it is.
pub(super) const DOLLARS: [(&str, &str); 18] = [
    ("US", "USD"),
    ("USD", "USD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("CAD", "CAD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("AUD", "AUD"),
    ("HK", "HKD"),
    ("hk", "HKD"),
    ("NZ", "NZD"),
    ("S", "SGD"),
    ("R", "BRL"),
    ("NT", "TWD"),
    ("MX", "MXN"),
    ("J", "JMD"),
    ("N", "NAD"),
    ("FJ", "FJD"),
];

/// Abbreviations of names that stand before a number.
pub(super) const BEFORE_NUMBER: [(&str, &str); 10] = [
    ("GH", "GHS"),
    ("Rs", "INR"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("Tk", "BDT"),
    ("Ksh", "KES"),
    ("KSh", "KES"),
    ("TSh", "TZS"),
    ("Le", "SLE"),
    ("Fr", "CHF"),
];

/// ISO 4217 codes that are read beside a number. Those that are English words or other acronyms
/// ("TOP", "ALL", "MAD", "CUP") are read too, as they stand in capitals beside an amount.
const CODES: [&str; 130] = [
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BGN", "BHD", "BIF", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHF", "CLP", "CNH", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD",
    "EGP", "ERN", "ETB", "EUR", "FJD", "GBP", "GEL", "GHS", "GMD", "GNF", "GTQ", "GYD", "HKD",
    "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES",
    "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD",
    "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN",
    "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG",
    "QAR", "RMB", "RON", "RSD", "RUB", "RUR", "RWF", "SAR", "SDG", "SEK", "SGD", "SYP", "THB",
    "TJS", "TMT", "TND", "TRY", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VND", "XAF",
];

const MORE_CODES: [&str; 6] = ["XOF", "XPF", "YER", "ZAR", "ZMW", "SOS"];

/// Codes that are written in lower case too and are no words.
const LOWER_CODES: [&str; 8] = ["usd", "eur", "gbp", "jpy", "cny", "rmb", "rub", "chf"];

/// The currency of an ISO code, of "RMB" and of the rouble's old code.
pub(super) fn code(word: &str) -> Option<&'static str> {
    if word.len() != 3 {
        return None;
    }
    let upper = if LOWER_CODES.contains(&word) {
        word.to_ascii_uppercase()
    } else {
        word.to_owned()
    };
    let code = CODES
        .iter()
        .chain(&MORE_CODES)
        .find(|code| **code == upper)?;
    Some(match *code {
        "RMB" | "CNH" => "CNY",
        "RUR" => "RUB",
        other => other,
    })
}

/// A unit of currency by its name in lower case, singular, with the currency that the bare name
/// stands for; without one where several states use the name and none is meant by default.
pub(super) const UNITS: [(&str, Option<&str>); 74] = [
    ("dollar", Some("USD")),
    ("euro", Some("EUR")),
    ("ruble", Some("RUB")),
    ("rouble", Some("RUB")),
    ("tenge", Some("KZT")),
    ("yuan", Some("CNY")),
    ("renminbi", Some("CNY")),
    ("kuai", Some("CNY")),
    ("rmb", Some("CNY")),
    ("yen", Some("JPY")),
    ("pound", Some("GBP")),
    ("quid", Some("GBP")),
    ("som", Some("KGS")),
    ("soum", Some("UZS")),
    ("sum", Some("UZS")),
    ("somoni", Some("TJS")),
    ("manat", Some("AZN")),
    ("dram", Some("AMD")),
    ("lari", Some("GEL")),
    ("hryvnia", Some("UAH")),
    ("lira", Some("TRY")),
    ("rupee", Some("INR")),
    ("dirham", Some("AED")),
    ("riyal", Some("SAR")),
    ("rial", Some("IRR")),
    ("toman", None),
    ("rand", Some("ZAR")),
    ("franc", None),
    ("zloty", Some("PLN")),
    ("forint", Some("HUF")),
    ("ringgit", Some("MYR")),
    ("baht", Some("THB")),
    ("dong", Some("VND")),
    ("rupiah", Some("IDR")),
    ("won", Some("KRW")),
    ("real", Some("BRL")),
    ("reai", Some("BRL")),
    ("tugrik", Some("MNT")),
    ("tögrög", Some("MNT")),
    ("shekel", Some("ILS")),
    ("peso", None),
    ("dinar", None),
    ("krona", None),
    ("kronor", Some("SEK")),
    ("krone", None),
    ("kroner", None),
    ("koruna", Some("CZK")),
    ("leu", None),
    ("lei", None),
    ("lev", Some("BGN")),
    ("leva", Some("BGN")),
    ("shilling", None),
    ("pula", Some("BWP")),
    ("kwacha", None),
    ("kwanza", Some("AOA")),
    ("naira", Some("NGN")),
    ("cedi", Some("GHS")),
    ("birr", Some("ETB")),
    ("metical", Some("MZN")),
    ("meticai", Some("MZN")),
    ("ariary", Some("MGA")),
    ("ouguiya", Some("MRU")),
    ("taka", Some("BDT")),
    ("kyat", Some("MMK")),
    ("kip", Some("LAK")),
    ("riel", Some("KHR")),
    ("afghani", Some("AFN")),
    ("bolivar", Some("VES")),
    ("boliviano", Some("BOB")),
    ("guarani", Some("PYG")),
    ("quetzal", Some("GTQ")),
    ("peseta", Some("ESP")),
    ("markka", Some("FIM")),
    ("guilder", None),
];

/// Names that are English words: they need an amount that only money has.
pub(super) const WORDS: [&str; 14] = [
    "won", "sum", "real", "pound", "dong", "som", "kip", "afghani", "lei", "lev", "rand", "crown",
    "quid", "dram",
];

/// Whose currency it is, the unit, and the code that both make.
pub(super) const NATIONAL: [(&str, &str, &str); 100] = [
    ("US", "dollar", "USD"),
    ("American", "dollar", "USD"),
    ("Canadian", "dollar", "CAD"),
    ("Australian", "dollar", "AUD"),
    ("Singapore", "dollar", "SGD"),
    ("Hong Kong", "dollar", "HKD"),
    ("New Zealand", "dollar", "NZD"),
    ("Taiwan", "dollar", "TWD"),
    ("Namibian", "dollar", "NAD"),
    ("Zimbabwean", "dollar", "ZWL"),
    ("Jamaican", "dollar", "JMD"),
    ("Liberian", "dollar", "LRD"),
    ("Belarusian", "ruble", "BYN"),
    ("Belarusian", "rouble", "BYN"),
    ("Russian", "ruble", "RUB"),
    ("Russian", "rouble", "RUB"),
    ("Chinese", "yuan", "CNY"),
    ("Japanese", "yen", "JPY"),
    ("British", "pound", "GBP"),
    ("Egyptian", "pound", "EGP"),
    ("Sudanese", "pound", "SDG"),
    ("Syrian", "pound", "SYP"),
    ("Lebanese", "pound", "LBP"),
    ("Kazakh", "tenge", "KZT"),
    ("Kazakhstani", "tenge", "KZT"),
    ("Kyrgyz", "som", "KGS"),
    ("Uzbek", "sum", "UZS"),
    ("Uzbek", "som", "UZS"),
    ("Uzbek", "soum", "UZS"),
    ("Turkmen", "manat", "TMT"),
    ("Azerbaijani", "manat", "AZN"),
    ("Turkish", "lira", "TRY"),
    ("Syrian", "lira", "SYP"),
    ("Lebanese", "lira", "LBP"),
    ("Italian", "lira", "ITL"),
    ("Indian", "rupee", "INR"),
    ("Pakistani", "rupee", "PKR"),
    ("Pakistan", "rupee", "PKR"),
    ("Nepalese", "rupee", "NPR"),
    ("Sri Lankan", "rupee", "LKR"),
    ("Mauritian", "rupee", "MUR"),
    ("Seychellois", "rupee", "SCR"),
    ("Swiss", "franc", "CHF"),
    ("French", "franc", "FRF"),
    ("Belgian", "franc", "BEF"),
    ("CFA", "franc", "XOF"),
    ("Central African CFA", "franc", "XAF"),
    ("Congolese", "franc", "CDF"),
    ("Rwandan", "franc", "RWF"),
    ("Burundian", "franc", "BIF"),
    ("Guinean", "franc", "GNF"),
    ("Djiboutian", "franc", "DJF"),
    ("Comorian", "franc", "KMF"),
    ("Emirati", "dirham", "AED"),
    ("UAE", "dirham", "AED"),
    ("Moroccan", "dirham", "MAD"),
    ("Saudi", "riyal", "SAR"),
    ("Qatari", "riyal", "QAR"),
    ("Omani", "rial", "OMR"),
    ("Iranian", "rial", "IRR"),
    ("Yemeni", "rial", "YER"),
    ("South African", "rand", "ZAR"),
    ("South Korean", "won", "KRW"),
    ("Korean", "won", "KRW"),
    ("North Korean", "won", "KPW"),
    ("Brazilian", "real", "BRL"),
    ("Argentine", "peso", "ARS"),
    ("Mexican", "peso", "MXN"),
    ("Chilean", "peso", "CLP"),
    ("Colombian", "peso", "COP"),
    ("Cuban", "peso", "CUP"),
    ("Uruguayan", "peso", "UYU"),
    ("Philippine", "peso", "PHP"),
    ("Dominican", "peso", "DOP"),
    ("Algerian", "dinar", "DZD"),
    ("Bahraini", "dinar", "BHD"),
    ("Iraqi", "dinar", "IQD"),
    ("Jordanian", "dinar", "JOD"),
    ("Kuwaiti", "dinar", "KWD"),
    ("Libyan", "dinar", "LYD"),
    ("Serbian", "dinar", "RSD"),
    ("Tunisian", "dinar", "TND"),
    ("Swedish", "krona", "SEK"),
    ("Swedish", "kronor", "SEK"),
    ("Icelandic", "krona", "ISK"),
    ("Norwegian", "krone", "NOK"),
    ("Danish", "krone", "DKK"),
    ("Czech", "koruna", "CZK"),
    ("Romanian", "lei", "RON"),
    ("Moldovan", "lei", "MDL"),
    ("Romanian", "leu", "RON"),
    ("Moldovan", "leu", "MDL"),
    ("Kenyan", "shilling", "KES"),
    ("Ugandan", "shilling", "UGX"),
    ("Tanzanian", "shilling", "TZS"),
    ("Somali", "shilling", "SOS"),
    ("Zambian", "kwacha", "ZMW"),
    ("Malawian", "kwacha", "MWK"),
    ("Dutch", "guilder", "NLG"),
    ("Finnish", "markka", "FIM"),
];

/// Hundredths of a unit, and the currency where the name leaves none open.
pub(super) const HUNDREDTHS: [(&str, &str); 8] = [
    ("cent", "USD"),
    ("cents", "USD"),
    ("penny", "GBP"),
    ("pence", "GBP"),
    ("kopeck", "RUB"),
    ("kopecks", "RUB"),
    ("tiyn", "KZT"),
    ("fen", "CNY"),
];

/// Whether a word is the unit, in the singular or the plural, in any case.
pub(super) fn is_unit(word: &str, unit: &str) -> bool {
    let Some(rest) = word
        .get(..unit.len())
        .and_then(|head| head.eq_ignore_ascii_case(unit).then(|| &word[unit.len()..]))
    else {
        return false;
    };
    matches!(rest, "" | "s" | "es") || rest == "r" && unit.ends_with("krone")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_upper_case_and_listed_once() {
        let mut codes: Vec<&str> = CODES.iter().chain(&MORE_CODES).copied().collect();
        let listed = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), listed);
        assert!(codes.iter().all(|code| code.len() == 3));
        assert_eq!(code("RMB"), Some("CNY"));
        assert_eq!(code("usd"), Some("USD"));
        assert_eq!(code("all"), None);
    }

    #[test]
    fn units_have_plurals() {
        assert!(is_unit("Dollars", "dollar"));
        assert!(is_unit("kroner", "krone"));
        assert!(!is_unit("dollarised", "dollar"));
    }
}
