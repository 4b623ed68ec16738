#!/usr/bin/env python3
"""Joins the annotation of pages of the President of Russia's English site with their texts.

    president_pages.py PAGE.html …                 JSON lines: id, reference_date, text, entities, record

The texts are in no file of this project; the site publishes them under Creative Commons Attribution 4.0 International.
PAGE.html is a page of http://en.kremlin.ru/events/president/news/ as it was sent, named NUMBER.html after its number
there; public mirrors of the site hold the annotated ones. The text is what a reader copies from the page: category,
title, lead, day, time, place, caption of the picture, body, tags, status of publication. The evidence of occasions is
given in code points of that text, and a page whose text has changed is left out with a note. Standard library only.
"""

import html.parser
import json
import pathlib
import sys

import standoff

ANNOTATION = pathlib.Path(__file__).parent / "annotated" / "president_pages.jsonl"

BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "li", "ul", "blockquote", "time", "a", "br", "table", "tr", "td"}
INLINE_IN_BODY = {"a", "time"}
EMPTY = {"br", "img", "meta", "link", "input", "hr", "source", "wbr"}
LEFT_OUT = ("read__cut", "tabs_", "masha-ignore")
KEPT = ("read__tags", "read__status")


class Page(html.parser.HTMLParser):
    """The lines of a page's article, and its day."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.line, self.day = [], [], None
        self.stack = []
        self.slides = []

    def inside(self, *classes):
        return any(c in held for _, held in self.stack for c in classes)

    def end_line(self):
        words = " ".join("".join(self.line).split())
        if words:
            self.lines.append(words)
        self.line = []

    def left_out(self):
        for name, held in self.stack:
            if name in ("script", "style"):
                return True
            if any(c in held for c in KEPT):
                return False
            if any(c in held for c in LEFT_OUT):
                return True
        return False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        held = attributes.get("class") or ""
        in_article = any(name == "article" for name, _ in self.stack)
        if in_article and "slide" in held.split():
            self.slides.append(attributes.get("data-cycle-desc") or "")
        if tag == "time" and "read__published" in held and self.day is None:
            self.day = attributes.get("datetime")
        if tag in BLOCKS and not (tag in INLINE_IN_BODY and self.inside("entry-content")):
            self.end_line()
        if "slider__slides" in held:
            self.lines.append(None)
        if tag not in EMPTY:
            self.stack.append((tag, held))

    def handle_endtag(self, tag):
        if any(name == tag for name, _ in self.stack):
            while self.stack.pop()[0] != tag:
                pass
        if tag in BLOCKS and not (tag in INLINE_IN_BODY and self.inside("entry-content")):
            self.end_line()

    def handle_data(self, data):
        if any(name == "article" for name, _ in self.stack) and not self.left_out():
            self.line.append(data)

    def text(self):
        caption = []
        if self.slides:
            if len(self.slides) > 1:
                caption.append(f"1 of {len(self.slides)}")
            if self.slides[0].strip():
                caption.append(" ".join(self.slides[0].split()))
        lines = []
        for line in self.lines:
            if line is None:
                lines += caption
                caption = []
            elif not line.startswith("Direct link:"):
                lines.append(line)
        return "\n".join(lines)


def page(source):
    """The day of a page and its text."""
    parser = Page()
    parser.feed(source)
    parser.close()
    return parser.day, parser.text()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    paths = {pathlib.Path(path).stem: pathlib.Path(path) for path in sys.argv[1:]}
    missing = 0
    for line in ANNOTATION.read_text(encoding="utf-8").splitlines():
        annotated = json.loads(line)
        path = paths.get(annotated["number"])
        day, text = page(path.read_text(encoding="utf-8", errors="replace")) if path else (None, "")
        if standoff.digest(text) != annotated["sha256"]:
            missing += 1
            continue
        print(standoff.line(annotated, day, text))
    if missing:
        print(f"{missing} pages are not among these as they were annotated", file=sys.stderr)


if __name__ == "__main__":
    main()
