"""Which ground each text of a window stands on, and whether the contrast of the two was measured."""

import re
from dataclasses import fields

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.screens.parts.veil import Veil
from app.screens.theme import PAIRS, Tokens, tokens_of

WRITTEN = re.compile(r"color:(#[0-9a-f]{6})")
TEXT = {QLabel: QPalette.ColorRole.WindowText, QPushButton: QPalette.ColorRole.ButtonText}
FIELD = dict.fromkeys((QLineEdit, QPlainTextEdit, QComboBox), QPalette.ColorRole.Text)


def grounds_of(window: QWidget, picture: QImage) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the measured pairs of text and ground that a picture of a window shows, and the texts on any other."""
    measured, other = set(), set()
    front = next((each for each in window.findChildren(Veil) if each.isVisible()), window)  # what lies behind is veiled
    for kind in (*TEXT, *FIELD):
        for part in (each for each in front.findChildren(kind) if each.isVisible()):
            if isinstance(part, QLabel) and not part.text():
                continue
            ground, tokens = ground_of(part, window, picture), tokens_of(part)
            for colour in colours_of(part) if ground is not None else ():
                pairs = {(a, b) for a in names_of(tokens, colour) for b in names_of(tokens, ground)} & set(PAIRS)
                measured |= pairs
                if not pairs:
                    other.add(f"{type(part).__name__} {colour} on {ground} ({part.objectName()})")
    return measured, other


def names_of(tokens: Tokens, colour: str) -> set[str]:
    return {each.name for each in fields(tokens) if getattr(tokens, each.name).lower() == colour.lower()}


def ground_of(part: QWidget, window: QWidget, picture: QImage) -> str | None:
    """The colour under a text, beside its first letter, where nothing is written; None: it is scrolled away."""
    inset = QPoint(1, 1) if isinstance(part, QLabel) else QPoint(8, part.height() // 2)
    at = part.mapTo(window, inset)
    if not part.visibleRegion().contains(inset) or not picture.rect().contains(at):
        return None
    return picture.pixelColor(at).name()


def colours_of(part: QWidget) -> set[str]:
    kinds = {**TEXT, **FIELD}
    role = next(role for kind, role in kinds.items() if isinstance(part, kind))
    written = set(WRITTEN.findall(part.text())) if isinstance(part, QLabel) else set()
    group = QPalette.ColorGroup.Active if part.isEnabled() else QPalette.ColorGroup.Disabled
    placeholder = QPalette.ColorRole.PlaceholderText
    if isinstance(part, QLineEdit | QPlainTextEdit) and part.placeholderText():
        written.add(part.palette().color(group, placeholder).name())
    return written or {part.palette().color(group, role).name()}
