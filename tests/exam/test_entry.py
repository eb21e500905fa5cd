"""Entries and their chain."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.entry import NO_PREVIOUS, chain_fault, instant, moment, next_entry


def stream(count=4, *, sealed=False):
    entries = []
    for seq in range(count):
        kind = "opened" if seq == 0 else "sealed" if sealed and seq == count - 1 else "answered"
        entries.append(
            next_entry(
                entries[-1] if entries else None,
                stream="a/seat",
                kind=kind,
                at="2026-06-04T01:00:00.000Z",
                elapsed_ms=seq * 10,
                by="x",
                body={"v": 1, "n": seq},
            )
        )
    return entries


def test_a_stranger_computes_the_same_digest():
    first, second = stream(2)
    own = {
        "at": second.at,
        "body": {"n": 1, "v": 1},
        "by": "x",
        "elapsed_ms": 10,
        "kind": "answered",
        "seq": 1,
        "stream": "a/seat",
    }
    written = json.dumps(own, sort_keys=True, separators=(",", ":")).encode()
    assert second.digest == hashlib.sha256(first.digest.encode() + written).hexdigest()
    assert first.previous == NO_PREVIOUS


def test_a_whole_stream_has_no_fault():
    assert chain_fault(stream(5, sealed=True)) is None
    assert chain_fault([]) is None


@given(
    st.integers(0, 3),
    st.sampled_from(["stream", "seq", "kind", "at", "elapsed_ms", "by", "body", "previous", "digest"]),
)
def test_a_change_of_any_field_is_found_at_its_entry(place, field):
    entries = stream()
    old = getattr(entries[place], field)
    new = (
        {"v": 1, "n": 99}
        if field == "body"
        else old + 1
        if isinstance(old, int)
        else old[:-1] + ("x" if old[-1] != "x" else "y")
    )
    entries[place] = replace(entries[place], **{field: new})
    fault = chain_fault(entries)
    assert fault is not None
    assert fault.seq == entries[place].seq or field == "seq"


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_a_missing_entry_is_found(left_out):
    entries = stream()
    del entries[left_out]
    fault = chain_fault(entries)
    assert "missing" in fault.reason


def test_a_clock_that_runs_backwards_is_found():
    first, second = stream(2)
    late = next_entry(
        second, stream="a/seat", kind="answered", at=second.at, elapsed_ms=5, by="x", body={"v": 1, "n": 2}
    )
    assert chain_fault([first, second, late]).reason == "its clock runs backwards"


def test_nothing_follows_a_seal():
    entries = stream(3, sealed=True)
    entries.append(
        next_entry(
            entries[-1], stream="a/seat", kind="answered", at=entries[-1].at, elapsed_ms=99, by="x", body={"v": 1}
        )
    )
    assert chain_fault(entries).reason == "it follows the seal"


def test_a_stream_opens_once():
    entries = stream(2)
    entries.append(
        next_entry(entries[-1], stream="a/seat", kind="opened", at=entries[-1].at, elapsed_ms=99, by="x", body={"v": 1})
    )
    assert "opens once" in chain_fault(entries).reason


def test_content_without_a_form_is_a_fault_and_no_crash():
    (first,) = stream(1)
    assert "no canonical form" in chain_fault([replace(first, body={"v": 1.5})]).reason


def test_an_entry_of_another_stream_is_found():
    first, second = stream(2)
    other = next_entry(second, stream="b/seat", kind="answered", at=second.at, elapsed_ms=20, by="x", body={"v": 1})
    assert "another stream" in chain_fault([first, second, other]).reason


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - without a zone, on purpose
def test_a_moment_is_kept_to_the_millisecond(when):
    assert abs(moment(instant(when)) - when) < timedelta(milliseconds=1)
    assert instant(moment(instant(when))) == instant(when)


def test_another_time_zone_is_written_as_utc():
    beijing = timezone(timedelta(hours=8))
    assert instant(datetime(2026, 6, 4, 9, 30, tzinfo=beijing)) == "2026-06-04T01:30:00.000Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 6, 4))  # noqa: DTZ001 - without a zone, on purpose
