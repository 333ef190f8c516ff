"""What tests need that speak to a server of the S3 protocol; `conftest.py` starts it."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

needs_s3 = pytest.mark.skipif(
    not (find_spec("s3fs") and find_spec("localbucket")), reason="s3fs or localbucket is not installed (extra dev)"
)
