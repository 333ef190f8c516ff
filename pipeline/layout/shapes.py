"""What a single line looks like: labels, addresses, notices, capitals, days.

Form comes first (punctuation, capitals, e-mail and telephone shapes); the short lists of labels are lexicon data.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import words
from pipeline.timex import absolute_day

_EMAIL = re.compile(r"[\w.+-]+(?:@|\s?\[at\]\s?|\s\(at\)\s)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+\s?\d|\(\+?\d{2,4}\)|\d{2,4}[-. ])(?:[\s()./-]{0,2}\d){6,12}(?![\w/-])")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LABEL = re.compile(r"([^\W\d_][\w&/' -]{0,40}?)\s*:\s*")
_END_MARK = re.compile(r"(?:[-–—*\s]*(?:end|ends|30)[-–—*\s]*|[#*_=~\-–—\s]{2,}|#)", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[a-z]+")
_LONGEST = 400  # characters; a longer line is a paragraph, whatever it holds


@cache
def _phrases(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of a list by their first word, longest first, so that the fullest label is taken."""
    by_word: dict[str, list[str]] = {}
    for entry in sorted(words(name), key=len, reverse=True):
        by_word.setdefault(_first_word(entry), []).append(entry)
    return {word: tuple(entries) for word, entries in by_word.items()}


def _first_word(lower: str) -> str:
    found = _FIRST_WORD.match(lower)
    return found[0] if found else ""


def _opening(name: str, lower: str) -> tuple[str, ...]:
    """The entries of a list that a line may open with."""
    return _phrases(name).get(_first_word(lower), ())


def has_address(text: str) -> bool:
    """Whether a line holds an e-mail address, a telephone number or nothing but a web address."""
    return len(text) <= _LONGEST and bool(_EMAIL.search(text) or _PHONE.search(text) or _URL.fullmatch(text))


def has_mail_or_phone(text: str) -> bool:
    """Whether a line holds an e-mail address or a telephone number."""
    return len(text) <= _LONGEST and bool(_EMAIL.search(text) or _PHONE.search(text))


def is_end_mark(text: str) -> bool:
    """Whether a line is one of the marks that close a release: ###, -30-, * * *, -end-."""
    return bool(_END_MARK.fullmatch(text))


def label_of(text: str) -> str | None:
    """The label that opens a line before a colon, lower case: "Media contact: Jane" gives "media contact"."""
    found = _LABEL.match(text)
    return " ".join(found[1].lower().split()) if found else None


def is_labelled(text: str) -> bool:
    """Whether a line opens with a label of the credit or contact block,."""
    return credit_label(text) is not None or contact_label(text) is not None


def credit_label(text: str) -> str | None:
    """The credit label that opens the line ("photo by"), or null.

    A label that ends in "by" or "of" needs no colon when a capital follows; any other needs one.
    """
    lower = text.lower()
    for label in _opening("credit_labels", lower):
        if not lower.startswith(label):
            continue
        rest = text[len(label) :]
        if re.match(r"\s*[:：|]\s*\S", rest) or (rest.strip() in {":", "："}):
            return label
        if label.endswith((" by", " of")) and re.match(r"\s+(?:the\s+)?[^\W\d_]", rest) and _starts_name(rest):
            return label
        if label == "by" and _is_byline(text):
            return label
    return None


def _starts_name(rest: str) -> bool:
    first = rest.strip().removeprefix("the ").lstrip()
    return first[:1].isupper() and len(rest) < 120


def _is_byline(text: str) -> bool:
    """Whether it reads "By Jane Doe", "BY JANE DOE, Staff Writer": a short line of capitalised words."""
    rest = text[2:].strip()
    names = rest.split(",", 1)[0].split()
    return (
        text[2:3] == " "
        and 2 <= len(names) <= 7
        and len(text) < 90
        and not rest.endswith((".", ":", ";"))
        and all(
            word[0].isupper() or word.lower() in {"and", "&", "de", "van", "der", "bin", "al", "von", "da"}
            for word in names
        )
        and not any(c.isdigit() for c in names[0])
    )


def contact_label(text: str) -> str | None:
    """The contact label that opens the line ("media contact"), with a colon behind it or alone on the line."""
    lower = text.lower()
    for label in _opening("contact_labels", lower):
        if lower.startswith(label):
            rest = lower[len(label) :]
            if re.match(r"(?:\(?s\)?)?\s*(?:\([^)]{0,40}\))?\s*[:：]", rest) or not rest.strip():
                return label
    # "Media inquiries for Acme: …", "For more information, contact:"
    opening = lower.split(":", 1)[0]
    asks = {"contact", "contacts", "inquiries", "enquiries"} & set(re.findall(r"\w+", opening))
    if ":" in text and asks and len(opening.split()) <= 6:
        return opening.strip()
    return None


def is_notice(text: str) -> bool:
    """Whether a line is a notice that heads a release ("FOR IMMEDIATE RELEASE", "MEDIA ADVISORY: J24-005").

    A colon, a dash or a number may follow the notice; words of a headline may not.
    """
    lower = text.lower().strip("*•|-–— ")
    for notice in _opening("release_notices", lower):
        if lower == notice:
            return True
        if lower.startswith(notice):
            rest = lower[len(notice) :].strip()
            if (
                not rest
                or re.fullmatch(r"[:：|,–—-]?\s*(?:no\.?|number|ref\.?:?|#)?\s*[\w/-]*\d[\w/-]*", rest)
                or rest in {":", "："}
            ):
                return True
    return False


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are enough of them to mean it."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) >= 0.95 * len(letters)


def capital_share(text: str) -> float:
    """The share of words of four letters or more that begin with a capital."""
    long_words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if len(w) >= 4]
    return sum(w[0].isupper() for w in long_words) / len(long_words) if long_words else 0.0


def is_day_line(text: str) -> bool:
    """Whether a line is a whole calendar day and nothing else."""
    return absolute_day(text) is not None
