"""The examiner's window in the dark: switched while it stands open, remembered, and every text readable."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from app import screens
from app.centre.seat import Station
from app.exam.errors import Unavailable
from app.programs.desk_settings import DARK as KEPT_DARK
from app.programs.desk_settings import FILE, desk_settings
from app.programs.examiner_program import services_of
from app.screens.examiner.examiner_desk import ExaminerDesk, ShellServices
from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.examiner_scenes import ExaminerScene, examiner_scenes
from app.screens.gallery.film_scenes import film_scenes
from app.screens.gallery.kiosk_scenes import Content
from app.screens.gallery.room_scenes import room_scenes
from app.screens.gallery.shots import DESK_SCREENS, settle, shot
from app.screens.theme import DARK, LIGHT, Tokens, tokens_of
from app.settings import SOFTWARE
from tests.centre.conftest import _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.contrast import grounds_of
from tests.screens.scene_checks import filled
from tests.screens.sheet_room import desk_services

SCREEN = DESK_SCREENS[0]


def scenes_of(chinese: Content, scheme) -> tuple[ExaminerScene, ...]:
    return (*examiner_scenes(chinese, scheme), *film_scenes(chinese, scheme), *room_scenes(chinese, scheme))


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_on_a_ground_that_its_contrast_was_measured_on(
    chinese: Content, scheme, tokens: Tokens, qtbot
) -> None:
    faults, shown = set(), set()
    for scene in scenes_of(chinese, scheme):
        window = filled(scene, SCREEN, qtbot)
        window.wear(tokens)
        settle(window, SCREEN)
        measured, other = grounds_of(window, shot(window, SCREEN))
        shown |= measured
        faults |= {f"{scene.name}: {each}" for each in other}
        window.close()
    assert sorted(faults) == []
    assert {("ink", "card"), ("ink_soft", "paper"), ("on_seal", "seal"), ("seal", "wash")} <= shown


def test_a_window_turned_to_dark_looks_as_if_it_had_begun_dark_and_back_again_as_before(
    chinese: Content, scheme, qtbot
) -> None:
    faults = []
    one_a_page = {scene.name.partition("-")[0]: scene for scene in scenes_of(chinese, scheme)}
    for scene in one_a_page.values():
        begun = ExaminerWindow()
        qtbot.addWidget(begun)
        begun.wear(DARK)
        settle(begun, SCREEN)
        scene.fill(begun)
        settle(begun, SCREEN)
        turned = filled(scene, SCREEN, qtbot)
        light = shot(turned, SCREEN)
        turned.wear(DARK)
        settle(turned, SCREEN)
        if shot(turned, SCREEN) != shot(begun, SCREEN):
            faults.append(f"{scene.name}: other than one that began dark")
        turned.wear(LIGHT)
        settle(turned, SCREEN)
        if shot(turned, SCREEN) != light:
            faults.append(f"{scene.name}: other than before")
        for window in (begun, turned):
            window.close()
    assert faults == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_opens_over_the_window_wears_its_theme(tokens: Tokens, qtbot) -> None:
    window = ExaminerWindow()
    qtbot.addWidget(window)
    window.wear(tokens)
    window.show()
    menu = window.sign_in.login.createStandardContextMenu()
    menu.popup(window.mapToGlobal(QPoint(20, 20)))
    QToolTip.showText(window.mapToGlobal(QPoint(20, 200)), "Ctrl+1", window.rail.language)
    tip = next(each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))
    for opened in (menu, tip):
        ground = opened.grab().toImage().pixelColor(4, 4).name()
        text = opened.palette().color(QPalette.ColorRole.WindowText).name()
        assert ground == tokens.card.lower(), type(opened).__name__
        assert text == tokens.ink.lower(), type(opened).__name__
    menu.close()
    QToolTip.hideText()


def test_no_page_names_a_colour_of_its_own() -> None:
    own = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*(?:\d|[\"'])|GlobalColor\.(?!transparent)")
    top = Path(str(screens.__file__)).parent
    found = [
        f"{each.relative_to(top)}:{number}"
        for each in sorted(top.rglob("*.py"))
        if each.name not in ("theme.py", "host.py")  # the tokens, and a drawn person
        for number, line in enumerate(each.read_text(encoding="utf-8").splitlines(), start=1)
        if own.search(line)
    ]
    assert found == []


@pytest.fixture
def desk(centre, qtbot, qapp: QApplication):  # noqa: F811 - the fixture of that name
    """Open a desk on the station's home as the command does."""
    made: list[ExaminerDesk] = []

    def opened() -> ExaminerDesk:
        station = Station("desk-1", centre.home.keys.station, SOFTWARE)
        window = ExaminerWindow()
        qtbot.addWidget(window)
        made.append(ExaminerDesk(window, services_of(qapp, centre.store, centre.clock, station, centre.home.path), ()))
        window.resize(1366, 768)
        window.show()
        made[-1].start()
        return made[-1]

    yield opened
    for each in made:
        each.stop()


def test_a_station_opens_light_and_remembers_what_was_chosen_there(centre, desk) -> None:  # noqa: F811 - the fixture of that name
    first = desk()
    assert tokens_of(first.window) is LIGHT
    switch = first.window.sign_in.theme
    assert switch.text() == "Dark"
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert tokens_of(first.window) is DARK
    assert switch.text() == "Light"
    assert desk_settings(centre.home.path).theme == KEPT_DARK
    again = desk()
    assert tokens_of(again.window) is DARK
    again.window.rail.theme.click()
    assert tokens_of(again.window) is LIGHT
    assert tokens_of(desk().window) is LIGHT


def test_a_spoilt_file_of_looks_keeps_nobody_from_the_desk(centre, desk) -> None:  # noqa: F811 - the fixture of that name
    (centre.home.path / FILE).write_bytes(b"\xff{")
    assert tokens_of(desk().window) is LIGHT
    (centre.home.path / FILE).write_text('["dark"]')
    assert tokens_of(desk().window) is LIGHT


def test_a_theme_that_cannot_be_remembered_is_worn_and_said(centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    def refuse(_: bool) -> None:
        raise Unavailable("desk.json cannot be written.", advice="Check the disk and its rights.")

    window = ExaminerWindow()
    qtbot.addWidget(window)
    desk = ExaminerDesk(window, ShellServices(desk_services(centre), "Yiwu", lambda _: None, keep_dark=refuse), ())
    desk.start()
    window.show()
    window.sign_in.theme.click()
    assert tokens_of(window) is DARK
    assert window.incident.isVisible()
    desk.stop()
