"""Properties of loading: whatever bytes a file holds, there is a release or a ReleaseError."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.errors import ReleaseError
from pipeline.listing import READ
from pipeline.load.assemble import release_of
from pipeline.load.clean import clean
from pipeline.load.encoding import decode
from pipeline.load.formats import KINDS

SCRAPS = st.lists(
    st.sampled_from(
        [
            "---\n",
            "title: a: b\n",
            "date: 2024-13-45\n",
            "# Head\n",
            "\n\n",
            "1. ",
            "> ",
            "<p>",
            "</p>",
            "<table><tr>",
            "<!--",
            "<?xml",
            "]]>",
            "<script type='application/ld+json'>{",
            "\x00",
            "\ufeff",
            "\u202e",
            "3 May 2024",
            "VELDEN — ",
            "Contact:",
            "a@b.example",
            "About Velden\n",
            "the port of Velden said that it will build a quay. ",
            "\r",
            "&#0;",
            "&nbsp;",
            "`",
            "|",
            "\ud7ff",
            "<br>",
            "<h1>Port</h1>",
        ]
    ),
    max_size=30,
).map("".join)


@given(st.text())
@example("\u0958\u200d\u0301\u00ad\u0301")
@example("a \u200b\n \t\u00ad\n\n\n\n\n")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(st.text())
def test_cleaned_text_is_clean(text: str) -> None:
    cleaned = clean(text)
    assert "\r" not in cleaned
    assert not any(line.endswith((" ", "\t")) for line in cleaned.split("\n"))
    assert "\n\n\n\n" not in cleaned
    cleaned.encode()  # no lone surrogates


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_characters="\x00\ufeff", exclude_categories=["Cc", "Cs"]),
        min_size=1,
    )
)
def test_utf8_comes_back(text: str) -> None:
    assert _outcome(lambda: decode(text.encode())) in ((text, "utf-8"), "E102")  # E102: it begins like a PDF


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.one_of(st.binary(), SCRAPS.map(lambda s: s.encode("utf-8")), SCRAPS.map(lambda s: s.encode("utf-16"))),
    suffix=st.sampled_from(sorted(suffix for suffix, kind in KINDS.items() if kind.one and not kind.heavy)),
)
def test_any_bytes_give_a_release_or_a_release_error(data: bytes, suffix: str) -> None:
    kind, name = KINDS[suffix], f"a{suffix}"
    release = _outcome(
        lambda: release_of(
            kind.one(data, 100_000),  # type: ignore[misc]
            doc_id=name,
            path=name,
            kind=kind.name,
            sha256="",
            max_chars=100_000,
            filename=name,
        )
    )
    if isinstance(release, str):
        assert release.startswith("E1")
        return
    assert release.text == clean(release.text)
    assert any(c.isalnum() for c in release.text)


def _outcome(act: Callable[[], Any]) -> Any:
    """What the act gives, or the code of its ReleaseError; any other exception is let through."""
    try:
        return act()
    except ReleaseError as error:
        return error.code


def test_all_endings_that_are_listed_have_a_reader() -> None:
    assert set(KINDS) | {".tgz"} == READ
