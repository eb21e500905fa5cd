"""Queue, room closing and verdict say the same of what is still to be marked, however an exam ended."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.centre.closing import account_of_room
from app.centre.desk import Desk
from app.centre.marking import Marking, SheetKey
from app.centre.marking_ports import Wanted
from app.centre.marking_queue import MarkingQueue
from app.centre.moderation import cases
from app.centre.office import Decision, Office
from app.centre.verdicts import verdict_of
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.verdict import SUBJECT_NAMES, SubjectState
from app.exam.vocabulary import seat as words
from app.exam.vocabulary.desk import Misconduct
from app.media.film.shelf import FolderShelf
from tests.centre.panel_room import panel_of, sat
from tests.screens.booth_room import FILM, Sitter

ENDED = words.RecordingFinished(film=FILM, duration_ms=9_000, film_bytes=9, frames=270, dropped_frames=0, fragments=18,
                                head="0" * 64, digest="1" * 64, torn=False)  # fmt: skip

type Ending = Callable[[Desk, Sitter], None]


def noted(*levels: Misconduct) -> Ending:
    def end(desk: Desk, _: Sitter) -> None:
        for level in levels:
            desk.note_misconduct(level, "a reason", position_ms=1)

    return end


def stopped(desk: Desk, _: Sitter) -> None:
    desk.stop("the fire bell")


def ended(desk: Desk, sitter: Sitter) -> None:
    sitter.seat.refresh()
    if sitter.seat.state.open_film:
        sitter.seat.observe(ENDED)
    sitter.seat.finish("stopped")


def no_clip(_: Desk, sitter: Sitter) -> None:
    sitter.centre.clock.pass_ms(3_600_000)
    sitter.seat.tick()
    assert sitter.seat.state.clip.submitted
    sitter.go_to(Stage.PITCH)
    sitter.end_pitch()


def whole(_: Desk, sitter: Sitter) -> None:
    sitter.end_pitch()


STOP, VOID, WARNING = Misconduct.STOP, Misconduct.VOID, Misconduct.WARNING
ENDINGS = {
    "pitch stopped": ("yiwu", Stage.PITCH, (stopped, ended), ["clip", "pitch"]),
    "pitch broken off": ("yiwu", Stage.PITCH, (noted(STOP), ended), ["clip"]),
    "warned after a stop": ("yiwu", Stage.PITCH, (noted(STOP, WARNING), ended), ["clip"]),
    "warned after void": ("yiwu", Stage.PITCH, (noted(VOID, WARNING), ended), []),
    "warned": ("yiwu", Stage.PITCH, (noted(WARNING), whole), ["clip", "pitch"]),
    "noted after the end": ("yiwu", Stage.PITCH, (whole, noted(STOP)), ["clip", "pitch"]),
    "void after the end": ("yiwu", Stage.PITCH, (whole, noted(VOID)), []),
    "clip stopped": ("yiwu", Stage.CLIP, (stopped, ended), []),
    "clip broken off": ("yiwu", Stage.CLIP, (noted(STOP), ended), []),
    "no clip": ("yiwu", Stage.CLIP, (no_clip,), ["pitch"]),
    "oral theory stopped": ("yangzhou", Stage.THEORY, (stopped, ended), []),
    "oral theory broken off": ("yangzhou", Stage.THEORY, (noted(STOP), ended), []),
}


def owed_by_verdict(centre, attempt: str) -> list[str]:
    with centre.store.reading() as books:
        outcomes = verdict_of(books, attempt).outcomes
    return sorted(each.subject.value for each in outcomes if each.state is SubjectState.AWAITING)


def owed_by_queue(centre, login: str = "examiner") -> list[str]:
    with centre.store.reading() as books:
        sitting = books.sittings.get(centre.bookings[0].sitting)
    queue = MarkingQueue(centre.store, centre.staff[login], sitting, blind=False)
    lines = [line for wanted in (Wanted.WAITING, Wanted.HALF_DONE) for line in queue.page(wanted)]
    assert len(lines) == queue.count(Wanted.WAITING) + queue.count(Wanted.HALF_DONE)
    return sorted(line.work.subject.value for line in lines)


def owed_by_closing(centre) -> list[str]:
    room = account_of_room(
        centre.store, centre.staff["supervisor"], FolderShelf(centre.home.media), centre.bookings[0].sitting
    )
    said = [lack.what.en for lack in room.candidates[0].lacks if "sheet" in lack.what.en]
    return sorted(each.value for each in Subject for what in said if SUBJECT_NAMES[each].en in what)


@pytest.mark.parametrize("begun", [False, True], ids=["no sheet", "sheets begun"])
@pytest.mark.parametrize("name", ENDINGS)
def test_queue_closing_and_verdict_agree_on_what_is_owed(make_centre, name: str, begun: bool) -> None:
    scheme, stage, steps, owed = ENDINGS[name]
    centre = make_centre(scheme)
    sitter, by = Sitter(centre), centre.staff["examiner"]
    sitter.confirm(by)
    sitter.go_to(stage)
    desk = Desk(centre.store, centre.clock, centre.station(), by, sitter.seat.attempt)
    if begun:
        subjects = {Stage.PITCH: (Subject.CLIP, Subject.PITCH), Stage.CLIP: (Subject.CLIP,)}
        for subject in subjects.get(stage, (Subject.THEORY,)):
            Marking(centre.store, centre.clock, centre.station(), by, SheetKey(sitter.seat.attempt, subject))
    for step in steps:
        desk.refresh()
        step(desk, sitter)
    assert owed_by_verdict(centre, sitter.seat.attempt) == owed
    assert owed_by_queue(centre) == owed
    assert owed_by_closing(centre) == owed


def test_a_pitch_waits_on_while_the_clip_is_moderated(make_centre) -> None:
    panel = panel_of(make_centre(), 2)
    sat(panel)
    for place, mark in ((0, 190), (1, 130)):
        panel.signed(place, mark, subject=Subject.CLIP)
    decision = Decision(panel.bookings[0].id, Subject.CLIP, 150, "looked at again")
    panel.office("lead").moderate(decision, panel.centre.staff["leadtwo"])
    queue = MarkingQueue(panel.centre.store, panel.examiner(0), panel.sitting, blind=False)
    assert [line.work.subject for line in queue.page(Wanted.WAITING)] == [Subject.PITCH]


def test_somebody_who_came_after_an_absence_was_noted_is_marked(centre) -> None:
    office = Office(centre.store, centre.clock, centre.station("office"), centre.staff["clerk"])
    office.note_absence(centre.bookings[0].id)
    sitter = Sitter(centre)
    sitter.confirm(centre.staff["examiner"])
    sitter.go_to(Stage.PITCH)
    sitter.end_pitch()
    assert owed_by_verdict(centre, sitter.seat.attempt) == ["clip", "pitch"]
    assert owed_by_queue(centre) == ["clip", "pitch"]


@pytest.mark.parametrize("level", [STOP, VOID])
def test_nobody_moderates_what_misconduct_took(make_centre, level: Misconduct) -> None:
    panel = panel_of(make_centre(), 2)
    made = replace(panel.centre, bookings=panel.bookings)
    sitter = Sitter(made)
    sitter.confirm(made.staff["examiner"])
    sitter.go_to(Stage.PITCH)
    for place, mark in ((0, 190), (1, 130)):
        panel.signed(place, mark)
    assert len(cases(made.store, made.staff["lead"], panel.sitting.id)) == 1
    desk = Desk(made.store, made.clock, made.station(), made.staff["examiner"], sitter.seat.attempt)
    desk.note_misconduct(level, "read from a paper", position_ms=1)
    ended(desk, sitter)
    assert cases(made.store, made.staff["lead"], panel.sitting.id) == ()
