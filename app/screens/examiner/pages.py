"""The pages of the examiner's window, as its shell knows them.

Why this room exists: live booth, queue, moderation, supervision and closing are built apart; the shell needs of
each a name, a title, a widget, the act that allows it, and to be told when somebody looks at it.
"""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.centre.values import SignedIn
from app.exam.roles import Act


class ExaminerPage(Protocol):
    """One entry of the navigation.  ``centre`` asks again before each act: the shell only leaves entries away."""

    @property
    def name(self) -> str:
        """A fixed word: ``booth``, ``queue``, ``moderation``, ``supervision``, ``closing``; also the object name."""
        ...

    @property
    def act(self) -> Act:
        """What somebody must be allowed to do to see the entry."""
        ...

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        ...

    def title(self) -> str:
        """Return the entry's title in the window's language; asked anew when the language changes."""
        ...

    def entered(self, signed: SignedIn) -> None:
        """The page is in front now, for this person: load, and begin to tick."""
        ...

    def left(self) -> None:
        """Another page is in front, or the person has signed out: stop ticking; keep nothing of the person."""
        ...
