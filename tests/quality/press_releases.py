#!/usr/bin/env python3
"""Joins the annotation of press releases of the US Department of State with their texts.

    press_releases.py FEED …                       JSON lines: id, reference_date, text, entities, record

The texts are in no file of this project. FEED is an RSS file of https://www.state.gov/rss-feed/press-releases/feed/,
of any day; archives of the feed from May 2021 to August 2022 hold them all. A release is known by the address in
its `guid`; the evidence of its occasions is given in code points of the text that this program makes of it, and a
release whose text has changed is left out with a note. Standard library only.
"""

import datetime
import email.utils
import html
import json
import pathlib
import re
import sys

import standoff

ANNOTATION = pathlib.Path(__file__).parent / "annotated" / "press_releases.jsonl"


def plain(content):
    """The words of a release: a line for each paragraph."""
    content = re.sub(r"^\s*<!\[CDATA\[|\]\]>\s*$", "", content)
    content = re.sub(r"(?i)<br\s*/?>|</(p|div|li|h\d|tr)>", "\n", content)
    content = html.unescape(re.sub(r"<[^>]+>", "", content))
    content = re.sub(r"[ \t\xa0]+", " ", content)
    return re.sub(r"\s*\n\s*", "\n", content).strip()


def releases(feed):
    """Address, day and text of each release of a feed."""
    for item in re.findall(r"<item>(.*?)</item>", feed, re.S):

        def field(tag):
            found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", item, re.S)
            return found.group(1) if found else ""

        day = email.utils.parsedate_to_datetime(field("pubDate")).date()
        title = html.unescape(field("title"))
        body = plain(field("content:encoded") or field("description"))
        heading = f"{day:%B} {day.day}, {day.year}"
        yield field("guid"), day, f"{title}\n{heading}\n{body}"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    texts = {}
    for path in sys.argv[1:]:
        feed = pathlib.Path(path).read_text(encoding="utf-8", errors="replace")
        for guid, day, text in releases(feed):
            texts[guid, standoff.digest(text)] = (day, text)
    missing = 0
    for line in ANNOTATION.read_text(encoding="utf-8").splitlines():
        annotated = json.loads(line)
        found = texts.get((annotated["guid"], annotated["sha256"]))
        if found is None:
            missing += 1
            continue
        day, text = found
        print(standoff.line(annotated, day.isoformat(), text))
    if missing:
        print(f"{missing} releases are not in these feeds as they were annotated", file=sys.stderr)


if __name__ == "__main__":
    main()
