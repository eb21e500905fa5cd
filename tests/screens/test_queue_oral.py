"""An oral sheet that nobody signed while its candidate stood at the booth finds its signature in the queue."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.centre.marking import Marking, SheetKey
from app.centre.marking_ports import Wanted
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.sheet import fold
from app.media.film.shelf import FolderShelf
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.queue_desk import QueueDesk, titles_for
from tests.centre.conftest import PIN, _template, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import Sitter
from tests.screens.film_room import HandEvidence, shown
from tests.screens.sheet_room import desk_services

K = Qt.Key


@pytest.fixture
def oral(make_centre):  # noqa: F811 - the fixture of that name
    """A centre whose first candidate has left with an oral sheet of one tick, unsigned; the second has checked in."""
    centre = make_centre("yangzhou")
    sitter = Sitter(centre)
    sitter.confirm(centre.staff["examiner"])
    sitter.go_to(Stage.THEORY)
    key = SheetKey(sitter.seat.attempt, Subject.THEORY)
    marking = Marking(centre.store, centre.clock, centre.station("booth-1"), centre.staff["examiner"], key)
    question = marking.state.questions[0]
    asked = next(each for each in marking.context.bank.oral_questions if each.id == question)
    marking.tick(question, asked.key_points[0].id, heard=True)
    sitter.go_to(Stage.PITCH).end_pitch()
    Sitter(centre, 1)
    return centre, key, marking


def desk_of(centre, qtbot) -> QueueDesk:
    services = desk_services(centre)
    film = FilmServices(FolderShelf(centre.home.media), HandEvidence(), titles_for(services, blind=False))
    desk = shown(QueueDesk(services, film, blind=False), qtbot)
    desk.widget.activateWindow()
    QTest.qWaitForWindowActive(desk.widget)
    desk.entered(centre.staff["examiner"])
    desk.page.tabs[Wanted.HALF_DONE].click()
    return desk


def test_an_oral_sheet_left_open_is_ticked_and_signed_from_the_queue(oral, qtbot) -> None:
    centre, key, left = oral
    desk = desk_of(centre, qtbot)
    desk.page.table.selectRow(0)
    QTest.keyClick(desk.page.table, K.Key_Return)
    assert desk.widget.currentWidget() is desk.oral_page
    assert desk.oral_page.title.text().startswith(centre.bookings[0].admission_number)
    panel = desk.oral_page.panel
    assert panel.points[0].tick.isChecked()
    assert not panel.end.isVisible()
    QTest.keyClick(panel, K.Key_2)
    QTest.keyClick(panel, K.Key_V)
    QTest.keyClicks(desk.widget.window().focusWidget(), PIN)
    QTest.keyClick(desk.widget.window().focusWidget(), K.Key_Return)
    with centre.store.reading() as books:
        stream = f"{key.attempt}/sheet/theory/{centre.staff['examiner'].staff.id}"
        sheet = fold(left.context.scheme, left.context.bank, books.ledger.entries(stream))
    assert sheet.signed
    assert sheet.sealed
    assert len(sheet.heard) == 2
    assert desk.widget.currentWidget() is desk.page
    assert desk.page.model.rowCount() == 0


def test_escape_leaves_an_oral_sheet_as_it_stands(oral, qtbot) -> None:
    centre, _, _ = oral
    desk = desk_of(centre, qtbot)
    desk.page.table.selectRow(0)
    desk.page.open.click()
    assert desk.widget.currentWidget() is desk.oral_page
    QTest.keyClick(desk.oral_page.panel, K.Key_Escape)
    assert desk.widget.currentWidget() is desk.page
    assert desk.page.model.rowCount() == 1
    assert desk.oral.marking is None
