"""The closed set of words."""

import pytest

from app.exam.plain import Malformed, to_plain
from app.exam.vocabulary import (
    Reference,
    StreamKind,
    body_of,
    desk,
    kind_of,
    kinds,
    office,
    plain_body,
    seat,
    stream_kind,
)
from tests.exam.world import Writer

SEAT = (
    "opened checked_in consented devices_checked paper_issued answered flagged theory_submitted clip_started "
    "clip_received clip_submitted sample_drawn preparation_started recording_started recording_anchored recording_gap "
    "recording_finished interrupted resumed time_given_back help_called finished sealed"
).split()
DESK = "opened identity_confirmed call_answered time_granted misconduct_noted theory_ended stopped sealed".split()
SHEET = (
    "opened line_marked line_cleared key_point_ticked tag_placed tag_moved tag_withdrawn red_line_raised "
    "red_line_confirmed note_written signed sealed"
).split()
OFFICE = (
    "opened absence_noted moderated corrected published appeal_opened appeal_decided voided certified reissued revoked "
    "purged sealed"
).split()


@pytest.mark.parametrize(
    ("stream", "words"),
    [(StreamKind.SEAT, SEAT), (StreamKind.DESK, DESK), (StreamKind.SHEET, SHEET), (StreamKind.OFFICE, OFFICE)],
)
def test_each_stream_has_its_closed_set_of_words(stream, words):
    assert sorted(kinds(stream)) == sorted(words)
    assert all(word == kind_of(kinds(stream)[word]) for word in words)


def test_every_body_carries_its_version():
    assert plain_body(seat.PreparationStarted()) == {"v": 1}


def test_a_body_reads_back_from_its_entry():
    writer = Writer("a1/desk")
    body = desk.CallAnswered(answers=Reference("a1/seat", 4))
    assert body_of(writer.write(body)) == body


def test_an_unknown_word_is_no_entry():
    entry = Writer("a1/office").write(desk.CallAnswered(answers=Reference("a1/seat", 4)))
    with pytest.raises(KeyError):
        body_of(entry)


def test_a_body_with_a_strange_field_is_refused():
    entry = Writer("a1/seat").write(seat.HelpCalled(reason="x"))
    entry.body["more"] = 1
    with pytest.raises(Malformed, match="more: unknown key"):
        body_of(entry)


def test_a_streams_name_tells_its_kind():
    assert stream_kind("a1/sheet/pitch/e1") is StreamKind.SHEET
    for name in ("a1", "a1/", "a1/nonsense"):
        with pytest.raises(ValueError, match="StreamKind"):
            stream_kind(name)


def test_dates_in_bodies_are_written_as_days():
    from datetime import date

    assert to_plain(office.Certified(number="1", document="d", issued_on=date(2026, 6, 4)))["issued_on"] == "2026-06-04"
