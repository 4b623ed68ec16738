#!/usr/bin/env python3
"""The project's own annotated documents: converts them for scoring, or holds the program to them.

    annotated.py convert FILE                      JSON lines: id, reference_date, text, entities, record
    annotated.py check PROGRAM FILE=LEAST ...      strict F1 of all labels; exits 1 where it is below LEAST

A document starts with `=== id: … | reference_date: … | …`. Its text holds marks `[[LABEL|link::words]]`;
only an OFFICE holds further marks. After `--- record` stands the record of the whole document as JSON.
Offsets are Unicode code points of the text without its marks, the end exclusive. Standard library only.
"""

import collections
import json
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r"\[\[([A-Z]+)\|([^\[\]]*?)::|\]\]")


def without_marks(marked):
    """The text, and its mentions in the order of their starts."""
    pieces, length, entities, opened, at = [], 0, [], [], 0
    for mark in MARK.finditer(marked):
        pieces.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark.group(1):
            entity = {"start": length, "label": mark.group(1), "link": mark.group(2) or None}
            entities.append(entity)
            opened.append(entity)
        else:
            opened.pop()["end"] = length
    text = "".join(pieces) + marked[at:]
    if opened or "[[" in text or "]]" in text:
        raise ValueError(f"marks do not match: {text[:60]!r}")
    for entity in entities:
        entity["text"] = text[entity["start"] : entity["end"]]
    return text, entities


def documents(path):
    """The documents of a file."""
    with open(path, encoding="utf-8") as file:
        parts = re.split(r"^=== ", file.read(), flags=re.MULTILINE)[1:]
    for part in parts:
        head, body = part.split("\n", 1)
        fields = dict(field.strip().split(": ", 1) for field in head.split("|"))
        marked, record = re.split(r"^--- record\n", body, maxsplit=1, flags=re.MULTILINE)
        text, entities = without_marks(marked.strip("\n"))
        yield {
            "id": fields["id"],
            "reference_date": fields["reference_date"],
            "text": text,
            "entities": entities,
            "record": json.loads(record),
        }


def extracted(program, found):
    """What the program finds in the documents, by id."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as lines:
        for document in found:
            asked = {key: document[key] for key in ("id", "reference_date", "text")}
            lines.write(json.dumps(asked) + "\n")
        lines.flush()
        command = [program, "extract", lines.name, "--json"]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return {line["id"]: line["entities"] for line in map(json.loads, ran.stdout.splitlines())}


def spans(entities):
    """Span and label of each mention."""
    return {(entity["start"], entity["end"], entity["label"]) for entity in entities}


def check(program, path, least):
    """Whether the strict F1 on the documents of a file is high enough; prints it by label."""
    found = list(documents(path))
    predicted = extracted(program, found)
    counts = collections.defaultdict(collections.Counter)
    for document in found:
        gold, ours = spans(document["entities"]), spans(predicted[document["id"]])
        for kind, items in (("right", gold & ours), ("gold", gold), ("ours", ours)):
            for item in items:
                counts[item[2]][kind] += 1
                counts["ALL"][kind] += 1

    def f1(count):
        return 2 * count["right"] / max(1, count["gold"] + count["ours"])

    print(path, *(f"{label} {f1(count):.3f}" for label, count in sorted(counts.items())))
    if f1(counts["ALL"]) >= least:
        return True
    print(f"{path}: strict F1 {f1(counts['ALL']):.4f} is below {least}")
    return False


def main():
    match sys.argv[1:]:
        case ["convert", path]:
            for document in documents(path):
                print(json.dumps(document, ensure_ascii=False))
        case ["check", program, *files] if files:
            held = [check(program, *bound(file)) for file in files]
            sys.exit(0 if all(held) else 1)
        case _:
            sys.exit(__doc__)


def bound(argument):
    """`FILE=LEAST` as its two parts."""
    path, least = argument.rsplit("=", 1)
    return path, float(least)


if __name__ == "__main__":
    main()
