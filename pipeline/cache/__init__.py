"""What has been extracted, kept by content, so that a run does only what no run before it has done.

Three things are kept, each under a digest of all that it follows from (`keys`):

    file         which releases a file held, and what of it was refused     file bytes, name, settings, model, code
    rows         the finished rows of a release                             text, facts, settings, model, code
    annotations  what the language model said of a text                     text, sentence starts, model

A changed rule leaves the annotations valid, a changed file the rows of its unchanged releases. What a key leads to
never changes, so nothing is ever brought up to date: entries that the latest run did not use are removed.
"""
