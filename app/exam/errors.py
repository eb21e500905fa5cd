"""Failures that carry a sentence for the reader: the type says whose move it is.

Why this room exists: every rim translates what its libraries raise into one of these two words, so that
a screen or the command line never has to guess from a message text.
"""


class DeskError(Exception):
    """A failure with one sentence for the reader and one next step.

    Args:
        detail: what happened and where (file, sheet, row, column, item), one sentence.
        advice: the one thing to do next, one sentence.
        zh: detail and advice in Chinese, where a candidate or an examiner may read them.
    """

    def __init__(self, detail: str, *, advice: str, zh: tuple[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail, self.advice, self.zh = detail, advice, zh

    def in_language(self, language: str) -> tuple[str, str]:
        """Return detail and advice, in Chinese for ``zh`` where they exist."""
        return self.zh if language == "zh" and self.zh else (self.detail, self.advice)


class Refused(DeskError):
    """The rules say no: a late answer, a wrong PIN, a faulty file.  Nothing was changed."""


class Unavailable(DeskError):
    """The room says no: camera gone, disk full, database held.  Work already acknowledged is safe."""


class NotAllowed(Refused):
    """The person's role does not allow the act."""


class Overtaken(Refused):
    """Another window wrote to the same record first: what is shown here is no longer what stands there."""
