"""Annotation that stands apart from its texts, joined with them. Standard library only."""

import hashlib
import json


def digest(text):
    """By which an annotation knows its text again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def line(annotated, day, text):
    """An annotated document with its text as a line of JSON: evidence in words, nothing else annotated."""
    record = annotated["record"]
    for event in record["events"]:
        start, end = event["evidence"]
        event["evidence"] = text[start:end]
    record |= {"id": annotated["id"], "date_basis": "stated", "figures": [], "offices": []}
    document = {"id": annotated["id"], "reference_date": day, "text": text, "entities": [], "record": record}
    return json.dumps(document, ensure_ascii=False)
