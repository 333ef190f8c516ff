"""A few of the faults of `benchmarks/faults.py`, which tries many."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.faults import Bench, kill, two_at_once


@pytest.mark.parametrize(("fault", "times"), [(kill, 3), (two_at_once, 1)])
def test_no_fault_costs_a_table(tmp_path: Path, fault: Callable[[Bench, int], Counter[str]], times: int) -> None:
    bench = Bench(tmp_path, 12, random.Random(3))
    assert fault(bench, times).total() >= times
    assert bench.wrong == []
