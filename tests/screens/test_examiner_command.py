"""``kaobo examiner`` as it is started: a window that asks who sits down, and a booth that is waited for."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.programs.kaobo import run
from app.screens.examiner.window import ExaminerWindow
from app.storage.home import create_home


def test_the_desk_opens_on_a_home_and_asks_who_sits_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    create_home(tmp_path / "home").close()
    seen: list[str] = []

    def at_once() -> int:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, ExaminerWindow) and window.isVisible():
                shown = window.pages.currentWidget()
                seen.append(shown.objectName())
                window.close()
        return 0

    monkeypatch.setattr(qapp, "exec", at_once)
    monkeypatch.setattr("app.programs.examiner_program.Incidents.listen", lambda _: None)
    assert run(["examiner", "--home", str(tmp_path / "home"), "--window"]) == 0
    assert seen == ["sign-in"]


@pytest.mark.parametrize("link", ["192.168.1.20:8472", "https://booth:1"])
def test_a_wrong_address_is_refused_before_anything_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    assert run(["examiner", "--home", str(tmp_path / "none"), "--link", link]) == 2
    assert "no booth's address" in capsys.readouterr().err


def test_without_a_home_the_desk_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["examiner", "--home", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.strip()
