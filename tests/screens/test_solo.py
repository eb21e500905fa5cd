"""``kaobo`` alone: an empty home is set up or practised with; both windows of one PC show one exam."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.centre.access import sign_in
from app.exam.errors import Unavailable
from app.media.capture.cameras import ListedDevice
from app.programs import solo_program
from app.programs.booth_settings import booth_settings
from app.programs.practice import PRACTICE_PIN
from app.programs.rehearsal.desk_driver import WindowExaminer
from app.programs.rehearsal.window_driver import Hand, WindowDriver
from app.programs.solo_program import Way
from app.programs.windows import application_of
from app.screens.kiosk.setup import SetupPage
from app.settings import Settings
from app.storage.clock import SystemClock
from app.storage.home import open_home
from tests.screens.layout_laws import layout_faults


@pytest.fixture
def way(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Way]:
    monkeypatch.setattr(solo_program, "listed_cameras", list)
    monkeypatch.setattr(solo_program, "listed_microphones", list)
    made = Way(application_of(), Settings(tmp_path / "home"), SystemClock())
    yield made
    made.close()
    for window in (made.asking, *((made.solo.kiosk, made.solo.examiner) if made.solo else ())):
        if window is not None:
            window.close()
            window.deleteLater()


def test_whoever_sets_up_may_read_english_or_chinese(way: Way) -> None:
    way.ask()
    assert way.asking is not None
    page = way.asking.setup
    QTest.keyClicks(page._fields["centre"], "Yiwu base")
    assert (page.title.text(), page.language.text()) == ("设置本考点", "English")
    QTest.mouseClick(page.language, Qt.MouseButton.LeftButton)
    QCoreApplication.sendPostedEvents()
    assert (page.title.text(), page.language.text()) == ("Set up this centre", "中文")
    assert page.wish().centre == "Yiwu base", "nothing that was typed is lost"
    QTest.mouseClick(page.language, Qt.MouseButton.LeftButton)
    QCoreApplication.sendPostedEvents()
    assert page.title.text() == "设置本考点"


def test_an_empty_home_is_set_up_on_one_page(way: Way, tmp_path: Path) -> None:
    way.ask()
    assert way.asking is not None
    page = way.asking.setup
    assert not page.go.isEnabled()
    typed = {"centre": "Yiwu base", "booth": "booth-3", "name": "Chen Jing", "login": "chen", "pin": "246810"}
    for name, text in typed.items():
        QTest.keyClicks(page._fields[name], text)
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert way.solo is not None
    assert way.solo.kiosk.isVisible()
    assert way.solo.examiner.isVisible()
    assert not way.asking.isVisible()
    assert "booth-3" in way.solo.kiosk.language.place.text()
    assert "Yiwu base" in way.solo.kiosk.language.place.text()
    home = open_home(tmp_path / "home")
    assert sign_in(home.store, SystemClock(), "chen", "246810").staff.name == "Chen Jing"
    with home.store.reading() as books:
        assert {each.kind for each in books.releases.listed()} == {"bank", "scheme"}
    home.close()
    assert booth_settings(tmp_path / "home").booth == "booth-3"


def test_a_wrong_login_is_said_and_nothing_is_made(way: Way, tmp_path: Path) -> None:
    way.ask()
    assert way.asking is not None
    page = way.asking.setup
    for name, text in {"centre": "Y", "booth": "b", "name": "C", "login": "chen jing", "pin": "246810"}.items():
        QTest.keyClicks(page._fields[name], text)
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert way.solo is None
    assert page.problem.isVisible()
    assert not (tmp_path / "home").exists()


def fill(page: SetupPage, **other: str) -> None:
    usual = {"centre": "Yiwu base", "booth": "booth-3", "name": "Chen", "login": "chen", "pin": "246810"}
    for name, text in {**usual, **other}.items():
        page._fields[name].clear()
        page._fields[name].insert(text)  # as an input method commits it
    page._judge()


def test_a_refusal_takes_back_no_choice_and_turns_its_language(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solo_program, "listed_cameras", lambda: [ListedDevice("0", "A"), ListedDevice("1", "B")])
    way.ask()
    assert way.asking is not None
    page = way.asking.setup
    fill(page, login="chen jing")
    page.camera.setCurrentIndex(1)
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert page.camera.currentText() == "B"
    before = page.problem.text()
    assert not before.isascii()
    QTest.mouseClick(page.language, Qt.MouseButton.LeftButton)
    QCoreApplication.sendPostedEvents()
    assert page.problem.text().isascii()
    assert page.camera.currentText() == "B"


def test_of_two_cameras_of_one_make_each_can_be_chosen(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [ListedDevice(source, "USB Camera") for source in ("5", "6", "7")]
    monkeypatch.setattr(solo_program, "listed_cameras", lambda: found)
    monkeypatch.setattr(solo_program.Way, "open", lambda _: None)
    way.ask()
    assert way.asking is not None
    page = way.asking.setup
    fill(page, centre="“Yiwu” <b>'base'</b> & co", name='O\'Brien "Bob"')
    page.camera.setCurrentIndex(2)
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    kept = booth_settings(tmp_path / "home")
    assert (kept.camera, kept.centre) == ("7", "“Yiwu” <b>'base'</b> & co")


@pytest.mark.parametrize("wide", [683, 1180])
def test_a_long_name_of_a_device_pushes_nothing_out_of_the_window(
    wide: int, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = ListedDevice("m", "Monitor of Built-in Audio Analog Stereo (alsa_output.pci-0000_00_1f.3.analog-stereo)")
    monkeypatch.setattr(solo_program, "listed_microphones", lambda: [long])
    way.ask()
    assert way.asking is not None
    way.asking.resize(wide, 760)
    QCoreApplication.sendPostedEvents()
    page, window = way.asking.setup, way.asking
    assert window.width() == wide
    for each in (page.practice, page.language, page.go, page.microphone):
        assert each.mapTo(window, each.rect().bottomRight()).x() < wide, each.accessibleName()
    assert page.wish().microphone == long.name


@pytest.mark.parametrize("pin", ["      ", "１２３４５６", "٢٤٦٨١٠٢٤", "²²²²²²²²", "12345", "1234567890123"])
def test_a_pin_that_the_locks_keypad_cannot_type_is_none(way: Way, pin: str) -> None:
    way.ask()
    assert way.asking is not None
    fill(way.asking.setup, pin=pin)
    assert not way.asking.setup.go.isEnabled()


def test_the_longest_names_that_can_be_typed_fit_every_first_page(way: Way) -> None:
    way.ask()
    assert way.asking is not None
    fill(way.asking.setup, centre="W" * 200, booth="W" * 200, name="W" * 200)
    QTest.mouseClick(way.asking.setup.go, Qt.MouseButton.LeftButton)
    assert way.solo is not None
    kiosk = way.solo.kiosk
    kiosk.showNormal()
    kiosk.resize(683, 384)
    QTest.mouseClick(kiosk.language.english, Qt.MouseButton.LeftButton)
    QCoreApplication.sendPostedEvents()
    assert kiosk.width() == 683
    assert layout_faults(kiosk) == []


def test_a_practice_for_which_there_is_no_room_says_so_on_the_page(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise Unavailable("No room.", advice="Check the disk.", zh=("没有空间。", "请检查磁盘。"))

    monkeypatch.setattr(solo_program, "PracticePlace", full)
    way.ask()
    assert way.asking is not None
    QTest.mouseClick(way.asking.setup.practice, Qt.MouseButton.LeftButton)
    assert way.asking.setup.problem.text() == "没有空间。 请检查磁盘。"
    assert way.asking.isVisible()


def test_a_newcomer_practises_the_whole_exam_and_leaves_nothing_behind(way: Way, tmp_path: Path, qtbot: object) -> None:
    begun = time.monotonic()
    way.ask()
    assert way.asking is not None
    QTest.mouseClick(way.asking.setup.practice, Qt.MouseButton.LeftButton)
    solo = way.solo
    assert solo is not None
    place = way._practice.place.path
    examiner = WindowExaminer(solo.examiner_desk, "examiner", PRACTICE_PIN)
    assert examiner.page.isVisible(), "the examiner of a practice sitting is signed in already"
    driver = WindowDriver(solo.kiosk_desk, examiner, *way._practice.ticket(), Hand(solo.kiosk, keys=False))
    wait = qtbot.waitUntil
    driver.step()
    assert solo.kiosk.check_in.go.isEnabled(), "the made-up candidate is filled in"
    assert time.monotonic() - begun < 60
    wait(lambda: not driver.step() and driver.stages[-1:] == ["consent"], timeout=120_000)
    assert examiner.page.booth.card.photo.image is not None, "the examiner saw the photo of check-in"
    wait(lambda: not driver.step() and driver.stages[-1] == "pitch", timeout=180_000)
    driver.stop_pitch = lambda seat: solo.booth.figures().position_ms > 1500
    wait(lambda: not examiner.booth.tick() and examiner.booth.moment()[0] != "", timeout=60_000)
    examiner.remark(0)
    assert len(examiner.booth.sheet.marking.state.tags) == 1
    wait(lambda: not driver.step() and driver.done, timeout=120_000)
    assert examiner.mark(170)
    assert examiner.booth.desk.sealed
    QTest.mouseClick(solo.kiosk.stand.button, Qt.MouseButton.LeftButton)
    assert solo.kiosk.pages.currentWidget() is solo.kiosk.language
    way.close()
    assert not place.exists()
