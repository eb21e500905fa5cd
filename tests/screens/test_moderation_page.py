"""Moderation in its window: two and three sheets side by side, the disputed second shown, two signatures."""

from dataclasses import replace as _replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.centre.office import Decision
from app.centre.reel import Reel, ReelFilm, joined
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_of
from app.media.film.shelf import FolderShelf
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.moderation_desk import ModerationDesk
from app.screens.examiner.moderation_state import CaseState, DisputeLine, DisputeTag, on_reel, typed_points
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.centre.panel_room import Panel, panel_of
from tests.screens.clock_film import clock_film, number_in
from tests.screens.film_room import HandEvidence, filmed, shown
from tests.screens.sheet_room import desk_services


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clock_film(tmp_path_factory.mktemp("films") / "pitch.mp4", 6)


@pytest.fixture
def desk(centre, qtbot):  # noqa: F811 - the fixture of that name
    film = FilmServices(FolderShelf(centre.home.media), HandEvidence(), lambda key: key.attempt)
    made = shown(ModerationDesk(desk_services(centre), film), qtbot)
    yield made
    made.player.close()


def disputed(centre, size: int, film: Path) -> Panel:  # noqa: F811 - the fixture of that name
    """A panel whose last sheet gives nothing for the selling points, with a tag at 2.033 s."""
    panel = panel_of(centre, size)
    own = _replace(centre, bookings=panel.bookings)
    filmed(own, [(film, 6_000)])
    for place in range(size):
        marking = panel.filled(place, 150)
        if place == size - 1:
            rubric = rubric_of(marking.context.bank, Subject.PITCH)
            marking.mark("selling_points", 0)
            marking.mark("showing", 2)
            marking.note("selling_points", "没有卖点")
            marking.note("showing", "没有展示")
            tag = next(each for each in rubric.tags if each.line == "selling_points")
            marking.tag(tag.id, "pitch-1.mp4", 2_033)
        marking.sign(panel.examiner(place))
    return panel


def rows(desk: ModerationDesk) -> list[list[str]]:
    model = desk.list.model
    columns = range(model.columnCount())
    return [[model.data(model.index(row, column)) for column in columns] for row in range(model.rowCount())]


def enter(desk: ModerationDesk, panel: Panel, login: str = "lead") -> None:
    desk.entered(panel.centre.staff[login])
    sittings = desk.list.sitting
    sittings.activated.emit(sittings.findText(panel.sitting.code, Qt.MatchFlag.MatchStartsWith))


@pytest.mark.parametrize("size", [2, 3])
def test_a_case_is_opened_looked_at_and_decided_by_two(centre, qtbot, desk, film, size) -> None:  # noqa: F811 - the fixture of that name
    panel = disputed(centre, size, film)
    enter(desk, panel)
    (row,) = rows(desk)
    assert row[0] == panel.bookings[0].admission_number
    assert row[4] == "open"
    desk.list.open.click()
    assert desk.widget.currentWidget() is desk.page
    state = desk.page._state
    assert len(state.examiners) == size
    assert [line.id for line in state.lines[:2]] == ["selling_points", "showing"]
    assert state.lines[0].marks[-1] == 0 or 0 in state.lines[0].marks
    view = desk.page.view
    qtbot.waitUntil(lambda: view.painted is not None and number_in(view.painted) == 0, timeout=30_000)
    desk.page.disputes.jumps[0].click()
    qtbot.waitUntil(lambda: number_in(view.painted) == 61, timeout=30_000)
    desk.widget.activateWindow()
    QTest.qWaitForWindowActive(desk.widget)
    desk.page.timeline.setFocus()
    QTest.keyClick(desk.widget.focusWidget(), Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: number_in(view.painted) == 62, timeout=30_000)
    assert not desk.page.decide.isEnabled()
    desk.page.mark.setText("70.5")
    desk.page.reason.setPlainText("00:02 起确实没有讲卖点")
    desk.page.login.setText("leadtwo")
    desk.page.pin.setText(PIN)
    desk.page.decide.click()
    assert desk.page.outcome.isVisible()
    assert "70.5" in desk.page.outcome.text()
    assert not desk.page._card.isVisible()
    desk.page.back.click()
    assert rows(desk)[0][4] == "decided: 70.5"
    with centre.store.reading() as books:
        assert {line.purpose for line in books.readings.of_attempt(panel.bookings[0].id)} == {"moderate pitch"}


def test_moments_of_a_second_film_are_told_as_the_timeline_counts_them() -> None:
    tags = tuple(DisputeTag("Chen", "slow", "deduction", film, 1_500, 1_500) for film in ("pitch-1.mp4", "pitch-2.mp4"))
    state = CaseState(lines=(DisputeLine("hook", "Hook", 20, (10, 20), 10, tags),), red_lines=tags[1:])
    reel = joined([ReelFilm("pitch-1.mp4", 0, 8_000, None), ReelFilm("pitch-2.mp4", 0, 4_000, None)])
    told = on_reel(state, reel.told_ms)
    assert [tag.told_ms for tag in told.lines[0].tags] == [1_500, 9_500]
    assert [(tag.film, tag.at_ms, tag.told_ms) for tag in told.red_lines] == [("pitch-2.mp4", 1_500, 9_500)]
    assert on_reel(state, Reel().told_ms) == state, "without its films each tells its own"


def test_a_wrong_second_signature_decides_nothing_and_keeps_no_pin(centre, qtbot, desk, film) -> None:  # noqa: F811 - the fixture of that name
    panel = disputed(centre, 2, film)
    enter(desk, panel)
    desk.list.open.click()
    desk.page.mark.setText("70")
    desk.page.reason.setPlainText("理由")
    for login, pin in (("leadtwo", "000000"), ("lead", PIN), ("clerk", PIN)):
        desk.page.login.setText(login)
        desk.page.pin.setText(pin)
        desk.page.decide.click()
        assert desk.page.notice.isVisible()
        assert desk.page.pin.text() == ""
        assert desk.page._card.isVisible()
        assert desk.page.reason.toPlainText() == "理由"
    assert desk.page._state.problem.isascii()
    desk._at = _replace(desk._at, language=lambda: "zh")
    desk.page.language_changed.emit()
    assert not desk.page._state.problem.isascii(), "told anew in the window's language"
    desk.page.back.click()
    assert rows(desk)[0][4] == "open"


def test_a_panel_within_the_threshold_is_no_case(centre, qtbot, desk, film) -> None:  # noqa: F811 - the fixture of that name
    panel = panel_of(centre, 2)
    filmed(_replace(centre, bookings=panel.bookings), [(film, 6_000)])
    panel.signed(0, 150)
    panel.signed(1, 160)
    enter(desk, panel)
    assert rows(desk) == []
    assert desk.list.empty.text() == "Nothing needs moderation."


def test_a_case_without_its_film_can_be_decided_all_the_same(centre, qtbot, desk, film) -> None:  # noqa: F811 - the fixture of that name
    panel = disputed(centre, 2, film)
    (centre.home.media / panel.bookings[0].id / "pitch-1.mp4").unlink()
    enter(desk, panel)
    desk.list.open.click()
    assert "not on this computer" in desk.page.view.accessibleDescription()
    assert desk.page.timeline.state.pins == ()
    assert desk.page._state.lines


def test_a_case_that_was_decided_elsewhere_shows_its_decision(centre, qtbot, desk, film) -> None:  # noqa: F811 - the fixture of that name
    panel = disputed(centre, 2, film)
    panel.office().moderate(Decision(panel.bookings[0].id, Subject.PITCH, 120, "理由"), centre.staff["leadtwo"])
    enter(desk, panel)
    desk.list.open.click()
    assert "60.0" in desk.page.outcome.text()
    said = [each.text() for each in desk.page.findChildren(QLabel)]
    assert any("没有卖点" in each for each in said)
    desk.left()
    assert desk.page.pin.text() == ""


def test_a_case_that_another_lead_decides_meanwhile_stays_decided(centre, qtbot, desk, film) -> None:  # noqa: F811 - the fixture of that name
    panel = disputed(centre, 2, film)
    enter(desk, panel)
    desk.list.open.click()
    panel.office("leadtwo").moderate(Decision(panel.bookings[0].id, Subject.PITCH, 120, "理由"), centre.staff["lead"])
    desk.page.mark.setText("90")
    desk.page.reason.setPlainText("另一种看法")
    desk.page.login.setText("leadtwo")
    desk.page.pin.setText(PIN)
    desk.page.decide.click()
    assert "60.0" in desk.page.outcome.text()
    assert "Nothing of yours was written" in desk.page.forestalled.text()
    assert desk.page.forestalled.isVisible()
    assert not desk.page._card.isVisible()


def test_what_one_lead_began_to_write_is_not_shown_to_the_next(centre, qtbot, desk, film) -> None:  # noqa: F811 - the fixture of that name
    panel = disputed(centre, 2, film)
    enter(desk, panel)
    desk.list.open.click()
    desk.page.reason.setPlainText("只是草稿")
    desk.page.mark.setText("61")
    desk.left()
    enter(desk, panel)
    desk.list.open.click()
    assert desk.page.reason.toPlainText() == "只是草稿", "who comes back goes on writing"
    desk.left()
    enter(desk, panel, "leadtwo")
    desk.list.open.click()
    assert desk.page.reason.toPlainText() == ""
    assert desk.page.mark.text() == ""


@pytest.mark.parametrize(
    ("typed", "half_points"),
    [("77.5", 155), ("100", 200), ("0", 0), (" 60 ", 120), ("60.0", 120), ("60.3", None), ("101", None), ("-3", None),
     ("", None), ("七十", None), ("７７．５", 155), ("７７。５", 155), ("7²", None)],
)  # fmt: skip
def test_points_are_typed_in_half_points(typed: str, half_points: int | None) -> None:
    assert typed_points(typed) == half_points
