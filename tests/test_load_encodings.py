"""Bytes to text in the encodings of old files, mojibake put right where it is certain, what cleaning makes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_files import STORY, gzipped, outcomes, release

from pipeline.load.clean import clean
from pipeline.load.encoding import decode
from pipeline.load.lines import byte_lines
from pipeline.load.mojibake import mend
from pipeline.load.paged import is_page_number, read_on

CHINESE = (
    f"{STORY} President Zhang Qingjie (张清杰) of Wuhan University (武汉大学) signed the agreement with Li Wei (李伟)."
)


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (CHINESE, "gb18030", "gb18030"),
        (f"{STORY * 10} Li Wei (李伟) spoke.", "gb18030", "gb18030"),
        (f"{STORY} “It is good,” he said — it’s fine.", "gb18030", "gb18030"),
        (f"{STORY} “It is good,” said Li Wei — 李伟 — on Monday.", "gb18030", "gb18030"),
        (f"{STORY} President Tanaka Kenji (田中健二) of Tohoku (東北大学) met トヨタ自動車.", "shift_jis", "cp932"),
        (f"{STORY * 10} Mr. Sato (佐藤) spoke.", "shift_jis", "cp932"),
        (f"{STORY} The “Sakura” (さくら) project － ①", "cp932", "cp932"),
        (f"{STORY} President Chen (陳建仁) met.", "big5", "big5"),
        (f"{STORY} President Kim (김철수) of Seoul (서울대학교) met.", "euc_kr", "cp949"),
        (f"{STORY} Mr. Sato (佐藤) spoke.", "iso2022_jp", "iso2022_jp_2"),
        (f"{STORY} It’s", "cp1252", "cp1252"),
        (f"{STORY} “Yes,” don’t Søren Ørsted and José Müller — it’s £5. Café Ångström naïve.", "cp1252", "cp1252"),
        (f"{STORY} ÅSE ÉCOLE “NAÏVE” À LA CARTE ©®", "cp1252", "cp1252"),
        (f"{STORY} €5 for Jürgen", "iso8859_15", "iso8859_15"),
        (f"{STORY} Miloš Đurđević and Łukasz Wałęsa of Česká Škoda", "cp1250", "cp1250"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-8", "utf-8"),
    ],
)
def test_encodings(text: str, encoding: str, named: str) -> None:
    assert decode(text.encode(encoding)) == (text, named)


@pytest.mark.parametrize(
    ("head", "encoding", "name"),
    [
        ('<meta charset="gb2312">', "gb18030", "Li Wei (李伟)"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1254">', "cp1254", "Işık Erdoğan"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", "Иван"),
        ("<meta charset=iso-8859-1>", "cp1252", "Hale’s “quay”"),
        ('<meta charset="no-such">', "cp1252", "Müller"),
        ('<meta charset="iso-8859-1">', "utf-8", "Müller – 李伟"),  # the bytes know better
    ],
)
def test_pages_that_say_how_they_are_encoded(tmp_path: Path, head: str, encoding: str, name: str) -> None:
    page = f"{head}<html><head></head><body><p>{STORY} {name} said so.</p><p>{STORY}</p></body></html>"
    found = release(outcomes(tmp_path, "a.html", page.encode(encoding)))
    assert f"{name} said so." in found.text
    assert found.encoding == encoding


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Haleâ€™s â€œquayâ€\x9d â€“ Ã©tude", "Hale’s “quay” – étude"),
        ("CafÃ© JosÃ© of MÃ¼nchen", "Café José of München"),
        ("Â£5 and Â© 2024, 5Â°C, JoÃ£o", "£5 and © 2024, 5°C, João"),
        ("Å¡koda MiloÅ¡eviÄ‡", "škoda Milošević"),
        ("ï»¿Port", "\ufeffPort"),
        ("ðŸ˜€", "😀"),
        ("Ã¢â‚¬â„¢", "’"),  # twice over
        # Someone may have meant these.
        ("“CAFÉ” and “CAFɔ", "“CAFÉ” and “CAFɔ"),
        ("NÍŽE DÚŠKA MANHÔ", "NÍŽE DÚŠKA MANHÔ"),
        ("“Café…”", "“Café…”"),
        ("Ångström naïve Ærø", "Ångström naïve Ærø"),
        ("Haleâ€™s “CAFÉ”", "Hale’s “CAFÉ”"),
        ("", ""),
    ],
)
def test_mojibake(text: str, mended: str) -> None:
    assert mend(text) == mended
    assert mend(mended) == mended


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("２０２４年５月３日 （ＷＨＵ）：５０％", "2024年5月3日 (WHU):50%"),
        ("ﬁnance oﬀice ﬂow", "finance office flow"),
        ("govern\u00ad\nment and gov\u00adern\u00adment", "government and government"),
        ("\u202bab\u202c \u2066cd\u2069 e\u200ff", "ab cd ef"),
        ("1\u202f000\u00a0km\u3000x", "1 000 km x"),
        ("\u00e0\u0300 e\u0301", "\u00e0\u0300 é"),
    ],
)
def test_clean(given: str, kept: str) -> None:
    assert clean(given) == kept
    assert clean(kept) == kept


def test_offsets_count_what_is_kept(tmp_path: Path) -> None:
    raw = f"\ufeffPort\u00a0of Vel\u00adden\r\n\r\nHaleâ€™s day: ３ May ２０２４\u200b.\r\n{STORY}"
    text = release(outcomes(tmp_path, "a.txt", raw)).text
    assert text == f"Port of Velden\n\nHale’s day: 3 May 2024.\n{STORY}"
    assert text[text.index("3 May") :].startswith("3 May 2024.")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("Head\nPort of Velden 1\n\x0cPort of Velden 2\nmore\n- 2 -\n\x0cPort of Velden 3\nend\nPage 3 of 3", "Head\nPort of Velden 1\n\nmore\n\nend"),
        ("one\n7\ntwo", "one\n7\ntwo"),  # no pages
        ("The govern-\nment said. The government is new.", "The government said. The government is new."),
        ("A long-\nterm loan is a long-term loan.", "A long-\nterm loan is a long-term loan."),
        ("Ana Al-\nRashid came. Alrashid", "Ana Al-\nRashid came. Alrashid"),
        ("The govern-\nment said.", "The govern-\nment said."),  # not sure
    ],
)  # fmt: skip
def test_texts_from_pages(given: str, read: str) -> None:
    assert clean(read_on(given)) == read


@pytest.mark.parametrize("line", ["3", "- 3 -", "Page 3 of 5", "page 12", "3/5", "iv", "  17  ", "p. 4"])
def test_page_numbers(line: str) -> None:
    assert is_page_number(line)


@pytest.mark.parametrize(
    "line", ["2024", "Li", "Xi", "3 May", "Quay 4", "", "Page", "4,000", "1.", "x" * 5000, "-" * 5000 + "y"]
)
def test_lines_that_are_no_page_numbers(line: str) -> None:
    assert not is_page_number(line)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "gb18030"])
def test_records_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = f"{STORY} “It’s fine,” said José." if encoding == "cp1252" else CHINESE
    for name, data in (("a.csv.gz", f'text,title\n"{text}",Port\n'), ("a.jsonl.gz", f'{{"text": "{text}"}}\n')):
        (found,) = outcomes(tmp_path, name, gzipped(data.encode(encoding)))
        assert text in found.text  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_lines_in_pieces(size: int) -> None:
    given = b"one\r\ntwo\n\n" + b"x" * 20 + b"\nlast"

    class Stream:
        def __init__(self) -> None:
            self.at = 0

        def read(self, _: int) -> bytes:
            self.at += size
            return given[self.at - size : self.at]

    assert list(byte_lines(Stream(), 10)) == [b"one", b"two", b"", None, b"last"]  # type: ignore[arg-type]
