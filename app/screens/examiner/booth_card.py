"""One booth as a supervisor sees it: which gate, how much time, whether all is well."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.centre.supervision import BoothLine
from app.screens.examiner.supervision_words import booth_health, stage_name
from app.screens.parts.labels import SignedLine, label, re_role
from app.screens.parts.marks import Sign
from app.screens.parts.ring import Ring
from app.screens.theme import SPACE_1, SPACE_3


class BoothCard(QFrame):
    """Shows a booth; nothing on it can be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.place, self.stage, self.ring = label("desk-strong"), label("soft"), Ring(60)
        self._health: list[SignedLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_1)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.place)
        names.addWidget(self.stage)
        head = QHBoxLayout()
        head.addLayout(names, 1)
        head.addWidget(self.ring)
        column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_booth(self, line: BoothLine) -> None:
        """Show how a booth stands."""
        self.place.setText(" · ".join(each for each in (line.station, line.number) if each))
        self.stage.setText(stage_name(line.stage))
        self.ring.setVisible(line.limit_ms > 0)
        if line.limit_ms:
            self.ring.show_time(line.remaining_ms, line.limit_ms, stopped=line.interrupted or line.awaiting_grant)
        health = booth_health(line)
        while len(self._health) < len(health):
            made = SignedLine(Sign.TICK, "jade", "desk", 20)
            self._health.append(made)
            self._lines.addWidget(made)
        for made, each in zip(self._health, health, strict=False):
            made.say(each.words, Sign.TICK if each.good else Sign.CARE, "jade" if each.good else "amber")
        for place, made in enumerate(self._health):
            made.setVisible(place < len(health))
        re_role(self, "card" if all(each.good for each in health) else "care", "ground")
