#!/usr/bin/env python3
"""Strict F1 of persons, organisations and places on labelled text that the rules were not made on.

usage: outside.py COMMUNIQUE crossner=FILE|wikigold=FILE ...

The files are in CoNLL form, a token and its tag on a line. Their label schemes differ from ours
(adjectives, titles and governments are cut otherwise), so the figures are a lower bound and are
good for comparing versions, not for boasting.
"""
import collections
import json
import subprocess
import sys
import tempfile

MAPS = {
    "crossner": {
        "politician": "PERSON", "person": "PERSON", "organisation": "ORG",
        "politicalparty": "ORG", "country": "PLACE", "location": "PLACE",
    },
    "wikigold": {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"},
}
OURS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE"}


def sentences(path):
    current = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t") if "\t" in line else line.split()
            if not line.strip():
                if current:
                    yield current
                current = []
            elif fields[0] != "-DOCSTART-":
                current.append((fields[0], fields[-1]))
    if current:
        yield current


def gold_of(sentence, labels):
    """The text of a sentence and its labelled spans in code points."""
    text, places = "", []
    for word, _ in sentence:
        text += " " if text else ""
        places.append((len(text), len(text) + len(word)))
        text += word
    spans, at = set(), 0
    while at < len(sentence):
        tag = sentence[at][1]
        end = at + 1
        if tag != "O":
            while end < len(sentence) and sentence[end][1] == "I-" + tag[2:]:
                end += 1
            if tag[2:] in labels:
                spans.add((places[at][0], places[end - 1][1], labels[tag[2:]]))
        at = end
    return text, spans


def measure(program, name, path):
    gold = {}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as texts:
        for number, sentence in enumerate(sentences(path)):
            text, gold[str(number)] = gold_of(sentence, MAPS[name])
            texts.write(json.dumps({"id": str(number), "text": text}) + "\n")
        texts.flush()
        command = [program, "extract", texts.name, "--json"]
        answers = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for line in answers.splitlines():
        row = json.loads(line)
        found = {
            (mention["start"], mention["end"], OURS[mention["label"]])
            for mention in row["entities"] if mention["label"] in OURS
        }
        for label in ("PERSON", "ORG", "PLACE"):
            expected = {span for span in gold[row["id"]] if span[2] == label}
            given = {span for span in found if span[2] == label}
            for at, value in enumerate((len(expected & given), len(given), len(expected))):
                counts[label][at] += value
                counts["ALL"][at] += value
    print(f"{name} {path.rsplit('/', 1)[-1]}: {len(gold)} sentences")
    for label, (right, given, expected) in sorted(counts.items()):
        precision, recall = right / max(given, 1), right / max(expected, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {label:7} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  gold {expected}")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for argument in sys.argv[2:]:
        name, path = argument.split("=", 1)
        measure(sys.argv[1], name, path)


if __name__ == "__main__":
    main()
