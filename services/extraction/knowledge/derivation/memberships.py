"""Who takes part in which organisation: hand-written terms, and the lists of the Factbook."""
import json
import sys

from .common import *  # noqa: F403

STATUS = {
    None: "member", "permanent": "member", "temporary": "member", "regional": "member", "observer": "observer",
    "associate observer": "observer", "associate": "associate", "associate member": "associate",
    "associated member": "associate", "partner": "partner", "partners": "partner", "dialogue partner": "partner",
    "dialogue member": "partner", "sectoral dialogue partner": "partner", "candidate": "candidate",
    "candidates": "candidate", "candidate country": "candidate", "accession candidate": "candidate",
    "suspended": "suspended", "temporarily suspended": "suspended", "nonregional member": "member",
    "nonregional members": "member",
}
# The Factbook's own abbreviations for bodies that go by another name.
ACRONYMS = {
    "LAS": "Arab League", "CE": "Council of Europe", "ICCt": "ICC", "NC": "Nordic Council", "PFP": "", "G-7": "G7",
    "G-20": "G20", "G-77": "G77", "EEU": "EAEU", "Caricom": "CARICOM", "Mercosur": "MERCOSUR", "C": "Commonwealth of Nations",
    "ICC": "", "CD": "Conference on Disarmament", "G-8": "", "EAEC": "", "CAN": "Andean Community", "BA": "", "CP": "",
    "IDB": "IsDB", "IADB": "IDB", "ACP": "", "EMU": "", "FZ": "", "UNHCR": "", "UNSC": "", "UN Security Council": "",
}
# Bodies that almost every state belongs to tell nothing and are left to the United Nations' own row.
MOST_MEMBERS = 140
ALWAYS = {"UN"}


def memberships(shared, organisation_rows, country_rows):
    """`organisation, member, status, from, to, source, as_of`."""
    by_name = {}
    for row in organisation_rows:
        for name in [row[1]] + values(row[2]):
            by_name.setdefault(name, row[0])
    codes = {row[0] for row in country_rows}
    rows = {}
    for hand in hand_rows("memberships"):
        slug = by_name.get(hand["organisation"])
        if not slug:
            sys.exit(f"memberships: unknown organisation {hand['organisation']}")
        for member in values(hand["members"]):
            key = by_name.get(member[1:]) if member.startswith("@") else member
            if key is None or (key == member and key not in codes):
                sys.exit(f"memberships: unknown member {member} of {hand['organisation']}")
            as_of = max([HAND_AS_OF] + [month(d) for d in (hand["from"], hand["to"]) if d])
            row = [slug, key, hand["status"], hand["from"], hand["to"], HAND, as_of]
            if tuple(row[:2] + row[3:4]) in rows:
                sys.exit(f"memberships: {row} twice")
            rows[tuple(row[:2] + row[3:4])] = row
    by_hand = {row[0] for row in rows.values() if not row[4]}
    listed = {}
    entities = json.loads((shared / "factbook/countries.json").read_text(encoding="utf-8"))["entities"]
    for entity in entities:
        if entity.get("iso") not in codes:
            continue
        for part in entity.get("organizations") or []:
            acronym = ACRONYMS.get(part["acronym"], part["acronym"])
            slug, status = by_name.get(acronym), STATUS.get(part.get("status"))
            if slug and status:
                listed.setdefault(slug, {})[entity["iso"]] = status
    always = {by_name[name] for name in ALWAYS}
    for slug, members in listed.items():
        if slug in by_hand or (len(members) > MOST_MEMBERS and slug not in always) or len(members) < 3:
            continue
        for code, status in members.items():
            rows.setdefault((slug, code, ""), [slug, code, status, "", "", FACTBOOK, "2026-01"])
    return [rows[key] for key in sorted(rows)]
