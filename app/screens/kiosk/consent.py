"""Notice and consent in plain words: what is recorded, how long it is kept, who sees it, what one may do.

Why this room exists: recording starts only after consent; a refusal is respected and recorded.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.screens.kiosk.page import Page
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row, stack
from app.screens.parts.marks import Sign, SignView
from app.screens.theme import SPACE_1, SPACE_4


@dataclass(frozen=True, slots=True)
class ConsentState:
    """The years that films and paper are kept; what was answered to a comparison of faces beside the photo.

    ``face_comparison`` is None where the centre has not switched it on.
    """

    film_years: int = 5
    paper_years: int = 3
    face_comparison: bool | None = None
    problem: str = ""
    advice: str = ""


class ConsentPage(Page):
    """Four short paragraphs and two clear answers."""

    given = Signal()
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = ConsentState()
        self.title, self.intro, self.notice = label("title"), label("soft"), NoticeBanner()
        self._lines = [(label("strong"), label("desk")) for _ in range(4)]
        card, inside = panel("card", gap_px=SPACE_4)
        signs = (Sign.CAMERA, Sign.CLOCK, Sign.PERSON, Sign.LOCK)
        for sign, (head, text) in zip(signs, self._lines, strict=True):
            words = QVBoxLayout()
            words.setSpacing(SPACE_1)
            stack(words, head, text)
            line = row(SignView(sign, "ink_soft", 44))
            line.addLayout(words, 1)
            inside.addLayout(line)
        stack(self.column, self.title, self.intro, self.notice, card)
        self.column.addStretch(1)
        self.no = button("quiet", self.refused.emit)
        self.yes = button("filled", self.given.emit)
        self.foot.addWidget(self.no)
        self.foot.addStretch()
        self.foot.addWidget(self.yes)
        self.show_foot()
        self.begin_at(self.yes)
        self.show_state(self._state)

    def show_state(self, state: ConsentState) -> None:
        """Show the notice with this scheme's years."""
        self._state = state
        self.repaint_words()

    def notice_text(self) -> str:
        """Return the text that is shown, for its digest in the record."""
        parts = [self.title.text(), self.intro.text()]
        for head, text in self._lines:
            parts += [head.text(), text.text()]
        return "\n".join(parts)

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        self.notice.say(state.problem, state.advice)
        self.title.setText(self.tr("Before we begin"))
        self.intro.setText(self.tr("Please read these four points. You decide."))
        texts = (
            (self.tr("What is recorded"),
             self.tr("Picture and sound of your live pitch, your answers and your short video, each with its time. "
                     "Apart from the photo at check-in, nothing is recorded before you agree.") + self._comparison()),
            (self.tr("How long it is kept"),
             self.tr("Films for {0} years, papers and marks for {1} years. Then they are deleted for good.").format(
                 state.film_years, state.paper_years)),
            (self.tr("Who sees it"),
             self.tr("Your examiners, the examiner in charge, and the supervisor. Whoever opens a film leaves a line "
                     "in the record.")),
            (self.tr("What you may do"),
             self.tr("You may see your marks, ask for a review and appeal. You may say no: then the exam ends here; "
                     "only your check-in and your answer are kept.")),
        )  # fmt: skip
        for (head, text), (title, words) in zip(self._lines, texts, strict=True):
            head.setText(title)
            text.setText(words)
        rename(self.no, self.tr("I do not agree"))
        rename(self.yes, self.tr("I agree, continue"))

    def _comparison(self) -> str:
        """Return what is said of the comparison of faces, after what was recorded."""
        texts = {
            None: "",
            True: self.tr(
                " You agreed that a computer compares that photo with the one of your registration: at this centre "
                "alone, as a hint for the examiner, who decides. No figures of your face are kept."
            ),
            False: self.tr(" You did not agree to a comparison of that photo by a computer: there is none."),
        }
        return texts[self._state.face_comparison]
