"""How much time is left: arithmetic on the seat's own elapsed time, never on a wall clock.

Why this room exists: a candidate's time is a right.  A clock set forward or back, a restart, or a pause for a
lost camera must not cost a second; what is given back and what is withheld must add up from the entries.

``deadline = start + limit + pauses + granted - withheld``.  A restart needs no term: elapsed time goes on from
the last entry, so the gap was never counted.  Of a loss above the scheme's limit, what the examiner does not
grant is withheld.
"""

from app.exam.flow_state import AttemptState


def deadline(state: AttemptState) -> int | None:
    """Return the elapsed ms at which the running stage ends; None where no clock runs or it stands still."""
    return None if state.clock_stopped else _end_ms(state)


def remaining_ms(state: AttemptState, elapsed_ms: int) -> int:
    """Return the ms left in the stage at a moment; 0 where the stage has no clock.

    While the clock stands still this is what was left when it stopped.
    """
    end_ms = _end_ms(state)
    if end_ms is None:
        return 0
    return max(0, end_ms - _counted_until_ms(state, elapsed_ms))


def time_is_up(state: AttemptState, elapsed_ms: int) -> bool:
    """Tell whether the running stage's time has passed; never while the clock stands still."""
    end_ms = deadline(state)
    return end_ms is not None and elapsed_ms >= end_ms


def withheld_ms(state: AttemptState) -> int:
    """Return what the examiner did not grant of this stage's losses above the limit of the rule."""
    losses = state.clock.losses if state.clock else ()
    granted = state.desk.granted
    return sum(max(0, loss.excess_ms - granted[loss.resumed_seq]) for loss in losses if loss.resumed_seq in granted)


def _end_ms(state: AttemptState) -> int | None:
    clock = state.clock
    if clock is None:
        return None
    granted = state.desk.granted
    extra_ms = granted.get(clock.started_seq, 0)
    for loss in clock.losses:
        extra_ms += max(0, granted.get(loss.resumed_seq, 0) - loss.excess_ms)
    return clock.started_ms + clock.limit_ms + clock.paused_ms + extra_ms - withheld_ms(state)


def _counted_until_ms(state: AttemptState, elapsed_ms: int) -> int:
    if state.interrupted:
        return min(elapsed_ms, state.lost.interrupted_ms)
    if state.lost.waiting:
        return min(elapsed_ms, state.lost.waiting.since_ms)
    return elapsed_ms
