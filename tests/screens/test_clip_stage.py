"""The clip stage with the real hand-in: watched, replaced, handed in; and by the clock, the last good one."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.centre.desk import Desk
from app.centre.seat import context_of
from app.exam.flow import remaining_ms
from app.media.upload.desk import BoothClipDesk, Place
from app.programs.demo import DemoCentre, set_up
from app.programs.kiosk_booths import PracticeBooth
from app.programs.kiosk_services import services_of
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.window_driver import DeskExaminer, Hand, WindowDriver
from app.programs.windows import application_of
from app.resources import asset
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.kiosk.window import KioskWindow
from tests.media.editing.phone_files import film
from tests.screens.exam_driver import four_of


@dataclass
class Stage:
    """A kiosk at the clip stage, and the stick that is in it."""

    desk: KioskDesk
    clock: RehearsalClock
    stick: Path

    @property
    def page(self):
        return self.desk.window.clip

    def bring(self, clip: Path, qtbot: object) -> None:
        """Put a clip on the stick and take it."""
        shutil.copyfile(clip, self.stick)
        before = len(self.desk.seat.state.clips)
        QTest.mouseClick(self.page.stick, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(self.desk.seat.state.clips) > before, timeout=30_000)
        qtbot.waitUntil(lambda: not self.desk.tick() and not self.page.busy, timeout=30_000)


@pytest.fixture
def stage(tmp_path: Path, qtbot: object) -> Iterator[Stage]:
    clock = RehearsalClock(datetime(2026, 6, 4, 1, 0, tzinfo=UTC))
    centre: DemoCentre = set_up(tmp_path / "home", clock, 7)
    home, booth, stick = centre.home, centre.cast.booth, tmp_path / "stick.mp4"
    clips = BoothClipDesk(
        lambda attempt: home.media / attempt / "clips", lambda attempt: context_of(home.store, attempt).scheme.clip,
        Place("127.0.0.1"),
    )  # fmt: skip
    services = services_of(application_of(), home, clock, booth, PracticeBooth(clock), clips)
    window = KioskWindow()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    desk = KioskDesk(window, replace(services, stick_video=lambda: stick))
    desk.start()
    window.show()
    examiner = DeskExaminer(lambda attempt: Desk(home.store, clock, booth, centre.cast.examiner, attempt))
    driver = WindowDriver(desk, examiner, centre.booking.admission_number, four_of(centre), Hand(window, keys=False))
    while not driver.stages or driver.stages[-1] != "clip_ready":
        driver.step()
    assert window.pages.currentWidget() is window.clip
    yield Stage(desk, clock, stick)
    desk.stop()
    clips.close()
    home.close()


def test_a_clip_is_watched_replaced_and_handed_in(stage: Stage, tmp_path: Path, qtbot: object) -> None:
    page = stage.page
    stage.bring(asset("demo", "presenter.mp4"), qtbot)
    assert page.look.isVisible()
    QTest.mouseClick(page.look, Qt.MouseButton.LeftButton)
    player = page.player
    assert player is not None
    qtbot.waitUntil(lambda: player.picture.image is not None and player.bar.value() > 0, timeout=30_000)
    assert player.picture.image.width() < player.picture.image.height(), "an upright clip is shown upright"
    assert player.fault.text() == ""
    QTest.mouseClick(player.toggle, Qt.MouseButton.LeftButton)
    assert not player.playing
    QTest.keyClick(player, Qt.Key.Key_Escape)
    assert not player.isVisible()
    first = stage.desk.seat.state.clip.last_usable
    stage.bring(film(tmp_path / "second.mp4", 17), qtbot)
    second = stage.desk.seat.state.clip.last_usable
    assert second != first
    QTest.mouseClick(page.hand_in, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.question.yes, Qt.MouseButton.LeftButton)
    assert (stage.desk.seat.state.clip.handed_in, stage.desk.seat.state.clip.submitted) == (second, "candidate")


def test_when_time_runs_out_the_last_good_one_is_handed_in(stage: Stage, tmp_path: Path, qtbot: object) -> None:
    stage.bring(film(tmp_path / "good.mp4", 17), qtbot)
    good = stage.desk.seat.state.clip.last_usable
    stage.bring(film(tmp_path / "short.mp4", 3), qtbot)
    assert stage.page.result.isVisible()
    QTest.mouseClick(stage.page.look, Qt.MouseButton.LeftButton)
    seat = stage.desk.seat
    stage.clock.pass_ms(remaining_ms(seat.state, seat.elapsed_ms()))
    stage.desk.tick()
    assert (seat.state.clip.handed_in, seat.state.clip.submitted) == (good, "time_up")
    assert stage.desk.window.pages.currentWidget() is stage.desk.window.draw
    assert not stage.page.player.isVisible(), "what was playing ends with the stage"
    assert not stage.page.player.playing
