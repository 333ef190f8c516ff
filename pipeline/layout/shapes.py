"""What a single line looks like: labels, addresses, notices, capitals, days.

Form comes first (punctuation, capitals, e-mail and telephone shapes); the short lists of labels are lexicon data.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.lexicon import words
from pipeline.timex import absolute_day

_EMAIL = re.compile(r"[\w.+-]+(?:@|\s?\[at\]\s?|\s\(at\)\s)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+\s?\d|\(\+?\d{2,4}\)|\d{2,4}[-. ])(?:[\s()./-]{0,2}\d){6,12}(?![\w/-])")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LABEL = re.compile(r"([^\W\d_][\w&/' -]{0,40}?)\s*:\s*")
_END_MARK = re.compile(r"(?:[-–—*\s]*(?:end|ends|30)[-–—*\s]*|[#*_=~\-–—\s]{2,}|#)", re.IGNORECASE)
_COLUMN_GAP = re.compile(r"\t+|\s{3,}")
_STARRED = re.compile(r"([*=~#_<>])\1{2,}.*[^\W_].*([*=~#_<>])\2{2,}")
_PATH = re.compile(r"[^>›»→]{2,40}(?:\s[>›»→]\s[^>›»→]{2,60}){2,}")
_NUMBERED = re.compile(
    r"(?P<kind>.{4,60}?)[\s,:–—-]*(?:no\.?|nr\.?|№|n[°º]\.?|number|#)\s*[\w./-]*\d[\w./-]*", re.IGNORECASE
)
_CODE = re.compile(
    r"(?:[^\W\d_][\w. ]{1,20}:\s*(?=\S*\d)(?=\S*[/-])\S+|(?=\S*\d)[A-Z]{1,8}(?:[/-][A-Z\d.]{1,12}){1,5})"
)
# Words that stand beside the noun in the name of a kind of paper: "joint press release", "note for the media".
_BESIDE_KIND = frozenset(
    {
        "press",
        "media",
        "news",
        "joint",
        "official",
        "public",
        "immediate",
        "for",
        "the",
        "to",
        "of",
        "and",
        "journalists",
        "editors",
    }
)
_LITTLE = frozenset({"and", "of", "the", "for", "at", "in", "de", "la", "von", "van", "der", "bin", "binti", "al"})
_FIRST_WORD = re.compile(r"[a-z]+")
_LONGEST_ROW = 150  # characters of a line in columns
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


@lru_cache(maxsize=4096)  # a line is asked about once for each of its neighbours
def has_address(text: str) -> bool:
    """Whether a line holds an e-mail address, a telephone number or nothing but a web address."""
    return has_mail_or_phone(text) or bool(len(text) <= _LONGEST and _URL.fullmatch(text))


def _has_at(text: str) -> bool:
    return "@" in text or "at]" in text or "at)" in text


def has_mail_or_phone(text: str) -> bool:
    """Whether a line holds an e-mail address or a telephone number."""
    return len(text) <= _LONGEST and bool((_has_at(text) and _EMAIL.search(text)) or _PHONE.search(text))


def is_end_mark(text: str) -> bool:
    """Whether a line is one of the marks that close a release: ###, -30-, * * *, -end-."""
    return bool(_END_MARK.fullmatch(text))


def label_of(text: str) -> str | None:
    """The label that opens a line before a colon, lower case: "Media contact: Jane" gives "media contact"."""
    found = _LABEL.match(text)
    return " ".join(found[1].lower().split()) if found else None


def is_labelled(text: str) -> bool:
    """Whether a line opens with a label of the credit or contact block."""
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


def is_credit_note(text: str) -> bool:
    """Whether a line at the foot credits somebody in words of its own.

    "Translation from the French: Jane Doe", "Photographs (on request): Jane Doe", "English text: Jane Doe";
    "Translated from the French by Jane Doe"; "Portrait photographs by Jane Doe may be used free of charge."
    """
    if text.endswith(":"):
        return False  # "Written reply by the Minister:" opens what is written
    labels = words("credit_labels")
    label = re.match(r"[^:.!?\n]{3,60}(?=:\s*[^\W\d_])", text.lower())
    if label:
        bare = re.sub(r"\([^()]*\)", " ", label[0])
        parts = re.findall(r"\w+", bare)
        value = re.split(r"[.;(]", text[label.end() + 1 :].lstrip())[0]
        if (
            reads_like_names(value)
            and 0 < len(parts) <= 5
            and {parts[0], parts[-1]} & labels
            and not any(p.isdigit() for p in parts)
        ):
            return True
    for found in re.finditer(r"\sby\s+(?=[^\W\d_])", text[:100]):
        parts = re.findall(r"\w+", text[: found.start()].lower())
        opens = len(parts) <= 5 and f"{parts[0]} by" in labels if parts else False
        closes = len(parts) <= 3 and parts[-1] in labels if parts else False
        if (opens or closes) and text[found.end()].isupper():
            return True
    return False


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
    # "Press: Jane Doe, …": whom it is for, and who is to be asked.
    if label_of(text) in words("contact_audiences"):
        value = text.split(":", 1)[1].strip()
        if reads_like_names(value[:60]) and not value.endswith("."):
            return label_of(text)
    # "Media inquiries for Acme: …", "For more information, contact:"
    opening = lower.split(":", 1)[0]
    asks = {"contact", "contacts", "inquiries", "enquiries"} & set(re.findall(r"\w+", opening))
    if ":" in text and asks and len(opening.split()) <= 6:
        return opening.strip()
    return None


def has_sentence_break(text: str) -> bool:
    """Whether a sentence ends inside the line, as in a caption with its credit: "… in a clean room. Velden Port"."""
    return bool(re.search(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_]", text))


def is_notice(text: str) -> bool:
    """Whether a line is a notice that heads a release ("FOR IMMEDIATE RELEASE", "MEDIA ADVISORY: H25-012").

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


def columns(text: str) -> tuple[str, ...]:
    """The parts of a line that stand apart as columns, by wide gaps or tabs; none where there is but one."""
    if len(text) > _LONGEST_ROW:
        return ()
    parts = tuple(part for part in _COLUMN_GAP.split(text.strip()) if part)
    numbered = re.fullmatch(r"\W?\w{1,4}[.)]", parts[0]) if parts else None  # a paragraph's number or an item's
    return parts if 1 < len(parts) <= 4 and numbered is None else ()


def is_paper_kind(text: str) -> bool:
    """Whether a line is the name of a kind of paper: "Press information", "NOTE FOR THE MEDIA".

    Its issuer may stand beside it: "Port of Velden - Press release", "News from the Port of Velden".
    """
    if len(text) > 90:
        return False
    parts = re.split(r"\s[-–—|·•]\s", text)
    if len(parts) > 1:
        others = [part for part in parts if not _is_kind(part)]
        return len(others) < len(parts) and all(capital_share(part) == 1.0 for part in others)
    kind, source, issuer = text.partition(" from ") if " from " in text else text.partition(" FROM ")
    if source and capital_share(issuer) == 1.0:
        return _is_kind(kind) or kind.lower() == "news"
    return _is_kind(text) and len(text.split()) > 1


def _is_kind(text: str) -> bool:
    """Whether all words belong to the name of a kind of paper, and its noun is among them."""
    parts = [_plain(part) for part in re.findall(r"[^\W\d_]+", text)]
    kinds = words("paper_kinds")
    return any(p in kinds for p in parts) and all(p in kinds | _BESIDE_KIND for p in parts)


def is_reference(text: str) -> bool:
    """Whether a line is the number of the paper: "Press Communiqué No. 118", "Ref.: HR/COM/07-25"."""
    if len(text) > 80:
        return False
    numbered = _NUMBERED.fullmatch(text)
    kinds = {_plain(part) for part in re.findall(r"[^\W\d_]+", numbered["kind"])} if numbered else set()
    return bool(kinds & words("paper_kinds")) or bool(_CODE.fullmatch(text))


def is_embargo(text: str) -> bool:
    """Whether a line says until when the release is not to be used."""
    opening = re.match(r"[^\w\n]*(?:strictly\s+|under\s+)?([^\W\d_]+)", text.lower())
    return (
        opening is not None
        and len(text) <= 200
        and opening[1] in words("embargo_labels")
        and opening[1].startswith("embargo")
    )


def is_starred(text: str) -> bool:
    """Whether a line is a notice set between signs: "*** ENGLISH VERSION ***", "[Logo]"."""
    return len(text) <= 200 and bool(_STARRED.fullmatch(text) or re.fullmatch(r"\[[^\[\]]+\]", text))


def is_path(text: str) -> bool:
    """Whether a line is the path to a page: "Home > News > Press releases"."""
    return len(text) <= 200 and bool(_PATH.fullmatch(text))


def _plain(word: str) -> str:
    """A word in small letters without accents: "COMMUNIQUÉ" gives "communique"."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are enough of them to mean it."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) >= 0.95 * len(letters)


def capital_share(text: str) -> float:
    """The share of words of four letters or more that begin with a capital."""
    long_words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if len(w) >= 4]
    return sum(w[0].isupper() for w in long_words) / len(long_words) if long_words else 0.0


def reads_like_names(text: str) -> bool:
    """Whether a text is made of names: a capital at its beginning and at nearly all words but the little ones."""
    parts = [w for w in re.findall(r"[^\W\d_][\w'’-]+", text) if w not in _LITTLE]
    capitals = sum(w[0].isupper() for w in parts)
    return text[:1].isupper() and bool(parts) and capitals >= 0.75 * len(parts)


def is_day_line(text: str) -> bool:
    """Whether a line is a whole calendar day and nothing else."""
    return absolute_day(text) is not None
