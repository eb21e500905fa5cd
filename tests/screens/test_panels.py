"""Panels of one, two and three examiners through real windows: unseen by each other until all have signed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.centre.marking import SheetKey, others_sheets
from app.centre.planning import SittingPlan, book_roster, plan_sitting
from app.centre.releasing import release
from app.centre.verdicts import verdict_of
from app.exam.errors import Refused
from app.exam.scheme import PanelTerms, Subject
from app.exam.verdict import SubjectState
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.scheme_files import load_scheme
from tests.centre.conftest import PEOPLE, PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.sheet_room import SheetRoom, sat

K = Qt.Key
PANEL = ("examiner", "examinertwo", "lead")


@pytest.fixture
def of_size(make_centre: Callable[..., Centre]) -> Callable[[int], Centre]:  # noqa: F811 - the fixture of that name
    """Return a centre whose scheme asks for a panel of so many."""

    def make(size: int) -> Centre:
        made = make_centre()
        scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
        bank = load_bank(question_bank("yiwu")).bank
        assert scheme is not None
        assert bank is not None
        wanted = replace(scheme, id=f"panel{size}", panel=PanelTerms(size, moderation_over_half_points=30))
        (_, bank_digest), (_, digest) = release(made.store, made.clock, made.staff["admin"], bank, (wanted,))
        plan = SittingPlan("20260605", date(2026, 6, 5), "义乌实训基地", digest, bank_digest, 2)
        made.sitting = plan_sitting(made.store, made.chance, made.staff["clerk"], plan)
        people = [(replace(person, document_number=number), ()) for person, number in zip(
            PEOPLE, ("110105194912310038", "440524188001010030", "K12345679"), strict=True)]  # fmt: skip
        made.bookings = book_roster(made.store, made.chance, made.staff["clerk"], made.sitting.id, people[2:])
        return made

    return make


def mark_by_keys(room: SheetRoom, tenths: str) -> None:
    """Mark every line with one key of the home row, then sign."""
    room.window.activateWindow()
    QTest.qWaitForWindowActive(room.window)
    room.panel.setFocus()
    for _ in room.desk.state().lines:
        room.key(getattr(K, f"Key_{tenths}" if tenths != ";" else "Key_Semicolon"), K.Key_Down)
    room.key(K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), PIN)
    room.key(K.Key_Return)
    assert room.sheet.sealed


def words_on(room: SheetRoom) -> str:
    parts = [*room.window.findChildren(QLabel), *room.window.findChildren(QAbstractButton)]
    return "\n".join(each.text() for each in parts if each.isVisible())


def pitch_of(centre: Centre, attempt: str):  # noqa: F811 - the fixture of that name
    with centre.store.reading() as books:
        return next(each for each in verdict_of(books, attempt).outcomes if each.subject is Subject.PITCH)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_panel_is_unseen_until_all_have_signed(of_size: Callable[[int], Centre], qtbot, size: int) -> None:
    centre = of_size(size)  # noqa: F811 - the fixture of that name
    booking = sat(centre)
    key = SheetKey(booking.id, Subject.PITCH)
    rooms = [SheetRoom(centre, qtbot, booking, login) for login in PANEL[:size]]
    for place, room in enumerate(rooms):
        blank = words_on(rooms[-1]) if place < size - 1 else ""
        mark_by_keys(room, "J" if place % 2 else "K")
        if place < size - 1:
            rooms[-1].desk.show()
            assert words_on(rooms[-1]) == blank, "another's sheet changes nothing here"
            assert rooms[-1].sheet.marks == {}
            with pytest.raises(Refused, match="hidden until all have signed"):
                others_sheets(centre.store, centre.staff[PANEL[size - 1]], key)
    assert len(others_sheets(centre.store, centre.staff[PANEL[0]], key)) == size - 1
    assert pitch_of(centre, booking.id).state is not SubjectState.AWAITING
    with pytest.raises(Refused, match="panel is complete"):
        SheetRoom(centre, qtbot, booking, "leadtwo")


@pytest.mark.parametrize(("second", "calls"), [("K", False), ("G", True)])
def test_a_spread_over_the_threshold_calls_the_moderator(
    of_size: Callable[[int], Centre], qtbot, second: str, *, calls: bool
) -> None:
    centre = of_size(2)  # noqa: F811 - the fixture of that name
    booking = sat(centre)
    for login, tenths in (("examiner", "J"), ("examinertwo", second)):
        room = SheetRoom(centre, qtbot, booking, login)
        if tenths == "G":
            for line in room.desk.state().lines:
                room.desk.marking.note(line.id, "weak")
        mark_by_keys(room, tenths)
    outcome = pitch_of(centre, booking.id)
    assert (outcome.state is SubjectState.AWAITING) is calls
    assert calls or outcome.half_points == 150
