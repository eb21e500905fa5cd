"""The clip stage with the real hand-in: watched, replaced, handed in; and by the clock, the last good one."""

import http.client
import json
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
from app.media.upload import hand_in
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
    clips: BoothClipDesk

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
    yield Stage(desk, clock, stick, clips)
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
    assert stage.desk.window.draw.behind.text.text() == "时间到，已自动提交最后一条可以提交的短视频。"


def test_a_clip_that_is_still_on_its_way_when_the_time_ends_is_told_on_the_next_page(
    stage: Stage, tmp_path: Path, qtbot: object
) -> None:
    seat = stage.desk.seat
    half_sent(stage.clips.url, film(tmp_path / "good.mp4", 17))
    stage.desk.tick()
    assert stage.page.busy
    stage.clock.pass_ms(remaining_ms(seat.state, seat.elapsed_ms()))
    stage.desk.tick()
    line = stage.desk.window.draw.behind
    assert line.isVisible()
    assert line.text.text() == "时间到，没有收到可以提交的短视频。还在传送或检查的那条来不及计入。"
    QTest.mouseClick(stage.desk.window.bar.language, Qt.MouseButton.LeftButton)
    assert line.text.text() == (
        "The time was up before a video that can be handed in had arrived. "
        "The one that was still on its way came too late to count."
    )
    QTest.mouseClick(stage.desk.window.draw.go, Qt.MouseButton.LeftButton)
    assert not line.isVisible(), "the card that was turned over is what counts now"


def half_sent(url: str, film_file: Path) -> None:
    """Send the first half of a film as a phone does, and fall silent."""
    data = film_file.read_bytes()
    host, _, path = url.removeprefix("http://").partition("/")
    link = http.client.HTTPConnection(host)
    link.request("POST", f"/{path}/offer", json.dumps({"name": film_file.name, "size": len(data), "stamp": "1"}))
    told = json.loads(link.getresponse().read())
    link.request("PUT", f"/{path}/parts/{told['part']}?offset=0", data[: len(data) // 2])
    assert json.loads(link.getresponse().read()) == {"offset": len(data) // 2}
    link.close()


def test_a_phone_that_falls_silent_keeps_nobody_from_handing_in_what_is_there(
    stage: Stage, tmp_path: Path, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, seat = stage.page, stage.desk.seat
    stage.bring(film(tmp_path / "good.mp4", 17), qtbot)
    half_sent(stage.clips.url, film(tmp_path / "better.mp4", 18))
    stage.desk.tick()
    assert (page.busy, page.hand_in.isEnabled(), page.stick.isEnabled()) == (True, False, False)
    monkeypatch.setattr(hand_in, "SILENT_S", 0)
    stage.desk.tick()
    assert (page.busy, page.hand_in.isEnabled(), page.stick.isEnabled()) == (False, True, True)
    assert page.fault.isVisible()
    assert page.result.isVisible(), "the good one is shown again"
    QTest.mouseClick(page.hand_in, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.question.yes, Qt.MouseButton.LeftButton)
    assert seat.state.clip.submitted == "candidate"


def test_a_clip_that_came_while_the_clock_stood_counts_as_soon_as_it_goes_on(
    stage: Stage, tmp_path: Path, qtbot: object
) -> None:
    seat = stage.desk.seat
    seat.interrupt("examiner")
    stage.desk.tick()
    stage.clips.take_file(film(tmp_path / "good.mp4", 17))
    qtbot.waitUntil(lambda: bool(stage.clips.received()), timeout=30_000)
    stage.desk.tick()
    assert seat.state.clips == (), "nothing is written while the clock stands"
    seat.go_on()
    stage.desk.tick()
    assert [each.clip for each in seat.state.clips] == [each.received.clip for each in stage.clips.received()]
    assert stage.page.hand_in.isEnabled()
    assert not stage.page.notice.isVisible(), "no word of what was refused in the pause"


def test_a_clip_whose_entry_a_pulled_plug_took_is_entered_after_the_restart(
    stage: Stage, tmp_path: Path, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = stage.desk.seat
    monkeypatch.setattr(stage.clips._hand_in, "_arrived", lambda _: None)  # killed between the shelf and the record
    stage.clips.take_file(film(tmp_path / "good.mp4", 17))
    qtbot.waitUntil(lambda: bool(stage.clips.received()), timeout=30_000)
    assert seat.state.clips == ()
    stage.desk.stop()
    stage.desk.start()
    assert stage.desk.seat.state.clip.last_usable == stage.clips.received()[0].received.clip


def test_an_earlier_clip_sent_again_is_the_one_that_is_watched_and_told(
    stage: Stage, tmp_path: Path, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, short = film(tmp_path / "good.mp4", 17), film(tmp_path / "short.mp4", 3)
    for each in (good, short, good):
        stage.bring(each, qtbot)
    last = stage.desk.seat.state.clips[-1]
    assert last.usable
    assert stage.clips.received()[-1].received.clip == last.clip, "the phone reads of the same clip as the booth"
    watched: list[Path] = []
    monkeypatch.setattr(stage.page, "play", watched.append)
    QTest.mouseClick(stage.page.look, Qt.MouseButton.LeftButton)
    assert [each.read_bytes() for each in watched] == [good.read_bytes()]
