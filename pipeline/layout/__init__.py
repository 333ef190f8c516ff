"""The layout of a release: its headline, date line, dateline, credits, contacts and paragraphs, read from the text alone."""

from pipeline.layout.published import facts_of, find_published
from pipeline.layout.reader import Layout, read_layout

__all__ = ["Layout", "facts_of", "find_published", "read_layout"]
