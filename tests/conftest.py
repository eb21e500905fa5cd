"""What every test stands on: no screen, no real home folder."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: QApplication) -> QApplication:
    """Make the one Qt application with windows before a command that needs none makes one without.

    A Quit that waits behind the last window of one test would end every event loop of those that follow.
    """
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


@pytest.fixture(autouse=True)
def _no_real_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep a test that forgets ``--home`` away from this user's own Kaobo."""
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("KAOBO_DATABASE", raising=False)
