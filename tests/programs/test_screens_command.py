"""``kaobo screens``: a picture of each state that was asked for, and nothing left behind."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.programs.kaobo import run


def test_each_state_is_one_picture_and_its_window_goes(tmp_path: Path, qapp: QApplication) -> None:
    before = len(qapp.topLevelWidgets())
    wanted = ["--only", "02-check-in", "--size", "1920x1080", "--language", "en"]
    assert run(["screens", "--out", str(tmp_path), *wanted]) == 0
    made = sorted(each.name for each in tmp_path.iterdir())
    assert len(made) >= 2
    assert all(name.startswith("02-check-in") and "_en_1920x1080" in name for name in made)
    assert len(qapp.topLevelWidgets()) == before, "two thousand windows at once need 19 GB"
