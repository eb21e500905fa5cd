"""Colours can be read, fonts are there."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics

from app.screens import theme
from app.screens.theme import DARK, LIGHT, PAIRS, Tokens, contrast


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_pair_of_text_and_ground_reaches_four_and_a_half_to_one(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21
    assert contrast("#777777", "#777777") == 1


def test_the_shipped_family_is_known_and_has_chinese() -> None:
    assert theme.FAMILY in QFontDatabase.families()
    assert QFontMetrics(theme.font(18)).inFontUcs4(ord("龑"))


def test_figures_are_of_equal_width() -> None:
    metrics = QFontMetrics(theme.font(20, 700))
    assert len({metrics.horizontalAdvance(each) for each in "0123456789"}) == 1
