"""The identity photo: what it is for in one sentence, the own picture as in a mirror, one button.

Why this room exists: nobody is photographed without having been told why and who will see it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QVBoxLayout

from app.screens.kiosk.page import NARROW_PX, Page
from app.screens.parts.labels import NoticeBanner, SignedLine, button, label, panel, rename, stack
from app.screens.parts.marks import Sign
from app.screens.parts.picture import PictureView
from app.screens.theme import SPACE_1, SPACE_3, SPACE_4, SPACE_5


@dataclass(frozen=True, slots=True)
class PhotoState:
    """The camera's picture; ``missing``: it gives none; ``problem`` is what went wrong with keeping the photo.

    ``comparison``: the centre asks whether a computer may compare the photo with the one of the registration.
    """

    camera: QImage | None = None
    missing: bool = False
    problem: str = ""
    advice: str = ""
    comparison: bool = False

    @property
    def without(self) -> bool:
        """Whether to go on without a photo: the examiner's eye decides in any case."""
        return self.camera is None and self.missing


_NOTICE_PX = 96


class PhotoPage(Page):
    """A mirror beside three short promises."""

    taken = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(column_px=1040)
        self._state = PhotoState()
        self.title, self.hint, self.notice = label("title"), label("soft"), NoticeBanner()
        self.camera = PictureView(4, 3, Sign.PERSON)
        self._promises = [SignedLine(sign, colour, "body", 30) for sign, colour in (
            (Sign.PERSON, "ink_soft"), (Sign.LOCK, "ink_soft"), (Sign.CLOCK, "ink_soft"))]  # fmt: skip
        card, inside = panel("card", gap_px=SPACE_4)
        stack(inside, *self._promises)
        self.comparison, inner = panel("card", margin_px=SPACE_4, gap_px=SPACE_1)
        self.face, self._face_words = QCheckBox(), label("soft")
        stack(inner, self.face, self._face_words)
        words = QVBoxLayout()
        words.setSpacing(SPACE_3)
        words.addWidget(card)
        words.addWidget(self.comparison)
        words.addStretch()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_5)
        self._sides.addWidget(self.camera, 6)
        self._sides.addLayout(words, 5)
        stack(self.column, self.title, self.hint, self.notice)
        self.column.addLayout(self._sides)
        self.column.addStretch(1)
        self.back = button("quiet", self.back_asked.emit)
        self.go = button("filled", self.taken.emit)
        self.foot.addWidget(self.back)
        self.foot.addStretch()
        self.foot.addWidget(self.go)
        self.show_foot()
        self.begin_at(self.go)
        self.comparison.hide()
        self.repaint_words()

    def show_state(self, state: PhotoState) -> None:
        """Show the mirror; called for each picture."""
        before, self._state = self._state, state
        self.camera.show_picture(state.camera, self.tr("Camera picture"))
        self.go.setEnabled(state.camera is not None or state.without)
        asked = state.comparison and not state.without
        if asked is not self.comparison.isVisibleTo(self):
            self.comparison.setVisible(asked)
            self.arrange(self.size())
        if (before.without, before.problem) != (state.without, state.problem):
            self.repaint_words()

    def forget(self) -> None:
        """Take back the tick for the next candidate: nobody agrees for another."""
        self.face.setChecked(False)

    def agreed(self) -> bool | None:
        """Return what was answered to the comparison; None where it was not asked."""
        return self.face.isChecked() if self.comparison.isVisibleTo(self) else None

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        self.title.setText(self.tr("One photo of you"))
        self.hint.setText(self.tr("Look into the camera. Glasses may stay on; hat and mask come off."))
        texts = (
            self.tr("The examiner compares it with your ID. No machine decides who you are."),
            self.tr("It is kept sealed; whoever looks at it leaves a line in a list."),
            self.tr("It is deleted together with your data."),
        )
        for line, text in zip(self._promises, texts, strict=True):
            line.say(text)
        self.face.setText(self.tr("A computer may compare my photos (optional)"))
        self._face_words.setText(
            self.tr("It compares this photo with the one of your registration, at this centre alone, and gives the "
                    "examiner a hint. Without your tick nothing is compared, and nothing else changes.")
        )  # fmt: skip
        if state.problem:
            self.notice.say(state.problem, state.advice)
        elif state.without:
            self.notice.say(
                self.tr("The camera gives no picture."),
                self.tr("You can continue: the examiner will check your ID in person."),
            )
        else:
            self.notice.say("")
        self.camera.setAccessibleName(self.tr("Camera picture"))
        rename(self.back, self.tr("Back"))
        rename(self.go, self.tr("Continue without a photo") if state.without else self.tr("Take the photo"))
        self.arrange(self.size())

    def arrange(self, room: QSize) -> None:
        """Put the promises under the mirror where the window is narrow."""
        asked = self.comparison.isVisibleTo(self)  # its line is never broken
        beside = room.width() >= NARROW_PX + (40 if asked else -100)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(SPACE_3 if room.width() < NARROW_PX + 100 else SPACE_5)
        self._sides.setAlignment(self.camera, Qt.AlignmentFlag.AlignTop)
        notice_px = _NOTICE_PX if self._state.problem or self._state.without else 0
        face_px = room.height() - 230 - notice_px  # a face is seen whole without scrolling
        self.camera.setMaximumHeight(max(140, face_px))
