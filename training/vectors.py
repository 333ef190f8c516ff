"""Static vectors that fit beside the network: those of a stock model, in fewer dimensions and for fewer words.

    python training/vectors.py MODEL OUT --width 64 --words 200000

The vectors of a stock model say of a word that training never met what kind of word it is (Okafor, Bergen, Ltd.), and nothing of a word that
they don't hold either, which is a sign too. Principal components keep most of what 300 numbers say in 64; the words come in the order of
the model's table, which lists frequent ones first.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import spacy
from spacy.vectors import Vectors

from pipeline.model import load_model


def reduced(rows: np.ndarray, width: int) -> np.ndarray:
    """Project the rows on their first `width` principal components, at unit mean length."""
    centred = rows - rows.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    small = centred @ axes[:width].T
    return np.asarray(small / np.linalg.norm(small, axis=1).mean(), dtype="float32")


def main() -> None:
    """Read the command line and write a pipeline of vectors alone."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("model")
    args.add_argument("out", type=Path)
    args.add_argument("--width", type=int, default=64)
    args.add_argument("--words", type=int, default=200_000)
    given = args.parse_args()
    source = load_model(given.model).vocab.vectors
    small = reduced(source.data, given.width)
    pairs = list(source.key2row.items())[: given.words]
    used = sorted({row for _, row in pairs})
    place = {row: i for i, row in enumerate(used)}
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=small[used], name="press_vectors")
    for key, row in pairs:
        nlp.vocab.vectors.add(key, row=place[row])
    nlp.to_disk(given.out)
    print(f"{nlp.vocab.vectors.shape} vectors, {nlp.vocab.vectors.n_keys} words in {given.out}")


if __name__ == "__main__":
    main()
