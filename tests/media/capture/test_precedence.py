"""A recording's threads go first where they may, and only as long as it lasts."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.media.capture.precedence import precedence


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def may_go_first() -> bool:
    """Tell whether this user may, by trying."""
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), -10)
    except PermissionError:
        return False
    return True


def before_inside_beside_after() -> list[int]:
    before = niceness()
    with precedence():
        with ThreadPoolExecutor(1) as begun_inside:
            beside = begun_inside.submit(niceness).result()
        inside = niceness()
    return [before, inside, beside, niceness()]


def test_a_thread_goes_first_with_what_it_begins_and_then_stands_back_again() -> None:
    with ThreadPoolExecutor(1) as probe:
        first = -10 if probe.submit(may_go_first).result() else niceness()
    with ThreadPoolExecutor(1) as lane:
        before, inside, beside, after = lane.submit(before_inside_beside_after).result()
    assert (inside, beside, after) == (min(first, before), min(first, before), before)


def test_where_it_may_not_go_first_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", forbidden)
    with ThreadPoolExecutor(1) as lane:
        assert len(set(lane.submit(before_inside_beside_after).result())) == 1
