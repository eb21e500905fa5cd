"""What every test stands on: no screen, no real home folder."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

PATIENCE_MS = 30_000
"""How long a fact is waited for: it ends the wait as soon as it is true, and a busy machine may be slow."""


class PatientBot(QtBot):
    """The usual one, with our patience where a test names none."""

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):  # noqa: N802 - the bot's own name
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **words):  # noqa: N802 - the bot's own name
        return super().waitSignal(signal, timeout=timeout, **words)

    def waitSignals(self, signals, *, timeout=PATIENCE_MS, **words):  # noqa: N802 - the bot's own name
        return super().waitSignals(signals, timeout=timeout, **words)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


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
