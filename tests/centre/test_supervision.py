"""A supervisor sees how every booth stands, from the record alone, and changes nothing but their own notes."""

import pytest

from app.centre.desk import Desk
from app.centre.office import Office
from app.centre.seat import admit
from app.centre.supervision import Grows, What, own_notes, room_view, write_note
from app.exam.errors import NotAllowed, Refused
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.vocabulary import seat
from app.exam.vocabulary.desk import Misconduct
from app.programs.rehearsal import actors
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming


def view(centre, login="supervisor"):
    return room_view(centre.store, centre.clock, centre.staff[login], centre.sitting.id)


def sitting_down(centre, index=0, last_four="002X"):
    number = centre.bookings[index].admission_number
    sitter = admit(centre.store, centre.clock, centre.station(), number, last_four, how="typed", language="zh")
    desk = Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt)
    desk.confirm_identity(matches=True)
    sitter.write(seat.Consented(given=True, notice="0" * 64, language="zh"))
    sitter.observe(actors.GATE_PASSED)
    return sitter, desk


def finished(centre, index):
    cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
    stage = Stagehand(centre.store, centre.clock, lambda _: None, rehearsed_filming(centre.clock))
    AttemptPlay(stage, cast, centre.bookings[index], Skill(frozenset(Subject)), "seed").sit()


def test_an_empty_room_waits_for_everybody(centre):
    seen = view(centre)
    assert (seen.running, seen.finished, seen.absent, seen.events) == ((), 0, (), ())
    assert seen.not_come == tuple(each.admission_number for each in centre.bookings)


def test_a_booth_shows_stage_time_answers_and_the_gates_disk(centre):
    sitter, _ = sitting_down(centre)
    sitter.issue_paper()
    centre.clock.pass_ms(30_000)
    line_ = sitter.state.paper[0]
    sitter.answer(line_.item, (0,))
    centre.clock.pass_ms(5_000)
    (line,) = view(centre).running
    assert (line.stage, line.subject, line.limit_ms) == (Stage.THEORY, Subject.THEORY, 240_000)
    assert line.remaining_ms == 205_000
    assert (line.answers, line.items, line.answer_age_ms, line.silent_ms) == (1, 10, 5_000, 5_000)
    assert (line.grows, line.disk, line.station) == (Grows.NO_FILM, "640 minutes", "booth-1")


def test_a_film_that_no_longer_grows_is_seen(centre):
    sitter, _ = sitting_down(centre)
    sitter.issue_paper()
    sitter.write(seat.TheorySubmitted(how="candidate"))
    sitter.start_clip()
    received = actors.rehearsed_clip(sitter)
    sitter.write(received)
    sitter.write(seat.ClipSubmitted(clip=received.clip, how="candidate"))
    sitter.draw_sample()
    sitter.write(seat.PreparationStarted())
    sitter.observe(seat.RecordingStarted(film="p.mp4", width=1, height=1, camera="c", microphone="m"))
    centre.clock.pass_ms(9_000)
    assert view(centre).running[0].grows is Grows.GROWING
    centre.clock.pass_ms(7_000)
    assert view(centre).running[0].grows is Grows.STALE
    sitter.observe(
        seat.RecordingAnchored(film="p.mp4", position_ms=16_000, fragments=32, head="h", film_bytes=1, frames=480)
    )
    (line,) = view(centre).running
    assert (line.grows, line.film_ms) == (Grows.GROWING, 16_000)


def test_calls_interruptions_misconduct_and_time_are_events_newest_first(centre):
    sitter, desk = sitting_down(centre)
    sitter.issue_paper()
    sitter.call_help("microphone")
    centre.clock.pass_ms(1_000)
    sitter.interrupt("camera_gone")
    centre.clock.pass_ms(3_000)
    sitter.go_on()
    centre.clock.pass_ms(1_000)
    desk.refresh()
    desk.note_misconduct(Misconduct.WARNING, "手机响了", position_ms=1)
    seen = view(centre)
    assert [(event.what, event.detail) for event in seen.events] == [
        (What.MISCONDUCT, "warning"), (What.RESUMED, "3 s"), (What.INTERRUPTED, "camera_gone"),
        (What.CALL, "microphone"),
    ]  # fmt: skip
    (line,) = seen.running
    assert (line.open_calls, line.misconduct, line.interrupted) == (1, "warning", False)


def test_those_who_finished_or_are_absent_are_counted(centre):
    finished(centre, 1)
    Office(centre.store, centre.clock, centre.station("office"), centre.staff["clerk"]).note_absence(
        centre.bookings[2].id
    )
    seen = view(centre)
    assert (seen.finished, seen.absent) == (1, (centre.bookings[2].admission_number,))
    assert seen.not_come == (centre.bookings[0].admission_number,)


def test_watching_writes_nothing(centre):
    sitter, _ = sitting_down(centre)
    with centre.store.reading() as books:
        before = {stream: len(books.ledger.entries(stream)) for stream in books.ledger.streams(sitter.attempt)}
    view(centre)
    write_note(
        centre.store, centre.clock, centre.staff["supervisor"], centre.sitting.id, "灯太暗", attempt=sitter.attempt
    )
    with centre.store.reading() as books:
        assert before == {stream: len(books.ledger.entries(stream)) for stream in books.ledger.streams(sitter.attempt)}


def test_notes_are_a_supervisors_own(centre):
    supervisor, sitting = centre.staff["supervisor"], centre.sitting.id
    write_note(centre.store, centre.clock, supervisor, sitting, " 空调太冷 ")
    write_note(centre.store, centre.clock, supervisor, sitting, "手机响了", attempt=centre.bookings[0].id)
    assert [note.words for note in own_notes(centre.store, supervisor, sitting)] == ["空调太冷", "手机响了"]
    for login in ("examiner", "lead", "clerk", "admin"):
        with pytest.raises(NotAllowed):
            write_note(centre.store, centre.clock, centre.staff[login], sitting, "x")
        with pytest.raises(NotAllowed):
            own_notes(centre.store, centre.staff[login], sitting)
    with pytest.raises(Refused, match="empty"):
        write_note(centre.store, centre.clock, supervisor, sitting, "  ")
