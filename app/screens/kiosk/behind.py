"""One calm line about the gate behind: what was handed in, and whether the clock did it.

Why this room exists: a page that turns by itself when the time is up must not leave anybody wondering what became of
their work.
"""

from dataclasses import dataclass

from app.exam.scheme import Subject
from app.screens.parts.labels import SignedLine
from app.screens.parts.marks import Sign
from app.screens.theme import SPACE_3


@dataclass(frozen=True, slots=True)
class Behind:
    """How theory or clip ended.

    ``done`` of ``whole`` are answered items of a paper, or 1 of 1 where a clip was handed in.  ``late`` says that
    another clip was still on its way.
    """

    subject: Subject
    by_time: bool
    done: int
    whole: int
    oral: bool = False
    late: bool = False


class BehindLine(SignedLine):
    """Says how the gate before this page ended; nothing where none is behind."""

    def __init__(self) -> None:
        super().__init__(Sign.TICK, "jade", "desk", 26)
        self.setContentsMargins(0, 0, 0, SPACE_3)
        self.hide()

    def show_behind(self, behind: Behind | None) -> None:
        """Write the line, in the language of the window."""
        self.setVisible(behind is not None)
        if behind is None:
            return
        sign, colour = (Sign.CLOCK, "amber") if behind.by_time else (Sign.TICK, "jade")
        words = self._theory(behind) if behind.subject is Subject.THEORY else self._clip(behind)
        self.say(words, sign, colour)

    def _theory(self, behind: Behind) -> str:
        if behind.oral:
            return self.tr("Your answers to the oral questions are noted.")
        words = (
            self.tr("The time was up, so your paper was handed in: {0} of {1} questions answered.")
            if behind.by_time
            else self.tr("Your paper is handed in: {0} of {1} questions answered.")
        )
        return words.format(behind.done, behind.whole)

    def _clip(self, behind: Behind) -> str:
        if not behind.by_time:
            return self.tr("Your video is handed in.")
        words = (
            self.tr("The time was up, so your last good video was handed in.")
            if behind.done
            else self.tr("The time was up before a video that can be handed in had arrived.")
        )
        late = self.tr("The one that was still on its way came too late to count.")
        return self.tr("{0} {1}").format(words, late) if behind.late else words
