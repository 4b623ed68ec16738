"""Persons of the hand tables, their spellings and offices."""
import html
import json
import re
import sys

from .common import *  # noqa: F403
from .factbook import add_leaders
from .leaders import close_terms, most_precise, scraped_people
from .spellings import ARABIC, ARABIC_COUNTRIES, EAST_SLAVIC, GIVEN, swaps

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
    add_leaders(shared, people, offices)
    close_terms(offices)
    # A bare surname belongs to one person only: hand-written persons claim it, nobody else.
    claims = {}
    for slug, p in people.items():
        p["aliases"] = unique(p["aliases"])
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
        rows.append([slug, p["name"], "|".join(aliases), p["country"], p.get("wikidata", ""), p["source"], p["as_of"]])
    return rows, sorted(most_precise(offices))
