"""From scores of tags to names: the best sequence of BILUO tags that is well formed.

Tags lie in the order of `tags`: O, then B, I, L and U, each over all labels. Well formed means that I and L follow a B or I of their
label, and O, B and U anything else; so a sequence is scored by how much its tags' scores sum to (Viterbi's algorithm), over two kinds of
state only: outside a name, and inside one of each label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

NEVER = np.float32(-1e9)


def tags(labels: Sequence[str]) -> list[str]:
    """Give the tags over `labels` in the order in which scores have their columns."""
    return ["O", *(f"{position}-{label}" for position in "BILU" for label in labels)]


def best_names(
    scores: Floats, first: npt.NDArray[np.bool_], blank: npt.NDArray[np.bool_]
) -> list[tuple[int, int, int]]:
    """Give the names of the best tag sequence as (start, end, index of the label), in order.

    scores: tokens x tags. first: tokens that begin a segment, which no name crosses. blank: tokens of white space, with
    which no name begins or ends.
    """
    count = len(scores)
    if not count:
        return []
    labels = (scores.shape[1] - 1) // 4
    scores = scores.copy()
    scores[np.ix_(blank, np.r_[1 : labels + 1, 2 * labels + 1 : 4 * labels + 1])] = NEVER
    starts = np.flatnonzero(first | (np.arange(count) == 0))
    lengths = np.diff(np.append(starts, count))
    longest = np.argsort(-lengths, kind="stable")  # so that segments still under way are always the first so many
    starts, lengths = starts[longest], lengths[longest]
    ended = _forward(scores, starts, lengths, labels)
    return sorted(_names(*ended, starts, lengths, labels))


def _forward(scores: Floats, starts: Ints, lengths: Ints, labels: int) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Give how each token is best ended outside (0 by O, 1… by U, labels+1… by L), and where being inside began with it."""
    outside_by = np.zeros(len(scores), dtype=np.intp)
    began = np.zeros((len(scores), labels), dtype=bool)
    outside = np.zeros(len(starts), dtype=np.float32)
    inside = np.full((len(starts), labels), NEVER, dtype=np.float32)
    for step in range(lengths[0]):
        going = int(np.searchsorted(-lengths, -step, side="left"))
        outside, inside = outside[:going], inside[:going]
        at = starts[:going] + step
        now = scores[at]
        begin = now[:, 1 : labels + 1] + outside[:, None]
        go_on = now[:, labels + 1 : 2 * labels + 1] + inside
        end = now[:, 2 * labels + 1 : 3 * labels + 1] + inside
        alone = now[:, 3 * labels + 1 :] + outside[:, None]
        options = np.concatenate([(now[:, 0] + outside)[:, None], alone, end], axis=1)
        chosen = options.argmax(axis=1)
        outside_by[at] = chosen
        outside = options[np.arange(going), chosen]
        began[at] = begin > go_on
        inside = np.maximum(begin, go_on)
    return outside_by, began


def _names(
    outside_by: Ints, began: npt.NDArray[np.bool_], starts: Ints, lengths: Ints, labels: int
) -> Iterator[tuple[int, int, int]]:
    """Read the names off, each segment from its end: a name that never ends is none, so every path ends outside."""
    # Only segments with a name anywhere can have one on their path.
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        by = outside_by[start : start + length]
        if not by.any():
            continue
        at = start + length - 1
        while at >= start:
            how = int(outside_by[at])
            if how == 0:
                at -= 1
            elif how <= labels:
                yield at, at + 1, how - 1
                at -= 1
            else:
                label, end = how - labels - 1, at + 1
                at -= 1
                while not began[at, label]:
                    at -= 1
                yield at, end, label
                at -= 1
