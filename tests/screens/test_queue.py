"""The marking queue: pages, tabs, blind marking, into a film and back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.centre.marking_ports import Wanted
from app.exam.errors import Unavailable
from app.exam.local_time import local_time
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_of
from app.media.film.shelf import FolderShelf
from app.programs.rehearsal import actors
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.queue_desk import QueueDesk, titles_for
from app.screens.parts.paged_table import PAGE_ROWS, PagedModel, PagedTable
from tests.centre.conftest import Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.clock_film import clock_film, number_in
from tests.screens.film_room import HandEvidence, filmed, shown
from tests.screens.sheet_room import desk_services

K = Qt.Key


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("films")
    return [clock_film(folder / "pitch.mp4", 3), clock_film(folder / "clip.mp4", 16, first=500)]


@pytest.fixture
def make_desk(centre, qtbot):  # noqa: F811 - the fixture of that name
    made: list[QueueDesk] = []

    def make(*, blind: bool = False, login: str = "examiner") -> QueueDesk:
        services = desk_services(centre)
        film = FilmServices(FolderShelf(centre.home.media), HandEvidence(), titles_for(services, blind=blind))
        desk = shown(QueueDesk(services, film, blind=blind), qtbot)
        desk.widget.activateWindow()
        QTest.qWaitForWindowActive(desk.widget)
        desk.entered(centre.staff[login])
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.film.close()


def rows(desk: QueueDesk) -> list[list[str]]:
    model = desk.page.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_queue_shows_what_waits_and_counts_all_tabs(centre, qtbot, make_desk, films) -> None:  # noqa: F811 - the fixture of that name
    filmed(centre, [(films[0], 3_000)], clip=films[1])
    desk = make_desk()
    assert [row[:4] for row in rows(desk)] == [
        ["20260604-0001", "彭晓", "Short video", "waiting"],
        ["20260604-0001", "彭晓", "Live pitch", "waiting"],
    ]
    qtbot.waitUntil(lambda: desk.page.tabs[Wanted.WAITING].text() == "Waiting  2")
    assert desk.page.tabs[Wanted.SIGNED].text() == "Signed  0"


def test_enter_opens_a_film_and_the_way_back_shows_the_sheet_as_half_done(centre, qtbot, make_desk, films) -> None:  # noqa: F811 - the fixture of that name
    filmed(centre, [(films[0], 3_000)], clip=films[1])
    desk = make_desk()
    desk.page.table.selectRow(1)
    QTest.keyClick(desk.page.table, K.Key_Return)
    assert desk.widget.currentWidget() is desk.film_page
    assert desk.film_page.title.text() == "20260604-0001  彭晓"
    view = desk.film_page.view
    qtbot.waitUntil(lambda: view.painted is not None and number_in(view.painted) == 0, timeout=30_000)
    desk.film_page.back.click()
    assert desk.widget.currentWidget() is desk.page
    assert [row[2] for row in rows(desk)] == ["Short video"]
    desk.page.tabs[Wanted.HALF_DONE].click()
    assert [row[2:4] for row in rows(desk)] == [["Live pitch", "half done"]]
    opened_at = desk.page.model.row_at(0).work.opened_at
    assert rows(desk)[0][4] == local_time(opened_at)[:16] != opened_at[:16].replace("T", " ")
    QTest.keyClick(desk.page.table, K.Key_Return)
    marking = desk.film.sheet.marking
    for line, mark in actors.lines_that_add_up(rubric_of(marking.context.bank, Subject.PITCH), 160).items():
        marking.mark(line, mark)
    marking.sign(centre.staff["examiner"])
    desk.film_page.left_asked.emit()
    assert rows(desk) == []
    assert desk.page.empty.text() == "No sheet is half done."
    assert not desk.page.open.isEnabled()
    desk.page.tabs[Wanted.SIGNED].click()
    assert [row[3] for row in rows(desk)] == ["signed"]
    assert desk.page.open.text() == "Read the sheet"


def test_blind_marking_shows_neither_name_nor_number_anywhere(centre, qtbot, make_desk, films) -> None:  # noqa: F811 - the fixture of that name
    booking = filmed(centre, [(films[0], 3_000)], clip=films[1])
    desk = make_desk(blind=True)
    assert desk.page.blind.isVisible()
    code = booking.id[:6].upper()
    assert [row[:2] for row in rows(desk)] == [[code, "Short video"], [code, "Live pitch"]]
    desk.page.table.selectRow(1)
    desk.page.open.click()
    assert desk.film_page.title.text() == code
    said = [each.text() for each in desk.widget.findChildren(type(desk.page.title))]
    assert not any("彭晓" in each or booking.admission_number in each for each in said)


def test_a_film_that_is_gone_is_said_in_the_list_and_no_sheet_is_opened(centre, qtbot, make_desk, films) -> None:  # noqa: F811 - the fixture of that name
    booking = filmed(centre, [(films[0], 3_000)], clip=films[1])
    (centre.home.media / booking.id / "pitch-1.mp4").unlink()
    desk = make_desk()
    desk.page.table.selectRow(1)
    desk.page.open.click()
    assert desk.widget.currentWidget() is desk.page
    assert desk.page.notice.isVisible()
    assert desk.page._state.problem.startswith("The film is not on this computer")
    desk._at = replace(desk._at, language=lambda: "zh")
    desk.page.language_changed.emit()
    assert desk.page._state.problem.startswith("录像不在这台电脑上"), "told anew in the window's language"
    with centre.store.reading() as books:
        assert [each for each in books.ledger.streams(booking.id) if "/sheet/" in each] == []


def test_leaving_keeps_nothing_of_the_person(centre, qtbot, make_desk, films) -> None:  # noqa: F811 - the fixture of that name
    filmed(centre, [(films[0], 3_000)], clip=films[1])
    desk = make_desk()
    desk.left()
    assert rows(desk) == []
    desk.entered(centre.staff["examinertwo"])
    assert len(rows(desk)) == 2


def test_widths_are_asked_of_the_rows_in_sight_alone(qtbot, qapp) -> None:
    asked: list[int] = []

    def cells(row: int) -> list[str]:
        asked.append(row)
        return [str(row), "Peng Yutong"]

    def fetch(after: int | None, limit: int) -> list[int]:
        first = 0 if after is None else after + 1
        return list(range(first, first + limit))

    model: PagedModel[int] = PagedModel(fetch, cells)
    model.show_headings(["number", "name"])
    model.reload()
    for _ in range(9):
        model.fetchMore(model.index(-1, -1))
    table = PagedTable()
    table.setModel(model)
    table.resize(500, 400)
    qtbot.addWidget(table)
    table.show()
    qapp.processEvents()
    asked.clear()
    table.share((1, 1))
    in_sight = table.rowAt(table.viewport().height() - 1) + 1
    assert asked
    assert max(asked) <= in_sight < 30 < model.rowCount()


def test_no_row_of_another_list_stays_where_the_list_cannot_be_fetched(qtbot) -> None:
    away: list[Unavailable] = []

    def fetch(_after: int | None, _limit: int) -> list[int]:
        if away:
            raise away[0]
        return [1, 2]

    model: PagedModel[int] = PagedModel(fetch, lambda each: [str(each)])
    begun: list[str] = []
    model.modelAboutToBeReset.connect(lambda: begun.append("begun"))
    model.modelReset.connect(lambda: begun.append("ended"))
    model.reload()
    away.append(Unavailable("away", advice="wait"))
    with pytest.raises(Unavailable):
        model.reload()
    assert model.rowCount() == 0
    assert begun[::2] == ["begun"] * (len(begun) // 2), "each reset that begins ends"
    assert begun[1::2] == ["ended"] * (len(begun) // 2)


def test_pages_are_fetched_one_after_the_other(qtbot) -> None:
    asked: list[int | None] = []

    def fetch(after: int | None, limit: int) -> list[int]:
        asked.append(after)
        first = 0 if after is None else after + 1
        return list(range(first, min(first + limit, 150)))

    model: PagedModel[int] = PagedModel(fetch, lambda each: [str(each)])
    model.show_headings(["n"])
    model.reload()
    assert (model.rowCount(), asked) == (PAGE_ROWS, [None])
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    assert [model.data(model.index(row, 0)) for row in range(model.rowCount())] == [str(each) for each in range(150)]
    assert asked == [None, 59, 119]
    assert model.row_at(150) is None
