"""The fuzzing targets on inputs that once broke something, and on a few of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import FORMATS, TARGETS

CASES = sorted(path for path in (Path(__file__).parent / "fuzz" / "cases").rglob("*") if path.is_file())
SAMPLES = [
    b"",
    b"\x00",
    b"PK\x03\x04",
    b"%PDF-1.7\n%%EOF",
    "am 3. März 2024 – “today”".encode(),
    b"\xff\xfe\x00\xd8",
    b'{"text": "On 3 May 2024"}',
    b"1/2/3/4 " * 50,
]


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_a_target(case: Path) -> None:
    TARGETS[case.parent.name](case.read_bytes())


@pytest.mark.parametrize("sample", SAMPLES)
def test_targets_take_any_bytes(sample: bytes) -> None:
    TARGETS["dates"](sample)
    for number in range(len(FORMATS)):
        TARGETS["readers"](bytes([number]) + sample)
