"""Laws of layout that hold on every page of every window: nothing lies on anything, nothing scrolls into nothing.

Why this room exists: a picture shows one size in one language; a law looks at all of them.
"""

import re

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

from app.screens.parts.veil import Veil

LEAVES = (QLabel, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
"""What is read or aimed at."""

_CURSOR_PX = 4
MARGIN_PX = 16
"""A page that is higher than its room by less than its lower margin may scroll."""


def layout_faults(window: QWidget) -> list[str]:
    """Return what breaks a law in a settled window."""
    return [
        *_overlapping(window),
        *_cards_off(window),
        *_scrolls_into_nothing(window),
        *_words_cut(window),
        *_hints_cut(window),
        *_choices_cut(window),
    ]


def _box(window: QWidget, each: QWidget) -> QRect:
    return QRect(each.mapTo(window, QPoint(0, 0)), each.size())


def _in_sight(window: QWidget, each: QWidget) -> QRect:
    box, above = _box(window, each), each.parentWidget()
    while above is not None and above is not window:
        box = box.intersected(_box(window, above))
        above = above.parentWidget()
    return box


def _veil_of(each: QWidget) -> Veil | None:
    at: QWidget | None = each
    while at is not None and not isinstance(at, Veil):
        at = at.parentWidget()
    return at


def _leaves(window: QWidget) -> list[QWidget]:
    every = [each for kind in LEAVES for each in window.findChildren(kind) if each.isVisible()]
    return [each for each in every
            if not isinstance(each.parentWidget(), QComboBox | QPlainTextEdit | QAbstractButton)
            and not (isinstance(each, QLabel) and not each.text())]  # fmt: skip


def _overlapping(window: QWidget) -> list[str]:
    found, boxes = [], [(each, _in_sight(window, each), _veil_of(each)) for each in _leaves(window)]
    for place, (one, box, veil) in enumerate(boxes):
        for other, other_box, other_veil in boxes[place + 1 :]:
            shared = box.intersected(other_box)
            if veil is other_veil and shared.width() > 2 and shared.height() > 2:
                found.append(f"{_told(one)} lies on {_told(other)} by {shared.width()}×{shared.height()}")
    return found


def _cards_off(window: QWidget) -> list[str]:
    open_now = [each for each in window.findChildren(Veil) if each.isVisible()]
    return [f"{type(each).__name__}'s card leaves the window: {_box(window, each.card).getRect()}"
            for each in open_now if not window.rect().contains(_box(window, each.card))]  # fmt: skip


def _scrolls_into_nothing(window: QWidget) -> list[str]:
    found = []
    for area in window.findChildren(QScrollArea):
        inner = area.widget()
        if not area.isVisible() or inner is None or area.verticalScrollBar().maximum() == 0:
            continue
        parts = [each for each in inner.findChildren(QWidget) if each.isVisible()]
        lowest = max((_box(inner, each).bottom() for each in parts), default=0)
        if lowest + MARGIN_PX < area.viewport().height() or inner.height() - lowest > 60:
            found.append(f"scrolls to {inner.height()}, shows nothing below {lowest}")
    return found


def _words_cut(window: QWidget) -> list[str]:
    """A label that wraps breaks between words alone: a long one is cut at the side."""
    found = []
    for each in window.findChildren(QLabel):
        if each.isVisible() and each.wordWrap():
            words = re.sub(r"<[^>]*>|[/-]", " ", each.text()).split()
            wide = [word for word in words if word.isascii()
                    and each.fontMetrics().horizontalAdvance(word) > each.width() + 1]  # fmt: skip
            found += [f"“{word}” is cut at {each.width()}" for word in wide]
    return found


def _hints_cut(window: QWidget) -> list[str]:
    """What an empty field says that it is for must stand in it whole."""
    found = []
    for each in window.findChildren(QLineEdit):
        if each.isVisible() and each.placeholderText():
            option = QStyleOptionFrame()
            each.initStyleOption(option)
            room = each.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, each)
            if each.fontMetrics().horizontalAdvance(each.placeholderText()) + _CURSOR_PX > room.width():
                found.append(f"the hint “{each.placeholderText()}” is cut at {room.width()}")
    return found


def _choices_cut(window: QWidget) -> list[str]:
    """What is chosen stands whole in its field, or whole under it."""
    found = []
    for each in window.findChildren(QComboBox):
        if not each.isVisible() or not each.currentText():
            continue
        option = QStyleOptionComboBox()
        each.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = each.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, each)
        beside = each.parentWidget().findChildren(QLabel)
        said = any(other.isVisible() and other.text() == each.currentText() for other in beside)
        if each.fontMetrics().horizontalAdvance(each.currentText()) > room.width() and not said:
            found.append(f"the choice “{each.currentText()}” is cut at {room.width()}")
    return found


def _told(each: QWidget) -> str:
    text = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
    return f"{type(each).__name__} “{text[:30]}”"
