"""Names in Russian, given to rows of the other tables."""
import re
import sys

from .common import *  # noqa: F403


def russian_names():
    """Russian names by kind and key (alpha-2 of a country, name of another row)."""
    names = {"country": {}, "place": {}, "organisation": {}, "person": {}}
    for row in hand_rows("russian"):
        if row["kind"] not in names or row["key"] in names[row["kind"]]:
            sys.exit(f"russian: {row['kind']} {row['key']}: unknown kind, or twice")
        names[row["kind"]][row["key"]] = unique(values(row["names"]))
    return names


def give_names(rows, key, aliases, names, kind, taken):
    """Appends Russian names to the alias column of rows; a name that is taken already is passed over."""
    known = {row[key] for row in rows}
    for missing in sorted(set(names[kind]) - known):
        sys.exit(f"russian: no {kind} is called {missing}")
    for row in rows:
        more = []
        for name in names[kind].get(row[key], []):
            plain = name.replace("*", "")
            found = [plain]
            if "*" in name:
                found.append(name.split("*", 1)[1])
            found += [form.replace("ё", "е") for form in found]
            more += [form for form in unique(found) if form not in taken]
        taken.update(more)
        row[aliases] = "|".join(unique(values(row[aliases]) + more))


CYRILLIC = re.compile(r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ]?[а-яё]+){0,3}")


def city_names(alternatives):
    """The Russian-looking ones of a city's alternate names: letters of the Russian alphabet only, at most two."""
    found = sorted({straight(name) for name in alternatives if CYRILLIC.fullmatch(straight(name))})
    return [name for name in found if len(name) > 3][:2]
