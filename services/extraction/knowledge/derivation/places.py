"""Places: hand-written, capitals, cities of GeoNames; and peoples."""
import json
import re
import sys

from .common import *  # noqa: F403
from .organisations import hashtag_form
from .russian import city_names
from .ministries import NO_MINISTRY

# --- places ------------------------------------------------------------------------------------

# The countries whose smaller cities read-outs of this field name.
NEAR = set("RU BY KZ KG TJ UZ TM AM AZ GE MD UA MN".split())
MIN_POPULATION_NEAR = 100_000


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
        least = MIN_POPULATION_NEAR if c["countrycode"] in NEAR else MIN_POPULATION
        if size < least or c["geonameid"] in used:
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
        if c["countrycode"] in NEAR:
            aliases += [a for a in city_names(c["alternatenames"]) if a not in taken]
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
