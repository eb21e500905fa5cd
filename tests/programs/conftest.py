"""Commands that open windows do it without a screen and a sound card; Qt says so of each."""

import pytest

from tests.machine import MACHINE_WORDS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/programs/" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore(*MACHINE_WORDS, extend=True))
