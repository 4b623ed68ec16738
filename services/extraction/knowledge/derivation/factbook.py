"""Heads of state and government of the Factbook's last state that no other source holds."""
import html
import json
import re

from .common import *  # noqa: F403
from .leaders import clean_person, name_key

TITLES = (
    ("President", "President"), ("Prime Minister", "Prime Minister"), ("Premier", "Prime Minister"),
    ("King", "King"), ("Queen", "Queen"), ("Emperor", "Emperor"), ("Amir", "Emir"), ("Sultan", "Sultan"),
    ("Chancellor", "Chancellor"), ("Federal Chancellor", "Chancellor"), ("Grand Duke", "Grand Duke"), ("Prince", "Prince"),
    ("Governor General", "Governor-General"), ("Chief Minister", "Chief Minister"), ("Governor", "Governor"),
    ("Taoiseach (Prime Minister)", "Prime Minister"), ("Chairman of the Cabinet of Ministers", "Chairman of the Cabinet of Ministers"),
)
MONTHS = {name: f"{number:02}" for number, name in enumerate(
    "January February March April May June July August September October November December".split(), 1)}
MONTHS.update({name[:3]: number for name, number in list(MONTHS.items())})
HOLDER = re.compile(r"(?:^|; |represented by )(?:Interim |Transitional |Acting |Transition |Co-)?(?P<title>[A-Z][A-Za-z ()]*?) "
                    r"(?:Gen\.|Lt\. Gen\.|Col\.|Capt\.|Maj\. Gen\.|Dame|Sir|Dr\.|General|Colonel)? ?"
                    r"(?P<name>[A-Z][^();]*?) \(since (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})\)")


def spelled(name):
    """"Kasym-Zhomart TOKAYEV" as it is written elsewhere: Kasym-Zhomart Tokayev."""
    def word(match):
        text = match.group()
        return text if len(text) < 2 else text[0] + text[1:].lower()
    return re.sub(r"[A-Z]{2,}", word, ascii_fold(straight(name))).replace(", Jr.", " Jr.")


def add_leaders(shared, people, offices):
    """Adds those holders, their terms open; a person known under the same words keeps the known name."""
    keys = {}
    for slug, p in people.items():
        for form in [p["name"]] + p["aliases"]:
            if " " in form:
                keys.setdefault(p["country"], []).append((name_key(form), slug))
    entities = json.loads((shared / "factbook/countries.json").read_text(encoding="utf-8"))["entities"]
    for entity in entities:
        country = entity.get("iso")
        executive = entity.get("executive") or {}
        for field in ("chief of state", "head of government"):
            text = re.sub(r"<[^>]*>", "", html.unescape(str(executive.get(field) or ""))).replace("\xa0", " ")
            for found in HOLDER.finditer(text):
                office = dict(TITLES).get(found["title"])
                name = clean_person(spelled(found["name"])) or ""
                words = name_key(name)
                month_number = MONTHS.get(found["month"])
                elsewhere = any(words <= key or key <= words for home, forms in keys.items() if home != country
                                for key, _ in forms if len(key) > 1)
                if not country or elsewhere or not office or not month_number or len(words) < 2 or " of " in name:
                    continue
                known = [slug for key, slug in keys.get(country, []) if len(key & words) >= 2]
                start = f"{found['year']}-{month_number}-{int(found['day']):02}"
                slug = known[0] if known else slugify(name)
                if not known:
                    if slug in people:
                        continue
                    people[slug] = {"name": name, "aliases": [], "country": country, "lone": [],
                                    "source": FACTBOOK, "as_of": "2026-01"}
                    keys.setdefault(country, []).append((words, slug))
                held = [o for o in offices if o[0] == slug and o[2] == country and not o[4] and (
                    o[1] == office or o[3][:4] == start[:4])]
                if not held:
                    offices.append([slug, office, country, start, "", FACTBOOK, "2026-01"])
