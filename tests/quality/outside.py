#!/usr/bin/env python3
"""Strict F1 of persons, organisations and places on labelled text that the rules were not made on.

usage: outside.py [--every-fifth] [--program COMMAND | --spacy MODEL] crossner=FILE|wikigold=FILE|re3d=FOLDER ...

--program COMMAND   reads JSON Lines (`id`, `text`) from standard input and writes the scored format;
                    without it `communique extract FILE --json` is asked, taken from PATH
--spacy MODEL       a spaCy model, by package name or folder, on the same texts instead
--every-fifth       only what the labeller's training leaves out: the first of every five blocks of
                    WikiGold (counted from 0, markers of documents included) and of every five
                    documents of re3d, in the order of its folders by name. Of CrossNER, files whose
                    name holds "dev" lose the four sentences that stand in its test part too

Label schemes differ from ours (adjectives, titles and governments are cut otherwise), so the figures
are a lower bound and are good for comparing, not for boasting. Both kinds of places count as one;
facilities count as places, since the corpora label them so. Of re3d, spans with confidence below 0.5
and spans without a capital at both ends (common nouns) are not asked for; of two that overlap the
longer counts.
"""
import argparse
import collections
import json
import pathlib
import shlex
import subprocess
import tempfile

MAPS = {
    "crossner": {
        "politician": "PERSON", "person": "PERSON", "organisation": "ORG",
        "politicalparty": "ORG", "country": "PLACE", "location": "PLACE",
    },
    "wikigold": {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"},
    "re3d": {"Person": "PERSON", "Organisation": "ORG", "Location": "PLACE"},
}
OURS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
LEAKED = {101, 531, 532, 541}


def blocks(path):
    current = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t") if "\t" in line else line.split()
            if line.strip():
                current.append((fields[0], fields[-1]))
            elif current:
                yield current
                current = []
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


def columns(name, path, fifth):
    for number, block in enumerate(blocks(path)):
        if block[0][0] == "-DOCSTART-" or (fifth and name == "wikigold" and number % 5 != 0):
            continue
        if name == "crossner" and "dev" in pathlib.Path(path).name and number + 1 in LEAKED:
            continue
        yield gold_of(block, MAPS[name])


def re3d(folder, fifth):
    rows = lambda path: [json.loads(l) for l in path.read_text(encoding="utf-8").splitlines() if l.strip()]
    number = -1
    for part in sorted(p for p in pathlib.Path(folder).iterdir() if p.is_dir()):
        entities = collections.defaultdict(list)
        for entity in rows(part / "entities.json"):
            if entity["confidence"] >= 0.5:
                entities[entity["documentId"]].append(entity)
        for document in rows(part / "documents.json"):
            number += 1
            if fifth and number % 5 != 0:
                continue
            text, spans = document["text"], []
            for entity in sorted(entities[document["_id"]], key=lambda e: (e["begin"] - e["end"], e["begin"])):
                start, end = entity["begin"], entity["end"]
                words = text[start:end]
                if words[:4].lower() == "the ":
                    start += 4
                words = text[start:end].split()
                taken = any(a < end and start < b for a, b, _ in spans)
                named = words and words[0][0].isupper() and words[-1][0].isupper()
                if entity["type"] in MAPS["re3d"] and not taken and named:
                    spans.append((start, end, MAPS["re3d"][entity["type"]]))
            yield text, set(spans)


def ask_program(command, texts):
    lines = "".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(texts))
    if command:
        answers = subprocess.run(shlex.split(command), input=lines, capture_output=True, text=True, check=True).stdout
    else:
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            answers = subprocess.run(["communique", "extract", file.name, "--json"], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in answers.splitlines():
        row = json.loads(line)
        found[int(row["id"])] = {(m["start"], m["end"], OURS[m["label"]]) for m in row["entities"] if m["label"] in OURS}
    return [found[number] for number in range(len(texts))]


def ask_spacy(model, texts):
    """The spans of a spaCy model, the leading article cut off as our guidelines ask."""
    import spacy

    pipeline = spacy.load(model, exclude=["parser", "lemmatizer"])
    answers = []
    for document in pipeline.pipe(texts):
        spans = set()
        for entity in document.ents:
            start, words = entity.start_char, entity.text
            if words[:4].lower() == "the ":
                start += 4
            end = entity.end_char
            for ending in ("'s", "’s"):
                if document.text[start:end].endswith(ending):
                    end = start + len(document.text[start:end][:-2].rstrip())
            if entity.label_ in OURS:
                spans.add((start, end, OURS[entity.label_]))
        answers.append(spans)
    return answers


def measure(arguments, name, path):
    make = re3d(path, arguments.every_fifth) if name == "re3d" else columns(name, path, arguments.every_fifth)
    gold = list(make)
    texts = [text for text, _ in gold]
    found = ask_spacy(arguments.spacy, texts) if arguments.spacy else ask_program(arguments.program, texts)
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for (_, spans), given in zip(gold, found):
        for label in ("PERSON", "ORG", "PLACE"):
            one, other = ({s for s in side if s[2] == label} for side in (spans, given))
            for at, value in enumerate((len(one & other), len(other), len(one))):
                counts[label][at] += value
                counts["ALL"][at] += value
    print(f"{name} {pathlib.Path(path).name}: {len(gold)} texts")
    for label, (right, given, expected) in sorted(counts.items()):
        precision, recall = right / max(given, 1), right / max(expected, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {label:7} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  gold {expected}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every-fifth", action="store_true")
    parser.add_argument("--program")
    parser.add_argument("--spacy")
    parser.add_argument("corpora", nargs="+")
    arguments = parser.parse_args()
    for corpus in arguments.corpora:
        measure(arguments, *corpus.split("=", 1))


if __name__ == "__main__":
    main()
