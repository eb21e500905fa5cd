"""A database that goes away at any page of either window: sentences, no incident, and everything goes on afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.centre.desk import Desk
from app.exam.errors import Unavailable
from app.exam.flow_state import Stage
from app.programs.demo import DemoCentre
from app.programs.examiner_pages import FilmPages
from app.programs.kiosk_services import Incidents
from app.programs.rehearsal.clock import RehearsalClock
from app.screens.examiner.examiner_desk import ExaminerDesk, ShellServices
from app.screens.examiner.window import ExaminerWindow
from app.screens.kiosk.call_bell import Called
from app.storage.store import SqlStore
from app.storage.verify import verify_record
from tests.centre.conftest import PIN, Centre, _template, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.centre.conftest import centre as room  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import BoothRoom, Sitter
from tests.screens.exam_driver import driver_of
from tests.screens.film_room import HandEvidence
from tests.screens.sheet_room import desk_services


class Cable:
    """The line to the database, pulled by a test; what a job asks meanwhile is refused as the driver would."""

    def __init__(self, store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pulled, self.asked = False, 0
        for name in ("reading", "writing", "looking"):
            monkeypatch.setattr(store, name, self._through(getattr(store, name)))

    def _through(self, opened: Callable):
        @contextmanager
        def open_it() -> Iterator:
            if self.pulled:
                self.asked += 1
                raise Unavailable("The database server does not answer.", advice="Check the server.")
            with opened() as inside:
                yield inside

        return open_it


def test_the_kiosk_goes_through_a_database_that_is_away_at_every_page(
    centre: DemoCentre, clock: RehearsalClock, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cable = Cable(centre.home.store, monkeypatch)
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    desk, met = driver.desk, set()
    for _ in range(200):
        driver.step()
        QCoreApplication.sendPostedEvents()
        if driver.stages and driver.stages[-1] not in met:
            met.add(driver.stages[-1])
            page = driver.window.pages.currentWidget()
            cable.pulled = True
            desk.tick()
            desk._look()
            desk._turn_language()
            desk._call()
            if desk.seat is not None:
                desk._flag() if desk.seat.state.paper else None
                desk.tick()
            desk._turn_language()
            assert driver.window.pages.currentWidget() is page, driver.stages[-1]
            cable.pulled = False
        clock.pass_ms(700)
        if driver.done:
            break
    desk.stop()
    assert driver.done, driver.stages
    assert cable.asked > len(met) > 8
    assert list(verify_record(centre.home.store, centre.home.keys)) == []


@pytest.mark.parametrize("stage", ["consent", "devices", "theory_ready", "theory", "draw", "preparation_ready"])
def test_whatever_the_candidate_presses_meanwhile_is_answered_in_a_sentence(
    stage: str, centre: DemoCentre, clock: RehearsalClock, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cable = Cable(centre.home.store, monkeypatch)
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    while not driver.stages or driver.desk.seat is None or driver.desk.seat.state.stage.value != stage:
        driver.step()
    said = "The database server does not answer."
    window, seat = driver.window, driver.desk.seat
    cable.pulled = True
    press = {
        "consent": window.consent.no, "devices": window.devices.go, "theory_ready": window.ready.start,
        "theory": window.theory.rows[1], "draw": window.draw.go, "preparation_ready": window.draw.go,
    }[stage]  # fmt: skip
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    assert seat.state.stage.value == stage
    assert said in shown_text(window)
    driver.desk.tick()
    window.bar.call.click()
    assert driver.desk._now.walk.called is Called.FAILED
    cable.pulled = False
    driver.desk.tick()
    assert said not in shown_text(window), "what is over is not said any more"
    assert driver.desk._now.walk.saved
    driver.desk.stop()


def test_who_was_turned_away_leaves_once_that_is_written(
    centre: DemoCentre, clock: RehearsalClock, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cable = Cable(centre.home.store, monkeypatch)
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    while driver.desk.seat is None:
        driver.step()
    seat, window = driver.desk.seat, driver.window
    Desk(centre.home.store, clock, centre.cast.booth, centre.cast.examiner, seat.attempt).confirm_identity(
        matches=False
    )
    driver.desk.tick()
    cable.pulled = True
    QTest.mouseClick(window.stand.button, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.stand
    assert "The database server does not answer." in shown_text(window)
    cable.pulled = False
    QTest.mouseClick(window.stand.button, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.language
    assert seat.state.finished_how == "turned_away"
    driver.desk.stop()


def test_the_examiners_pages_say_that_the_database_is_away_and_open_once_it_is_back(
    room: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cable = Cable(room.store, monkeypatch)
    pages = FilmPages(desk_services(room), room.home, HandEvidence())
    window = ExaminerWindow()
    qtbot.addWidget(window)
    desk = ExaminerDesk(window, ShellServices(desk_services(room), "Kaobo", lambda _: None), pages.pages)
    window.show()
    cable.pulled = True
    desk.start()
    window.sign_in.sign_in_asked.emit("lead", PIN)
    assert desk.signed is None
    cable.pulled = False
    window.sign_in.sign_in_asked.emit("lead", PIN)
    for page in desk.allowed:
        cable.pulled = True
        desk.turn_to("")
        desk.turn_to(page.name)
        desk.listen()
        pages.look()
        cable.pulled = False
        desk.turn_to(page.name)
        assert window.pages.currentWidget() is page.widget
        assert not window.incident.isVisible()
    cable.pulled = True
    desk.turn_to("queue")
    assert window.incident.isVisible()
    assert "does not answer" in shown_text(window)
    cable.pulled = False
    desk.stop()
    pages.close()


def test_the_live_booth_goes_through_it_at_every_stage(
    room: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sitter = Sitter(room)
    booth = BoothRoom(room, qtbot)
    cable = Cable(room.store, monkeypatch)
    for stage in (
        Stage.IDENTITY, Stage.CONSENT, Stage.DEVICES, Stage.THEORY_READY, Stage.THEORY, Stage.CLIP_READY, Stage.CLIP,
        Stage.DRAW, Stage.PREPARATION_READY, Stage.PREPARATION, Stage.PITCH,
    ):  # fmt: skip
        if stage is not Stage.IDENTITY:
            sitter.go_to(stage)
        if stage is not Stage.PREPARATION_READY:  # that the sample was drawn is seen a look late as well
            booth.tick()
        else:
            booth.live.desk.refresh()
        cable.pulled = True
        booth.tick()
        booth.live._answer()
        booth.tick()
        assert "does not answer" in shown_text(booth.window), stage
        cable.pulled = False
        booth.tick()
        booth.tick()
        assert "does not answer" not in shown_text(booth.window), stage
        if stage is Stage.IDENTITY:
            sitter.confirm(room.staff["examiner"])
    sitter.end_pitch()
    booth.tick()
    assert list(verify_record(room.store, room.home.keys)) == []


def test_what_the_room_lacks_is_told_as_a_sentence_and_a_fault_as_a_number(
    clock: RehearsalClock, caplog: pytest.LogCaptureFixture
) -> None:
    incidents, numbers, troubles = Incidents(clock), [], []
    incidents.happened.connect(numbers.append)
    incidents.troubled.connect(troubles.append)
    lost = Unavailable("The database server does not answer.", advice="Check the server.")
    incidents._note(Unavailable, lost, None)
    assert (numbers, troubles) == ([], [lost])
    assert [each.levelname for each in caplog.records] == ["WARNING"]
    incidents._note(KeyError, KeyError("a fault"), None)
    assert numbers == ["0604-010000-1"]
    assert troubles == [lost]


def test_both_desks_show_such_a_sentence_where_they_stand(
    centre: DemoCentre,
    clock: RehearsalClock,
    room: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
) -> None:
    lost = Unavailable("The disk is full.", advice="Free some space.", zh=("磁盘满了。", "请腾出空间。"))
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    while not driver.stages or driver.stages[-1] != "theory":
        driver.step()
    driver.desk.show_trouble(lost)
    assert driver.window.pages.currentWidget() is driver.window.theory
    assert {"磁盘满了。", "The disk is full."} & set(shown_text(driver.window).splitlines())
    driver.desk.stop()
    window = ExaminerWindow()
    qtbot.addWidget(window)
    desk = ExaminerDesk(window, ShellServices(desk_services(room), "Kaobo", lambda _: None), ())
    window.show()
    desk.show_trouble(lost)
    assert window.incident.isVisible()
    desk.stop()


def shown_text(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())
