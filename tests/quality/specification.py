#!/usr/bin/env python3
"""Share of the cases of published specification suites that our extraction solves.

usage: specification.py PREDICT SUITES [--failures] [--all]

PREDICT reads JSON Lines with `id`, `text`, `reference_date` and writes the scored format
(`cargo build -p communique-extraction --example predict`). SUITES is the folder of the suites of
Recognizers-Text, with `DateTime/English`, `NumberWithUnit/English` and `Number/English` in it.
With --failures the expressions in scope that are missed are printed, with --all those out of scope
too. Without the suites nothing is measured, and that is said.

What is compared, for each expression that a case expects:

span    Both spans lose their leading prepositions, hedge words and article first (ours follow the
        guidelines, which keep no preposition; theirs keep them), and marks at their ends.
value   Both values are read as an interval of days or as a length, and those are compared.
        * Where the suite leaves two years open, each of its two readings counts: which of them is
          meant depends on the tense of the sentence, and read-outs look back.
        * Of a range in words ("from 4 to 22 May") the suite's end is the last day, of a period the
          day after it; ours is always the last day, so both are tried.
        * Parts of periods ("end of 2023") have the value of the whole, as the suite's TIMEX has.
        * "before", "since" and the like stand outside of our span: the date beside them is the value.
        * "the next five years" is a length of five years for us; the suite's TIMEX holds it too.
        * A vague count ("a few days ago") and what is counted from another event ("3 weeks later")
          have no value: then none must be given.
        * A currency that several states call so ("francs") must be left open.
        * Figures that may be read day first or month first are read day first here.
"""
import collections
import datetime
import json
import os
import re
import subprocess
import sys

FILES = (
    "DateTime/English/DateParser", "DateTime/English/DatePeriodExtractor",
    "DateTime/English/DatePeriodParser", "DateTime/English/DateTimeModel",
    "DateTime/English/DateTimeModelComplexCalendar", "DateTime/English/MergedParser",
    "NumberWithUnit/English/CurrencyModel", "Number/English/PercentModel",
    "Number/English/PercentModelPercentMode",
)
LABELS = {"currency": "MONEY", "percentage": "PERCENT"}
OUTSIDE_SPAN = re.compile(
    r"(?:in|on|at|from|since|by|before|after|until|till|between|during|for|of|within|about|around|"
    r"almost|nearly|approximately|over|than|least|most|more|less|no|not|later|earlier|prior|to|as|"
    r"early as|late as|starting|beginning|ending|any time|the|throughout|through|into|up|between|"
    r"sometime|soon as|sooner|or|circa|exactly|just|equal|greater|with|and|since|onwards?|months? of|"
    r"years?(?= greater))\s+|^[=<> ]+", re.I)
AFTER_SPAN = re.compile(r"\s+(?:and|or)\s+(?:after|later|before|earlier|greater|onwards?)$", re.I)
HOLIDAYS = re.compile(
    r"\b(?:christmas|xmas|easter|thanksgiving|halloween|valentine\w*|new year'?s?'?|black friday|"
    r"cyber monday|mother'?s|father'?s|labou?r day|memorial day|independence day|ramadan|eid|mlk|"
    r"martin luther|patrick\w*|groundhog|fools?|teacher'?s|youth day|children'?s|women'?s|"
    r"inauguration|ash wednesday|palm sunday|good friday|spring festival|juneteenth|columbus|"
    r"veteran\w*|earth day|mardi|carnival|tree planting|girls'? day|holidays?|presidents?|"
    r"guy fawkes|bastille|singles? day|boxing|epiphany|saint|st\.? \w+(?: day)|bank|flag day|"
    r"anzac|canada day|yuandan|maosi\w*)\b", re.I)


def cases(folder):
    """Every expected expression as (file, input, reference, [expected])."""
    for name in FILES:
        path = os.path.join(folder, name + ".json")
        with open(path, encoding="utf-8-sig") as handle:
            rows = json.load(handle)
        for row in rows:
            reference = (row.get("Context") or {}).get("ReferenceDateTime")
            expected = []
            for result in row["Results"]:
                start = result["Start"]
                end = result["End"] + 1 if "End" in result else start + result["Length"]
                kind = (result.get("TypeName") or result.get("Typename") or result.get("Type")
                        or name.rsplit("/", 1)[-1])
                kind = kind.removeprefix("datetimeV2.")
                expected.append((start, end, kind, result))
            yield name.rsplit("/", 1)[-1], row["Input"], reference, expected


def out_of_scope(kind, text, words, result):
    """The reason why an expression is none that the guidelines mark, or None.

    Decided by the suite's type and by the words of the expression, never by our answer.
    """
    if kind in ("time", "timerange", "datetime", "datetimerange", "datetimealt", "timezone",
                "datetimeperiod", "timeperiod"):
        return "time of day"
    timexes = [value.get("timex", "") for value in values_of(result)]
    if kind == "set" and any("T" in timex for timex in timexes):
        return "time of day"
    if HOLIDAYS.search(words):
        return "holiday by name: an event"
    if re.search(r"\b(?:fiscal|business|work(?:ing|week)?|school|fy)\b|^fy ?\d", words, re.I):
        return "fiscal years, business days"
    if re.search(r"\bweek ?(?:number ?)?\d|\bw/c\b|week (?:commencing|starting|beginning|of (?:the )?(?:\S+ |\w+\.)?\d{1,2}(?:st|nd|rd|th)?$)|w\d\d", words, re.I):
        return "numbered or anchored week"
    if re.search(r"\b(?:now|present|current date|to date|till date|todate|otd|eoy|eom|ytd|mtd)\b|year to date|^(?:in )?the future", words, re.I):
        return "the present moment, shorthand of chats"
    if is_chat_week(words):
        return "a week, then a day of it after other words"
    if re.fullmatch(r"(?:the |mid |in |by |this |late |early )*(?:summer|winter|spring|autumn|fall)", words, re.I) and not re.search("this", words, re.I):
        return "a season of no year"
    if kind == "set" and not re.match(r"(?:every|each|once|twice|all|any)\b", words, re.I):
        return "adjectives and adverbs of frequency"
    if kind not in LABELS and re.search(r"\d ?[-/] | [-/] ?\d", words) and not re.search(r"[a-z]{3}|\d{2}[-/]\d", words, re.I):
        return "figures apart from their mark"
    if re.fullmatch(r"(?:in )?\d{4}\.\d{1,2}", words):
        return "reads as a decimal number"
    if re.search(r"\b(?:cy|sy)\b ?\d|^(?:cy|sy)\d", words, re.I):
        return "fiscal years, business days"
    if re.search(r"\bmy (?:day|week|month|weekend)\b|^(?:the )?(?:day|week|month|weekend|year)$|\b(?:same|that) (?:day|week|month|year|weekend)\b", words, re.I):
        return "points to the conversation"
    month = re.search(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", words, re.I)
    if not month and kind not in LABELS and re.search(r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}(?![\d/.]|-\d)", words):
        return "figures without a year"
    if re.search(r"\b(?:next|last|previous|following|this|past|coming|upcoming)(?: past| coming| upcoming)? (?:mon|tues|wednes|thurs|fri|satur|sun)day", words, re.I):
        return "a weekday of the last or next week"
    if re.search(r"\brest (?:of )?(?:the |this |current )?(?:week|day)|^rest|remaining of", words, re.I) and not re.search("rest of (?:the|this)", words, re.I):
        return "shorthand of chats"
    is_date = kind not in ("currency", "percentage")
    if is_date and re.search(r"[\d/]+ ?[-/.~] ?\d", words) and not re.search(r"[a-z]{3}|(?:19|20)\d\d", words, re.I):
        return "figures without a year"
    if is_date and re.fullmatch(r"(?:(?:on|in|for|at|the|from|to|by|before|after|since|until|between|and|-) |\d{1,2}(?!\d) ?){1,8}", words.lower()):
        return "a bare number"
    if is_date and re.fullmatch(r"(?:(?:the|on|for) )*(?:second|third|thirty|fifteen|twenty(?:[- ]\w+)?)", words, re.I):
        return "a bare number"
    if kind == "currency" and (result.get("Resolution") or {}).get("value") is None:
        return "a currency without an amount"
    if kind == "currency" and re.search(r"satoshi|bitcoin|btc|₿", words, re.I):
        return "no state's currency"
    if kind == "currency" and re.search(r"(?:dollars?|c \$ \d+|kuai) (?:and )?(?:[a-z-]+|\d+)(?: and [a-z]+|$)", words, re.I) \
            and not re.search(r"cents?$", words):
        return "spoken prices"
    if kind == "percentage" and not re.search(r"%|cent|pct", words, re.I):
        return "a share in words, without percent"
    if kind == "percentage" and re.match(r"per ?cent", words, re.I):
        return "percent before its number"
    return None


def is_chat_week(words):
    return re.search(r"week\b.*(?:,| - |maybe|between|from).*day|week from \w+ to", words, re.I) is not None


def values_of(result):
    """The suite's readings, in one form."""
    resolution = result.get("Resolution") or {}
    if isinstance(resolution, dict) and "values" in resolution:
        return resolution["values"]
    value = result.get("Value") or {}
    if "values" in value:
        return value["values"]
    readings = []
    for key in ("FutureResolution", "PastResolution"):
        reading = dict(value.get(key) or {})
        if reading:
            readings.append({
                "timex": value.get("Timex", ""), "Mod": value.get("Mod"),
                "value": reading.get("date") or reading.get("duration"),
                "start": reading.get("startDate"), "end": reading.get("endDate"),
            })
    return readings


def day(text):
    try:
        return datetime.date.fromisoformat(text[:10])
    except (TypeError, ValueError):
        return None


def interval(value):
    """First day and the day after the last of an ISO or TIMEX date or interval."""
    if not value:
        return None
    if "/" in value:
        first, last = value.split("/", 1)
        first, last = interval(first), interval(last)
        return (first[0], last[1]) if first and last else None
    match = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    try:
        if match:
            monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
            first = monday + datetime.timedelta(days=5 if match[3] else 0)
            return first, monday + datetime.timedelta(days=7)
        match = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value)
        if match:
            first, after = SEASONS[match[2]]
            year = int(match[1])
            return datetime.date(year, first, 1), datetime.date(year + (after < first), after, 1)
        if re.fullmatch(r"\d{2}", value):
            century = int(value) * 100
            return datetime.date(max(century, 1), 1, 1), datetime.date(century + 100, 1, 1)
        if re.fullmatch(r"\d{3}", value):
            decade = int(value) * 10
            return datetime.date(decade, 1, 1), datetime.date(decade + 10, 1, 1)
        if re.fullmatch(r"\d{4}", value):
            return datetime.date(int(value), 1, 1), datetime.date(int(value) + 1, 1, 1)
        if re.fullmatch(r"\d{4}-\d\d", value):
            year, month = int(value[:4]), int(value[5:])
            after = datetime.date(year + month // 12, month % 12 + 1, 1)
            return datetime.date(year, month, 1), after
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            first = datetime.date.fromisoformat(value)
            return first, first + datetime.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return None


def length(value):
    """Months, days and seconds of a TIMEX duration."""
    match = re.fullmatch(
        r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
        r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", value or "")
    if not match or value == "P":
        return None
    years, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return (years * 12 + months, weeks * 7 + days, hours * 3600 + minutes * 60 + seconds)


VAGUE = re.compile(r"\b(?:few|several|couple|some|many|recent)\b|"
                   r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|fortnight) (?:later|earlier)\b", re.I)
SEASONS = {"SP": (3, 6), "SU": (6, 9), "FA": (9, 12), "WI": (12, 3)}


def date_value_is_right(ours, kind, words, result):
    readings = values_of(result)
    if VAGUE.search(words):
        return ours is None
    unresolved = all(not reading.get("timex") for reading in readings)
    if not readings or unresolved:
        return None
    if ours is None:
        # "February 30" has no value for the suite either.
        return all(str(reading.get("value") or reading.get("start")) in ("0001-01-01", "not resolved", "None")
                   for reading in readings)
    for reading in readings:
        timex = reading.get("timex", "")
        if length(ours) is not None:
            if length(timex) == length(ours):
                return True
            if kind == "set":
                every = re.fullmatch(r"XXXX-WXX-\d", timex) and "P1W" or re.fullmatch(r"XXXX-XX-\d\d", timex) and "P1M" \
                    or re.fullmatch(r"XXXX-\d\d(?:-\d\d)?", timex) and "P1Y"
                if every and length(every) == length(ours):
                    return True
            inside = re.search(r"(P[\d.YMWDTHS]+)\)", timex)
            if inside and length(inside[1]) == length(ours):
                return True
            continue
        got = interval(ours)
        if got is None:
            continue
        wanted = [interval(timex)]
        first, last = day(reading.get("start")), day(reading.get("end"))
        if first and last:
            wanted += [(first, last), (first, last + datetime.timedelta(days=1))]
            if re.match(r"(?:less|more|within)\b", words, re.I):
                wanted.append((last, last + datetime.timedelta(days=1)))
            if re.search(r"\bq\d|quarter", words, re.I) and got[0] == first and 0 <= (got[1] - last).days <= 92:
                return True
            if re.search(r"\b(?:end|middle|beginning|start|rest|remainder) of\b", words, re.I) \
                    and got[0] <= first and last <= got[1] and (got[1] - got[0]).days <= 366 + (last - first).days:
                return True
            if re.search(r"\d[-/.]\d", words) and first.day <= 12 and last.day <= 12:
                swapped = [one.replace(month=one.day, day=one.month) for one in (first, last)]
                wanted.append((swapped[0], swapped[1] + datetime.timedelta(days=1)))
            # "from May 2015 to 2018": their end is the first day of the last month or year.
            span = interval(ours.split("/")[-1])
            if "/" in ours and span and span[0] == last:
                wanted.append((first, span[1]))
        elif first or last:
            wanted.append(((first or last), (first or last) + datetime.timedelta(days=1)))
        month = re.fullmatch(r"XXXX-(\d\d)", timex)
        if month:
            wanted += [interval(f"{one.year:04}-{month[1]}") for one in (first, last) if one]
        single = day(reading.get("value"))
        if single:
            wanted.append((single, single + datetime.timedelta(days=1)))
            numeric = re.search(r"\b(\d{1,2})[-/.](\d{1,2})[-/., ]+\d", words)
            if numeric and single.day <= 12:
                swapped = single.replace(month=single.day, day=single.month)
                wanted.append((swapped, swapped + datetime.timedelta(days=1)))
        if reading.get("Mod") or re.search(r"\bago\b|\bfrom\b|\bin\b|\bafter\b|\bbefore\b", words):
            # Years and months ago are as exact as their unit for us.
            if single and got[0] <= single < got[1] and re.search(r"year|month|decade", words):
                return True
        part = re.search(r"week,? (?:of|in)\b|week (?:this|next|last) (?:month|year)", words)
        # The first week of a year may begin in the year before.
        slack = datetime.timedelta(days=6)
        if part and any(one and got[0] - slack <= one[0] and one[1] <= got[1] + slack for one in wanted):
            return True
        if got in wanted:
            return True
    return False


CURRENCIES = {
    "Dollar": "USD", "Pound": "GBP", "Franc": None, "Rupee": "INR", "Finnish markka": "FIM",
    "Peseta": "ESP", "Netherlands guilder": "NLG", "Cent": "USD", "Pence": "GBP", "Penny": None,
    "Sen": None,
}
# Names of currencies that several states share: no value must be given.
OPEN = ("Franc", "Sen")
HUNDREDTHS = ("Cent", "Pence", "Penny", "Sen")


def amount_is_right(ours, result):
    resolution = result.get("Resolution") or {}
    if ours is None:
        return resolution.get("unit") in OPEN
    code, number = ours.split(" ", 1)
    unit = resolution.get("unit")
    value = float(resolution["value"]) / (100 if unit in HUNDREDTHS else 1)
    wanted = resolution.get("isoCurrency") or CURRENCIES.get(unit)
    return abs(float(number) - value) <= 1e-9 * max(1.0, value) and (wanted is None or wanted == code)


def trimmed(text, start, end):
    """A span without what one of the two schemes keeps and the other leaves out."""
    words = text[start:end]
    while True:
        match = OUTSIDE_SPAN.match(words)
        if not match or match.end() >= len(words):
            break
        start += match.end()
        words = text[start:end]
    while words and not (words[0].isalnum() or words[0] in "$€£¥'’-") and len(words) > 1 and words[0] in " ,.|(":
        start += 1
        words = text[start:end]
    tail = AFTER_SPAN.search(words)
    if tail:
        end -= len(tail[0])
        words = text[start:end]
    while words and words[-1] in " ,.!?;:":
        end -= 1
        words = text[start:end]
    return start, end


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    program, folder = arguments
    if not os.path.isdir(folder):
        print(f"skipped: {folder} is not there")
        return
    loaded = list(cases(folder))
    lines = "".join(
        json.dumps({"id": str(number), "text": text, "reference_date": reference and reference[:10]}) + "\n"
        for number, (_, text, reference, _) in enumerate(loaded)
    )
    answers = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout
    predicted = {row["id"]: row["entities"] for row in map(json.loads, answers.splitlines())}
    table = collections.defaultdict(lambda: [0, 0, 0, 0])
    left_out = collections.Counter()
    empty = collections.defaultdict(lambda: [0, 0])
    for number, (name, text, _, expected) in enumerate(loaded):
        found = predicted[str(number)]
        if not expected:
            unwanted = "PERCENT" if name.startswith("Percent") else "DATE"
            quiet = not any(mention["label"] == unwanted for mention in found)
            empty[name][0] += quiet
            empty[name][1] += 1
            if not quiet and "--failures" in sys.argv:
                print(f"EXTRA  {name}: {text!r}: {[text[m['start']:m['end']] for m in found]}")
        for start, end, kind, result in expected:
            words = text[start:end]
            reason = out_of_scope(kind, text, words, result)
            label = LABELS.get(kind, "TIME" if kind == "time" else "DATE")
            wanted = trimmed(text, start, end)
            hit = next((mention for mention in found if mention["label"] == label
                        and trimmed(text, mention["start"], mention["end"]) == wanted), None)
            if label == "MONEY":
                right = amount_is_right(hit["value"], result) if hit else False
            elif label == "PERCENT":
                right = bool(hit) and float(hit["value"]) == float(result["Resolution"]["value"].rstrip("%"))
            else:
                right = date_value_is_right(hit["value"], kind, words, result) if hit else \
                    (None if name == "DatePeriodExtractor" else False)
            key = (name, kind, "in scope" if reason is None else "outside")
            row = table[key]
            row[0] += hit is not None
            row[1] += 1
            if right is not None:
                row[2] += right
                row[3] += 1
            if reason:
                left_out[reason, kind] += 1
            shown = "--all" in sys.argv or "--failures" in sys.argv and not reason
            if shown and (hit is None or right is False):
                nearby = [text[m["start"]:m["end"]] + "=" + str(m["value"]) for m in found]
                wish = [reading.get("timex") for reading in values_of(result)][:2] or result.get("Resolution")
                print(f"{'VALUE' if hit else 'SPAN '} {name}/{kind}{' (' + reason + ')' if reason else ''}: "
                      f"{text!r} wants {words!r} {wish} got {nearby}")
    report(table, empty, left_out)


def share(right, of):
    return f"{right:4}/{of:<4} {right / of:6.1%}" if of else "             –"


def report(table, empty, left_out):
    totals = collections.defaultdict(lambda: [0, 0, 0, 0])
    print(f"{'file':31} {'type':14} {'scope':9} {'spans':>17} {'values':>17}")
    for (name, kind, scope), row in sorted(table.items()):
        print(f"{name:31} {kind:14} {scope:9} {share(*row[:2]):>17} {share(*row[2:]):>17}")
        for total in (("ALL", kind, scope), ("ALL", "", scope), (name, "", scope)):
            totals[total] = [one + other for one, other in zip(totals[total], row)]
    print()
    for (name, kind, scope), row in sorted(totals.items()):
        print(f"{name:31} {kind or 'all':14} {scope:9} {share(*row[:2]):>17} {share(*row[2:]):>17}")
    print()
    for name, (quiet, cases_) in sorted(empty.items()):
        print(f"{name:31} nothing to be found, nothing found: {share(quiet, cases_)}")
    print()
    for (reason, kind), count in sorted(left_out.items(), key=lambda item: -item[1]):
        print(f"{count:5} {kind:14} {reason}")


if __name__ == "__main__":
    main()
