"""Turn scores along a film into spans: where something holds, where it does not, and how sure that is.

Why this room exists: speech, faces and faulty pictures all come as a score every few ms and all flicker at
their edges.  One rule with two thresholds turns them into what an examiner can read; no model is known here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.centre.evidence_ports import Span

type Score = tuple[int, int]
"""(from ms, 0 to 100): the score holds until the next one begins."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How scores become spans.

    A span begins at ``on`` and lasts while scores stay at ``off`` or above.  Holes up to ``bridge_ms`` are
    closed first, then spans shorter than ``least_ms`` are dropped.  ``pad_ms`` widens what is left on both sides.
    """

    on: int
    off: int
    bridge_ms: int
    least_ms: int
    pad_ms: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The spans where it holds and the stretches between them."""

    held: tuple[Span, ...]
    missing: tuple[Span, ...]


def found(scores: Sequence[Score], end_ms: int, rule: Rule) -> Found:
    """Apply a rule to scores in order of time; the last one holds until ``end_ms``."""
    if not scores:
        return Found((), ())
    runs = _bridged(_runs(scores, end_ms, rule), rule.bridge_ms)
    runs = [(begin, end) for begin, end in runs if end - begin >= rule.least_ms]
    first = scores[0][0]
    runs = _bridged([(max(first, a - rule.pad_ms), min(end_ms, b + rule.pad_ms)) for a, b in runs], 0)
    between = _between(runs, first, end_ms)
    sums = _Sums(scores, end_ms)
    held = tuple(Span(begin, end, sums.mean(begin, end)) for begin, end in runs)
    missing = tuple(Span(begin, end, 100 - sums.mean(begin, end)) for begin, end in between)
    return Found(held, missing)


def _runs(scores: Sequence[Score], end_ms: int, rule: Rule) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    begun: int | None = None
    for at, score in scores:
        if begun is None and score >= rule.on:
            begun = at
        elif begun is not None and score < rule.off:
            runs.append((begun, at))
            begun = None
    if begun is not None and begun < end_ms:
        runs.append((begun, end_ms))
    return runs


def _bridged(runs: Sequence[tuple[int, int]], bridge_ms: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in runs:
        if joined and begin - joined[-1][1] <= bridge_ms:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _between(runs: Sequence[tuple[int, int]], begin_ms: int, end_ms: int) -> list[tuple[int, int]]:
    edges = [begin_ms, *(edge for run in runs for edge in run), end_ms]
    return [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2) if edges[at] < edges[at + 1]]


class _Sums:
    """Mean score of any stretch, weighted by time."""

    def __init__(self, scores: Sequence[Score], end_ms: int) -> None:
        self._begins = [at for at, _ in scores]
        self._ends = [*self._begins[1:], max(end_ms, self._begins[-1])]
        self._scores = [score for _, score in scores]

    def mean(self, begin: int, end: int) -> int:
        steps = range(bisect_right(self._begins, begin) - 1, bisect_left(self._begins, end))
        total = sum(self._scores[n] * (min(end, self._ends[n]) - max(begin, self._begins[n])) for n in steps)
        return total // (end - begin)
