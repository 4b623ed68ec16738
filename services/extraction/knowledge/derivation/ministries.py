"""Ministries of each country, with the forms that texts write for them."""
import re

from .common import *  # noqa: F403

# Territories without a foreign ministry of their own.
NO_MINISTRY = set("AQ AS AW AX BL BM BQ BV CC CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ "
                  "MS NC NF PF PM PN PR RE SH SJ SX TC TF UM VG VI WF YT AI".split())
ARTICLE = re.compile(r"^(Republic|Kingdom|Federation|State|Union|Commonwealth|Principality|Sultanate|"
                     r"Islamic|Federal|Federative|Democratic|People's|United|Russian|Kyrgyz|Czech|Slovak|Arab|"
                     r"Grand|Hashemite|Hellenic|Italian|French|Portuguese|Argentine|Swiss|Plurinational|"
                     r"Bolivarian|Oriental|Socialist|Lao People|Syrian|Gabonese|Togolese|Lebanese|UK|US|UAE|"
                     r"DPRK|PRC|ROK|DRC|CAR|Netherlands|Philippines|Bahamas|Maldives|Comoros|Seychelles|Gambia|"
                     r"Solomon|Marshall|Cook|Central African|Dominican Republic|Holy See|Turkish Republic)\b")
NATIVE_MINISTRY = {
    "US": ("US Department of State", "State Department|US State Department|Department of State|U.S. State Department|"
           "American State Department|U.S. Department of State|United States Department of State|US Foreign Ministry"),
    "GB": (None, "Foreign Office|FCDO|UK Foreign Office|British Foreign Office|UK FCDO|FCO|"
           "Foreign, Commonwealth and Development Office|Foreign, Commonwealth & Development Office|"
           "Foreign and Commonwealth Office|Foreign & Commonwealth Office"),
    "DE": (None, "Federal Foreign Office|German Federal Foreign Office|German Foreign Office|Auswaertiges Amt|"
           "Auswärtiges Amt"),
    "CA": (None, "Global Affairs Canada|Department of Foreign Affairs of Canada"),
    "AU": (None, "DFAT|Department of Foreign Affairs and Trade|"
           "Department of Foreign Affairs and Trade of Australia|Australian Department of Foreign Affairs and Trade"),
    "IN": (None, "Ministry of External Affairs|Ministry of External Affairs of India|Indian Ministry of External Affairs|"
           "Indian MEA|MEA India"),
    "CH": (None, "Federal Department of Foreign Affairs|Swiss Federal Department of Foreign Affairs|FDFA|Federal Department of Foreign Affairs of Switzerland|"
           "Swiss Department of Foreign Affairs"),
    "ZA": (None, "DIRCO|Department of International Relations and Cooperation|"
           "South African Department of International Relations and Cooperation|"
           "Department of International Relations and Cooperation of South Africa"),
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
    "LK": (None, "Ministry of Foreign Affairs, Foreign Employment and Tourism|"
           "Ministry of Foreign Affairs, Foreign Employment and Tourism of Sri Lanka"),
    "MA": (None, "Ministry of Foreign Affairs, African Cooperation and Moroccan Expatriates|"
           "Ministry of Foreign Affairs, African Cooperation and Moroccan Expatriates of Morocco"),
    "DZ": (None, "Ministry of Foreign Affairs, National Community Abroad and African Affairs|"
           "Ministry of Foreign Affairs and the National Community Abroad|"
           "Ministry of Foreign Affairs and National Community Abroad"),
    "TN": (None, "Ministry of Foreign Affairs, Migration and Tunisians Abroad"),
    "EG": (None, "Ministry of Foreign Affairs, Emigration and Egyptian Expatriates"),
    "ES": (None, "Ministry of Foreign Affairs, European Union and Cooperation|"
           "Ministry of Foreign Affairs, European Union and Cooperation of Spain"),
    "AT": (None, "Federal Ministry for European and International Affairs"),
    "IE": (None, "Department of Foreign Affairs of Ireland|Irish Department of Foreign Affairs"),
    "NZ": (None, "MFAT|New Zealand Ministry of Foreign Affairs and Trade|"
           "Ministry of Foreign Affairs and Trade of New Zealand"),
    "AR": (None, "Ministry of Foreign Affairs, International Trade and Worship"),
    "CR": (None, "Ministry of Foreign Affairs and Worship"),
    "KE": (None, "Ministry of Foreign and Diaspora Affairs"),
    "BE": (None, "Federal Public Service Foreign Affairs|FPS Foreign Affairs"),
    "VA": (None, "Secretariat of State of the Holy See"),
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
            if abbreviation == "MFA":
                found += [f"{m} {n}" for m in ("MFA", "MOFA", "MoFA")] + [f"{n} MOFA", f"{n} MoFA"]
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
            rows.append(build(f"Ministry of {field} of {with_article(name)}", [f"Ministry of {field}", *OTHER_FIELDS.get(field, [])],
                              [f"{s} Ministry" for s in short], "", ""))
    return rows


# Further ministries, for countries whose read-outs name them often.
MINISTRY_COUNTRIES = set("RU KZ KG TJ UZ TM BY AM AZ GE MD UA CN IN IR TR MN VN RS CU VE".split())
OTHER_FIELDS = {"Internal Affairs": ["Ministry of Interior", "Ministry of the Interior"]}
MINISTRY_FIELDS = [
    ("Economy", ["Economy"]), ("Economic Development", ["Economic Development"]), ("Finance", ["Finance"]),
    ("Energy", ["Energy"]), ("Industry and Trade", ["Industry and Trade", "Trade"]), ("Transport", ["Transport"]),
    ("Agriculture", ["Agriculture"]), ("Justice", ["Justice"]), ("Internal Affairs", ["Interior"]),
    ("Health", ["Health"]), ("Education", ["Education"]), ("Culture", ["Culture"]),
]
