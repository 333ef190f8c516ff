"""Measurements on public data against other parts that do the same work; the data are named on the command line."""
