"""Countries, organisations and their spellings."""
import csv
import re
import sys

from .common import *  # noqa: F403
from .ministries import ministries

# --- countries ---------------------------------------------------------------------------------

def codes_of(shared):
    """alpha-3 code and Wikidata item by alpha-2 code, from the Factbook's appendix."""
    with open(shared / "factbook/gec_to_iso.csv", encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["iso_alpha2"]]
    # Two Factbook entities stand for one country where its parts are listed by themselves.
    return {row["iso_alpha2"]: (row["iso_alpha3"], row["wikidata_qid"]) for row in reversed(rows)}


def countries(shared, hand):
    codes = codes_of(shared)
    rows = []
    for c in hand:
        aliases = unique(values(c["aliases"]))
        folded = [ascii_fold(a) for a in aliases]
        tag = hashtag_form(c["name"])
        names = [a for a in unique(aliases + folded + [tag]) if a != c["name"]]
        adjectives = unique(values(c["adjectives"]))
        adjectives = unique(adjectives + [ascii_fold(a) for a in adjectives])
        alpha3, item = codes.get(c["alpha2"], ("", ""))
        rows.append([c["alpha2"], c["name"], "|".join(names), "|".join(adjectives), c["capital"],
                     alpha3, item, HAND, HAND_AS_OF])
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


def titles(hand):
    """Documents and occasions, with British and American spellings."""
    rows = []
    for title in hand:
        names = [title["name"]] + values(title["aliases"])
        names = unique([form for name in names for variant in spelling_variants(name)
                        for form in (variant, ascii_fold(variant))])
        rows.append([title["name"], "|".join(n for n in names if n != title["name"]), HAND, HAND_AS_OF])
    return sorted(rows)
