"""Whole exams told from beginning to end, with every figure worked out by hand beside them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.exam.flow import fold, remaining_ms
from app.exam.flow_state import Stage
from app.exam.identity import DocumentKind, check_digit, document_faults, masked, masked_name
from app.exam.paper import assemble
from app.exam.sheet import sign_faults
from app.exam.vocabulary import desk, seat, sheet
from app.exam.vocabulary.common import Body, Reference, Sealed
from tests.exam import world
from tests.exam.story_cases import (
    BANK,
    BY_ID,
    CLIP,
    HELD_ON,
    MINUTE_MS,
    PITCH,
    answer_right,
    clip_sheet,
    settle,
    sheet_state,
    verdict_of,
)
from tests.exam.world import DRAW, Attempt, SheetWriter, anchored, clip_received, paper_lines


def test_the_perfume_and_the_buddies() -> None:
    """He drew a women's perfume and called the viewers 老铁 three times; the tag suggests, the examiner decides."""
    attempt = Attempt().to_theory(assemble(BANK, world.scheme(), DRAW))
    answer_right(attempt, 7)
    attempt.say(seat.TheorySubmitted(how="candidate"))
    attempt.start_clip().hand_in_clip().to_preparation().roll()
    marking = SheetWriter(PITCH)
    for position_ms in (4_000, 61_500, 140_250):
        marking.write(sheet.TagPlaced(tag="unfit_address", film="pitch-1.mp4", position_ms=position_ms), by="e1")
    attempt.pass_ms(5 * MINUTE_MS)
    attempt.cut()
    assert settle(attempt) == ["finished"]
    attempt.say(Sealed(key="k"))

    suggested = sheet_state(marking).suggested_deductions(BANK)
    assert suggested == {"address": 12, "points": 0, "close": 0}
    marking.mark(address=80 - 12, points=58, close=40)
    assert sign_faults(world.scheme(), BANK, sheet_state(marking)) == ()
    marking.sign(68 + 58 + 40)
    found = verdict_of(attempt, clip_sheet(), marking)
    assert [outcome.half_points for outcome in found.outcomes] == [140, 140, 166]
    assert found.passed


def test_a_harsh_examiner_must_say_why() -> None:
    marking = SheetWriter(PITCH).mark(address=30, points=60, close=40)
    (fault,) = sign_faults(world.scheme(), BANK, sheet_state(marking))
    assert fault.zh == "“称呼”低于 60%，需要写明原因。"
    marking.write(sheet.NoteWritten(about="address", text_sealed="sealed"), by="e1")
    assert sign_faults(world.scheme(), BANK, sheet_state(marking)) == ()


def test_the_camera_is_unplugged_in_the_pitch_and_comes_back() -> None:
    """Two minutes, a loss of 40 s, then the other three: two films, one pitch, not a second lost."""
    attempt = Attempt(subjects=(PITCH,)).to_ready().to_preparation().roll()
    attempt.pass_ms(2 * MINUTE_MS)
    attempt.say(anchored("pitch-1.mp4", 2 * MINUTE_MS))
    attempt.say(seat.Interrupted(cause="camera"))
    attempt.say(seat.RecordingGap(film="pitch-1.mp4", what="camera", from_ms=118_000, to_ms=120_000, cause="no frame"))
    attempt.cut(duration_ms=2 * MINUTE_MS, torn=True)
    assert attempt.why_not(seat.Finished(how="early")) == "clock_stopped"
    attempt.pass_ms(40_000)
    attempt.roll("pitch-2.mp4")
    attempt.say(seat.Resumed(restarted=False, lost_ms=40_000))
    assert settle(attempt) == ["time_given_back"]
    assert remaining_ms(attempt.state, attempt.now_ms) == 3 * MINUTE_MS
    attempt.pass_ms(3 * MINUTE_MS - 1)
    assert remaining_ms(attempt.state, attempt.now_ms) == 1
    attempt.pass_ms(1)
    attempt.cut("pitch-2.mp4", duration_ms=3 * MINUTE_MS)
    assert settle(attempt) == ["finished"]
    assert [(film.duration_ms, film.torn, len(film.gaps)) for film in attempt.state.films] == [
        (120_000, True, 1), (180_000, False, 0),
    ]  # fmt: skip
    assert sum(film.duration_ms for film in attempt.state.films) == 5 * MINUTE_MS
    assert attempt.state.lost.given_back_ms == 40_000


def test_a_power_cut_of_seven_minutes_in_theory() -> None:
    """90 s into theory the power fails for 7 minutes: 5 by rule, 2 for the examiner, who grants 80 s of them."""
    attempt = Attempt().to_theory(assemble(BANK, world.scheme(), DRAW))
    answer_right(attempt, 3)
    attempt.pass_ms(60_000)
    attempt.say(seat.Flagged(item=attempt.state.paper[5].item, on=True))

    attempt.say(seat.Resumed(restarted=True, lost_ms=7 * MINUTE_MS))
    assert settle(attempt) == ["time_given_back"]
    assert attempt.state.lost.given_back_ms == 5 * MINUTE_MS
    assert attempt.state.unsettled_ms == 2 * MINUTE_MS
    attempt.pass_ms(95_000)  # the examiner comes
    waits_for = Reference("a1/seat", attempt.state.grant_answers_seq)
    attempt.decide(desk.TimeGranted(ms=80_000, reason_sealed="sealed", answers=waits_for))
    assert settle(attempt) == ["resumed"]

    # 240 s less the 90 used, less the 40 of two minutes that were not granted
    assert remaining_ms(attempt.state, attempt.now_ms) == 110_000
    assert len(attempt.state.answers) == 3
    assert len(attempt.state.flagged) == 1
    attempt.pass_ms(109_999)
    attempt.say(seat.Answered(item=attempt.state.paper[9].item, chosen=()))
    attempt.pass_ms(1)
    assert attempt.why_not(seat.Answered(item=attempt.state.paper[9].item, chosen=())) == "time_is_up"
    assert settle(attempt) == ["theory_submitted"]
    assert attempt.state.theory.submitted == "time_up"


SCRIPT: list[tuple[int, Callable[[Attempt], Body]]] = [
    (3_000, lambda _: seat.CheckedIn(how="qr")),
    (3_000, lambda _: seat.Consented(given=True, notice="n", language="zh")),
    (3_000, lambda _: seat.DevicesChecked(result="go", findings=())),
    (3_000, lambda each: seat.PaperIssued(mode=each.rules.theory.mode, lines=paper_lines())),
    (50_000, lambda _: seat.Answered(item="A-01-001", chosen=(1,))),
    (50_000, lambda _: seat.Flagged(item="A-01-002", on=True)),
    (50_000, lambda _: seat.Answered(item="A-01-001", chosen=(2,))),
    (89_000, lambda _: seat.TheorySubmitted(how="candidate")),
    (5_000, lambda _: seat.ClipStarted(task="task1")),
    (150_000, lambda _: clip_received("a" * 64)),
    (149_000, lambda _: seat.ClipSubmitted(clip="a" * 64, how="candidate")),
    (5_000, lambda _: seat.SampleDrawn(sample="s1", order=("s1", "s2"))),
    (5_000, lambda _: seat.PreparationStarted()),
]


@pytest.mark.parametrize("killed_after", range(len(SCRIPT)))
@pytest.mark.parametrize("lost_ms", [0, 1_000, 299_000])
def test_a_kiosk_killed_after_any_entry_stands_where_it_stood(killed_after: int, lost_ms: int) -> None:
    """The candidate uses nearly all time of each stage; a restart anywhere must leave room for the same work."""
    attempt = Attempt()
    for at, (after_ms, word) in enumerate(SCRIPT):
        attempt.pass_ms(after_ms)
        attempt.say(word(attempt))
        if isinstance(word(attempt), seat.CheckedIn):
            attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(1), matches=True))
        if at == killed_after:
            before = attempt.state
            attempt.state = fold(attempt.rules, attempt.seat.entries, attempt.desk.entries)
            assert attempt.state == before
            attempt.say(seat.Resumed(restarted=True, lost_ms=lost_ms))
            assert attempt.state.stage is before.stage
            assert remaining_ms(attempt.state, attempt.now_ms) == remaining_ms(before, attempt.now_ms)
            settle(attempt)
    assert attempt.state.stage is Stage.PREPARATION
    assert attempt.state.answers == {"A-01-001": (2,)}
    assert attempt.state.clip.handed_in == "a" * 64
    assert not attempt.state.awaiting_grant


def test_the_upload_that_came_too_late() -> None:
    """A good clip at four minutes, a better one a second after five: the good one is handed in."""
    attempt = Attempt(subjects=(CLIP,)).to_ready().start_clip()
    attempt.pass_ms(2 * MINUTE_MS)
    attempt.say(clip_received("b" * 64, usable=False, duration_ms=3_000))
    attempt.pass_ms(2 * MINUTE_MS)
    attempt.say(clip_received("c" * 64))
    attempt.pass_ms(MINUTE_MS + 1_000)
    assert attempt.why_not(clip_received("d" * 64)) == "time_is_up"
    assert settle(attempt) == ["clip_submitted", "finished"]
    assert attempt.state.clip.handed_in == "c" * 64
    assert [clip.usable for clip in attempt.state.clips] == [False, True]


def test_a_student_from_iran_sits_in_english_with_a_passport() -> None:
    assert document_faults(DocumentKind.PASSPORT, "p12345678", on=HELD_ON, least_age=16) == ()
    assert masked(DocumentKind.PASSPORT, "P12345678") == "P1*****78"
    assert masked_name("Sara Ahmadi") == "S*** A***"
    attempt = Attempt(language="en")
    lines = assemble(BANK, attempt.rules, DRAW, attempt.state.language)
    assert all(BY_ID[line.item].has_english for line in lines)
    attempt.to_theory(lines)
    shown = BY_ID[lines[0].item].options[lines[0].order[0]]
    assert shown.text.in_language("en") == shown.en


def test_somebody_who_is_fifteen_is_found_at_the_office_and_not_in_the_booth() -> None:
    body = "33078220100605123"
    number = body + check_digit(body)
    (fault,) = document_faults(DocumentKind.RESIDENT_ID, number, on=HELD_ON, least_age=16)
    assert fault.zh == "考核当日 15 周岁，未满 16 周岁。"
    assert document_faults(DocumentKind.RESIDENT_ID, number, on=HELD_ON + timedelta(1), least_age=16) == ()


def test_the_friend_who_came_instead_and_the_candidate_who_came_after_all() -> None:
    attempt = Attempt()
    friend = attempt.say(seat.CheckedIn(how="qr"))
    attempt.decide(desk.Opened(attempt="a1", station="D1", software="0"))
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(friend), matches=False))
    assert attempt.why_not(seat.Consented(given=True, notice="n", language="zh")) == "wrong_stage"
    assert settle(attempt) == []
    candidate = attempt.say(seat.CheckedIn(how="typed"))
    assert attempt.state.stage is Stage.IDENTITY
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(candidate), matches=True))
    attempt.say(seat.Consented(given=True, notice="n", language="zh"))
    assert attempt.state.stage is Stage.DEVICES
