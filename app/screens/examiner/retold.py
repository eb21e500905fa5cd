"""Tell an error once more when the window turns to the other language.

Why this room exists: a sentence that stands beside its control must be readable for whoever turned the language to read
it; a desk keeps its words, and this is where they came from.
"""

from app.exam.errors import DeskError

type Words = tuple[str, str]
"""What happened and one next step; empty: nothing."""


class Retold:
    """The error that a desk said last."""

    def __init__(self) -> None:
        self._error: DeskError | None = None
        self._told: Words = ("", "")

    def told(self, error: DeskError, language: str) -> Words:
        """Return an error's words."""
        self._error, self._told = error, error.in_language(language)
        return self._told

    def again(self, words: Words, language: str) -> Words:
        """Return the same words in a language; what is not of this error stays as it is."""
        if self._error is None or words != self._told:
            return words
        return self.told(self._error, language)
