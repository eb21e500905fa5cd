"""How long it takes to fold an attempt of 300 entries, beside a bare ``json.loads`` of the same entries.

Run: ``python tests/bench/fold.py``.  Prints medians and their ratio; the aim is a fold under 5 ms.
"""

import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.exam.entry import Entry
from app.exam.flow import fold
from app.exam.scheme import Scheme
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Sealed
from tests.exam.world import Attempt, anchored, clip_received, paper_lines

RUNS = 60
ENTRIES = 300


def attempt_of_300() -> Attempt:
    """An eventful attempt: every answer changed often, calls, interruptions, a film anchored every second."""
    lines = paper_lines()
    attempt = Attempt().to_theory(lines)
    for turn in range(130):
        attempt.pass_ms(1_000)
        attempt.say(seat.Answered(item=lines[turn % 10].item, chosen=(turn % 4,)))
        if turn % 13 == 0:
            attempt.say(seat.Flagged(item=lines[turn % 10].item, on=turn % 2 == 0))
    attempt.say(seat.TheorySubmitted(how="candidate"))
    attempt.start_clip()
    call = attempt.say(seat.HelpCalled(reason="screen"))
    attempt.decide(desk.CallAnswered(answers=attempt.ref(call)))
    attempt.say(clip_received("b" * 64, usable=False, duration_ms=3_000))
    attempt.hand_in_clip().to_preparation().roll()
    length = len(attempt.seat.entries) + len(attempt.desk.entries)
    for second in range(ENTRIES - length - 3):
        attempt.pass_ms(1_000)
        attempt.say(anchored("pitch-1.mp4", 1_000 * second))
    attempt.pass_ms(300_000)
    attempt.cut()
    attempt.say(seat.Finished(how="completed"))
    attempt.say(Sealed(key="k"))
    return attempt


def median_ms(job: Callable[[], object]) -> float:
    """Return the median of several runs, in ms."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def main() -> None:
    """Measure and print."""
    attempt = attempt_of_300()
    entries = [*attempt.seat.entries, *attempt.desk.entries]
    written = [json.dumps(asdict(entry)) for entry in entries]

    def folded(rules: Scheme, seat_entries: list[Entry], desk_entries: list[Entry]) -> object:
        return fold(rules, seat_entries, desk_entries)

    fold_ms = median_ms(lambda: folded(attempt.rules, attempt.seat.entries, attempt.desk.entries))
    bare_ms = median_ms(lambda: [json.loads(line) for line in written])
    print(f"{platform.node()} · Python {platform.python_version()} · {len(entries)} entries · median of {RUNS}")
    print(f"fold            {fold_ms:7.2f} ms   (aim: under 5 ms)")
    print(f"bare json.loads {bare_ms:7.2f} ms   ratio {fold_ms / bare_ms:.1f}")


if __name__ == "__main__":
    main()
