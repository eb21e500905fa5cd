"""The draw: the ten samples as cards, shuffled, one turned over, with the proof's short code under it.

Why this room exists: chance that everybody can check should also be seen.
"""

from dataclasses import dataclass

from PySide6.QtCore import Property, QEasingCurve, QPropertyAnimation, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from app.screens.kiosk.behind import Behind, BehindLine
from app.screens.kiosk.page import Page
from app.screens.parts.labels import NoticeBanner, SignedLine, button, label, panel, rename, row, stack
from app.screens.parts.marks import Sign
from app.screens.parts.picture import ProductView
from app.screens.theme import RADIUS_CARD, SLOW_MS, SPACE_3, SPACE_4, SPACE_5, motion_ms, tokens_of


@dataclass(frozen=True, slots=True)
class DrawState:
    """``name`` is empty until the sample is drawn; ``picture`` a file of ``assets/samples``."""

    count: int
    name: str = ""
    industry: str = ""
    picture: str = ""
    proof: str = ""
    commitment: str = ""
    preparation_minutes: int = 1
    problem: str = ""
    advice: str = ""
    behind: Behind | None = None


class CardBack(QWidget):
    """The back of a card: the ring light and the seal's red dot."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(52, 72)
        self._lift = 0.0

    def _get_lift(self) -> float:
        return self._lift

    def _set_lift(self, lift: float) -> None:
        self._lift = lift
        self.update()

    lift = Property(float, _get_lift, _set_lift)

    def sizeHint(self) -> QSize:
        """Return a card's usual size."""
        return QSize(120, 160)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint a framed card with a ring."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3 + 8 * (1 - self._lift), -3, -3)
        painter.setPen(QPen(tokens.colour("line"), 1.4))
        painter.setBrush(tokens.colour("card"))
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        painter.setBrush(tokens.colour("wash"))
        painter.setPen(Qt.PenStyle.NoPen)
        inner = box.adjusted(7, 7, -7, -7)
        painter.drawRoundedRect(inner, 9, 9)
        side = min(inner.width(), inner.height()) * 0.46
        ring = QRectF(inner.center().x() - side / 2, inner.center().y() - side / 2, side, side)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.colour("line"), side * 0.13))
        painter.drawEllipse(ring)
        painter.setPen(QPen(tokens.colour("ink_soft"), side * 0.05))
        painter.drawArc(ring.adjusted(side * 0.16, side * 0.16, -side * 0.16, -side * 0.16), 90 * 16, -250 * 16)
        painter.end()


class DrawPage(Page):
    """Ten backs, then one face."""

    draw_asked = Signal()
    prepare_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = DrawState(10)
        self.title, self.hint, self.notice = label("title"), label("soft"), NoticeBanner()
        self.behind = BehindLine()
        self._cards = [CardBack() for _ in range(10)]
        self._backs = QWidget()
        self._grid = QGridLayout(self._backs)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_3)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // 5, place % 5)
        self.face, inside = panel("card", gap_px=SPACE_4)
        self._build_face(inside)
        self.go = button("filled", self._ask)
        stack(self.column, self.behind, self.title, self.hint, self.notice, self._backs, self.face)
        self.column.addStretch(1)
        self.foot.addStretch()
        self.foot.addWidget(self.go)
        self.show_foot()
        self.begin_at(self.go)
        self.repaint_words()

    def _build_face(self, inside: QVBoxLayout) -> None:
        self.picture = ProductView(220)
        self.kind, self.name = label("soft"), label("title")
        self.proof_label, self.proof = label("soft"), label("code")
        self.fair = SignedLine(Sign.TICK, "jade", "desk", 26)
        words = QVBoxLayout()
        words.setSpacing(SPACE_3)
        stack(words, self.kind, self.name)
        words.addSpacing(SPACE_5)
        stack(words, self.proof_label, self.proof, self.fair)
        self._face_line = row(self.picture, gap_px=SPACE_5)
        self._face_line.addLayout(words, 1)
        self._face_line.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        inside.addLayout(self._face_line)

    def show_state(self, state: DrawState) -> None:
        """Show the backs, or the card that was turned over."""
        turned = bool(state.name) and not self._state.name
        self._state = state
        if state.picture:
            self.picture.show_product(state.picture, state.name)
        self.repaint_words()
        if not state.name or turned:
            self._deal()

    def _deal(self) -> None:
        for place, card in enumerate(self._cards):
            motion = QPropertyAnimation(card, b"lift", card)
            motion.setStartValue(0.0)
            motion.setEndValue(1.0)
            motion.setDuration(motion_ms(SLOW_MS + place * 20))
            motion.setEasingCurve(QEasingCurve.Type.OutCubic)
            motion.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def arrange(self, room: QSize) -> None:
        """Give the cards the height that is left, and fewer of it beside the drawn one."""
        drawn = bool(self._state.name)
        columns = 9 if drawn else 5
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
            card.setVisible(place < (9 if drawn else self._state.count))
            tall = 84 if drawn else max(96, min(230, (room.height() - 300) // 2))
            card.setFixedHeight(tall)
        self._backs.setVisible(not drawn or (room.height() > 620 and room.width() > 700))
        upright = room.height() > room.width() and room.width() > 640
        self._face_line.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        side = 128 if room.height() < 480 or room.width() < 640 else 420 if upright else 240
        self.picture.setFixedSize(side, side)

    def repaint_words(self) -> None:
        """Write the page's words."""
        state, drawn = self._state, bool(self._state.name)
        self.notice.say(state.problem, state.advice)
        self.behind.show_behind(state.behind)
        self.face.setVisible(drawn)
        if drawn:
            self.title.setText(self.tr("This is your product"))
            self.hint.setText(
                self.tr("You have {0} min to prepare. The clock starts when you press the button.").format(
                    state.preparation_minutes
                )
            )
            rename(self.go, self.tr("Start preparing"))
        else:
            self.title.setText(self.tr("Draw your product"))
            self.hint.setText(
                self.tr("{0} products lie face down, shuffled. One of them is turned over for you.").format(state.count)
            )
            rename(self.go, self.tr("Turn one over"))
        self.kind.setText(state.industry)
        self.name.setText(state.name)
        self.proof_label.setText(self.tr("Proof of this draw"))
        self.proof.setText(state.proof)
        self.fair.say(self.tr("Anyone can check it against the code on the sign-in sheet once the sitting is over."))
        self.arrange(self.size())

    def _ask(self) -> None:
        if self._state.name:
            self.prepare_asked.emit()
        else:
            self.draw_asked.emit()
