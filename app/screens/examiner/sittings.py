"""The sittings that a page can show: loaded, named, kept, and the list that one is chosen from.

Why this room exists: queue, moderation, supervision and closing ask the same question first; who turns from one to
the other finds it in the same place, asked in the same words.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox

from app.centre.ports import Store
from app.centre.values import Sitting

type SittingTitles = tuple[tuple[str, str], ...]
"""(id, title) of each sitting that can be chosen, the newest first."""

LEAST_LETTERS = 22
"""The list is wide enough for a sitting's code and the beginning of its place."""


def sittings_of(store: Store) -> tuple[Sitting, ...]:
    """Return every sitting of the centre, the newest first."""
    with store.reading() as books:
        return tuple(books.sittings.all())


def titles_of(sittings: Iterable[Sitting]) -> SittingTitles:
    """Return how the sittings are called in the list."""
    return tuple((each.id, f"{each.code} · {each.place}") for each in sittings)


def kept_or_newest(sittings: Iterable[Sitting], kept: str) -> str:
    """Return the id of the sitting that was looked at, or of the newest; empty: there is none."""
    ids = [each.id for each in sittings]
    return kept if kept in ids else next(iter(ids), "")


class SittingList(QComboBox):
    """Shows the sittings; reports which is asked for."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sittings: SittingTitles = ()
        self.setProperty("role", "desk")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)
        self.activated.connect(lambda place: self.asked.emit(self._sittings[place][0]))
        self._name()

    def show_sittings(self, sittings: SittingTitles, sitting: str) -> None:
        """Show the sittings with one of them chosen; an unknown one leaves the list without a choice."""
        if sittings != self._sittings:
            self._sittings = sittings
            self.clear()
            self.addItems([title for _, title in sittings])
        ids = [each for each, _ in sittings]
        self.setCurrentIndex(ids.index(sitting) if sitting in ids else -1)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Sitting"))

    def changeEvent(self, event: QEvent) -> None:
        """Name the list anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)
