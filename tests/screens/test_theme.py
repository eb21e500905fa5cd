"""Colours can be read, fonts are there."""

import re
from itertools import product

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

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


def look_of(sheet: str, marks: set[str]) -> dict[str, str]:
    """Return what the rules of a push button with these attributes and states add up to, as Qt would."""
    found: list[tuple[int, int, dict[str, str]]] = []
    for place, (selectors, body) in enumerate(re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)):
        said = dict(re.findall(r"([a-z-]+):\s*([^;]+?)\s*(?:;|$)", body))
        for each in (each.strip() for each in selectors.split(",")):
            if each.startswith("QPushButton"):
                asked = set(re.findall(r"\[[^]]+\]|:[a-z]+", each))
                if asked <= marks:
                    found.append((len(asked), place, said))
    added: dict[str, str] = {}
    for _, _, said in sorted(found, key=lambda rule: rule[:2]):
        added |= said
    return added


ROLES = ("filled", "outline", "quiet", "bar", "desk", "desk-filled", "mini", "step", "digit", "key")
CHOICES = tuple(each for each in ROLES if "filled" not in each)
"""One of several is never the one thing to do."""


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("role", "chosen"), [*product(ROLES, [False]), *product(CHOICES, [True])])
def test_a_button_can_be_read_and_tells_that_it_is_held(tokens: Tokens, role: str, *, chosen: bool) -> None:
    sheet, base = theme.style_sheet(tokens), {f'[role="{role}"]', *(['[chosen="true"]'] if chosen else [])}
    looks = {state: look_of(sheet, base | {f":{each}" for each in state.split()})
             for state in ("", "hover", "hover pressed", "disabled")}  # fmt: skip
    for state, look in looks.items():
        ground = look["background"]
        for under in (tokens.paper, tokens.card) if ground == "transparent" else (ground,):
            assert contrast(look["color"], under) >= 4.5, (state, look)
    assert looks["hover pressed"]["background"] not in (looks[""]["background"], looks["hover"]["background"])


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_chosen_line_of_an_open_list_is_lit_and_large_enough_for_a_finger(tokens: Tokens, qtbot: object) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window, tokens)
    choice = QComboBox()
    choice.addItems(["×0.5", "×1", "×2"])
    choice.setCurrentIndex(1)
    QVBoxLayout(window).addWidget(choice)
    window.show()
    choice.showPopup()
    view = choice.view()
    boxes = [view.visualRect(choice.model().index(line, 0)) for line in range(3)]
    seen = view.viewport().grab().toImage()
    colours = [seen.pixelColor(box.right() - 20, box.center().y()).name().upper() for box in boxes]
    assert colours == [tokens.card.upper(), tokens.wash.upper(), tokens.card.upper()]
    assert min(box.height() for box in boxes) >= theme.TARGET_FINGER
    choice.hidePopup()
