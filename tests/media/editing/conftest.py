"""Phone files, made once for a run of the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.media.editing.phone_files import film


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("phone")


@pytest.fixture(scope="session")
def plain(files: Path) -> Path:
    """An ordinary upright clip of 16 seconds."""
    return film(files / "plain.mp4")


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    return lambda name, *words, **named: film(tmp_path / name, *words, **named)
