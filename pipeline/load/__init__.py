"""Stage 1: files to releases. One reader a format; encoding, cleaning, language; the facts of the release as a whole."""

from pipeline.load.files import find_files, read_release, releases_in
from pipeline.load.limits import MAX_CHARS
from pipeline.load.release import Release

__all__ = ["MAX_CHARS", "Release", "find_files", "read_release", "releases_in"]
