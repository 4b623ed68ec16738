"""Heads of state and government and foreign ministers from the snapshots of office-holders."""
import csv
import gzip
import re

from .common import *  # noqa: F403
from .spellings import EAST_SLAVIC, GIVEN, swaps

FOREIGN = re.compile(
    r"^(Foreign Minister$|Minister (of|for) Foreign Affairs|Minister (of|for) Foreign and European|"
    r"Minister of External (Affairs|Relations)|Minister of Europe and Foreign|"
    r"Minister of International Relations and Cooperation|Secretary of State for Foreign and Commonwealth|"
    r"Secretary of Foreign Affairs|Secretary for Relations with States|Foreign Affairs Minister|"
    r"Federal Minister (of|for) (Foreign|European and International) Affairs|United States Secretary of State|"
    r"(Cypriot|Ukrainian|Egyptian|Italian) Minister of Foreign Affairs)", re.I)
HEADS = {
    "President": "President", "Prime Minister": "Prime Minister", "Premier": "Prime Minister",
    "Federal Chancellor": "Chancellor", "President of Montenegro": "President",
    "Prime Minister of Montenegro": "Prime Minister", "King": "King", "Queen": "Queen",
    "Emperor": "Emperor", "Emir": "Emir", "Sultan": "Sultan", "Grand Duke": "Grand Duke",
    "Supreme Leader": "Supreme Leader", "Taoiseach": "Taoiseach", "Monarch": "King",
    "Yang di_pertuan Agong (Monarch)": "King", "Governor-General": "Governor-General",
    "Governor General": "Governor-General", "Premier of the State Council": "Prime Minister",
    "Chairman of the Presidency": "Chairman of the Presidency",
    "Chairman of the Council of Ministers": "Chairman of the Council of Ministers",
    "Chairman of the Cabinet of Ministers (Prime Minister)": "Prime Minister",
    "Chairman of the Presidential Council": "Chairman of the Presidential Council",
    "President of the Presidium of the Supreme People's Assembly": "President of the Presidium",
    "Captain Regent": "Captain Regent",
}
SINCE = "2000"


def classify(position):
    """The office of a position of the national snapshots; sub-national and parliamentary posts give None."""
    if HEADS.get(position):
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
TITLES = re.compile(r"^(Grand Chief Sir|Sheikh|Prince|Princess|Dr\.?|Archbishop|Sir|Dame|H\.E\.|Lord|General|King|Queen|Cardinal) ")


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
    """Heads of state and government and foreign ministers since 2000 from the office-holder snapshots.

    Terms of persons of the hand tables are added too, where those hold none of the same office that overlaps.
    """
    folder = shared / "officeholders"
    found = []
    iso_of = {}
    with gzip.open(folder / "officeholders.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        for r in csv.DictReader(handle):
            if not r["country_iso"]:
                continue
            iso_of[r["country"]] = r["country_iso"]
            office = classify(r["position"])
            if office and (not r["end"] or r["end"] >= SINCE) and (r["end"] or r["start"] >= "1952"):
                found.append((r["country_iso"], office, r["person"], r["start"], r["end"], r["person_qid"]))
    with open(folder / "foreign_ministers.csv", encoding="utf-8", newline="") as handle:
        gec = list(csv.DictReader(open(shared / "factbook/gec_to_iso.csv", encoding="utf-8", newline="")))
        qid = {g["wikidata_qid"]: g["iso_alpha2"] for g in gec if g["wikidata_qid"] and g["iso_alpha2"]}
        for r in csv.DictReader(handle):
            if r["name"] and qid.get(r["country"]):
                found.append((qid[r["country"]], "Foreign Minister", r["name"], r["start"], "?", r["person"]))
    with open(folder / "world_leaders_2021.csv", encoding="utf-8", newline="") as handle:
        for r in csv.DictReader(handle):
            office = classify_leader(r["positionLabel"])
            if office and qid.get(r["countryid"]):
                found.append((qid[r["countryid"]], office, r["officeholderLabel"], r["start_year"],
                              r["end_year"] or "?", r["officeholder"]))
    keys = {}
    for slug, p in people.items():
        for form in [p["name"]] + p["aliases"]:
            if " " in form:
                keys.setdefault((p["country"], name_key(form)), slug)
    hand = set(people)
    by_item = {}
    english = english_names(folder)
    for country, office, raw, start, end, item in sorted(set(found)):
        name = clean_person(raw) or clean_person(english.get(item, ""))
        if not name:
            continue
        canonical = ascii_fold(name)
        key = (country, name_key(name))
        slug = by_item.get((country, item)) or keys.get(key) or same_person(key, keys) or slugify(canonical)
        if slug in people and people[slug]["country"] != country:
            continue  # one name, two countries: which person is meant cannot be told
        if slug in people and item and people[slug].get("wikidata", item) != item:
            # Two persons of one name and country: the later one carries the item.
            slug = f"{slug}-{item.lower()}"
            if slug not in people and canonical in {p["name"] for p in people.values()}:
                continue
        if slug not in people:
            pairs = (GIVEN if country in EAST_SLAVIC else [])
            aliases = unique([x for a in [name] + swaps(canonical, pairs) for x in (a, ascii_fold(a))])
            people[slug] = {"name": canonical, "aliases": [a for a in aliases if a != canonical],
                            "country": country, "lone": [], "source": SCRAPERS, "as_of": "2023-01"}
            keys[key] = slug
            if item:
                people[slug]["wikidata"] = item
        elif slug in hand and name != people[slug]["name"] and name not in people[slug]["aliases"]:
            people[slug]["aliases"] += unique([name, canonical])
        elif slug not in hand and name != people[slug]["name"] and name not in people[slug]["aliases"]:
            people[slug]["aliases"] += unique([name, canonical])
        if item:
            people[slug].setdefault("wikidata", item)
            by_item[(country, item)] = slug
        start = start if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", start or "") else ""
        end = end if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|\?", end or "") else ""
        if start and end and end != "?" and end < start:
            continue
        if slug in hand and overlaps(offices, slug, office, country, start, end):
            continue
        if end == "?":
            end = ""
            if any(o[0] == slug and o[1] == office and o[2] == country for o in offices):
                continue
        offices.append([slug, office, country, start, end, SCRAPERS, "2023-01"])


def english_names(folder):
    """Names of the persons of the snapshots whose title in the English encyclopaedia is one."""
    names = {}
    with gzip.open(folder / "persons.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["enwiki_title"]:
                names.setdefault(row["person_qid"], row["enwiki_title"])
    return names


def overlaps(offices, slug, office, of, start, end):
    """Whether the hand tables already hold a term of this office at the time of another source's."""
    end = end if re.fullmatch(r"\d{4}.*", end or "") else "9999"
    for row in offices:
        if row[5] != SCRAPERS and row[0] == slug and row[2] == of and (row[1] == office or (
                office in HEADS.values() and row[1] in (*HEADS.values(), "Premier", "Chairman of the Cabinet of Ministers"))):
            if (row[3] or "0000")[:7] <= end[:7] and (start or "0000")[:7] <= (row[4] or "9999")[:7]:
                return True
    return False


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
            # Two ends of one term: the exacter source, then the known end counts.
            same = [r for r in rows if r[2] is not row and r[0] == start and (r[2][5] == SCRAPERS, not r[1], r[1]) < (
                row[5] == SCRAPERS, not end, end)]
            if not exacter and not same:
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
