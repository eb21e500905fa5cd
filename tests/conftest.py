"""What every test stands on: no screen, no real home folder."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest


@pytest.fixture(autouse=True)
def _no_real_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep a test that forgets ``--home`` away from this user's own Kaobo."""
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("KAOBO_DATABASE", raising=False)
