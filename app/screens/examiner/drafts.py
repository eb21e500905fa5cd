"""Words that were begun and not given: they wait for whoever began them.

Why this room exists: a page is turned in mid-sentence, a film begins, the next candidate comes.  None of these may cost
a sentence.  What waits belongs to one person and one sheet, booth or case, and stands there again when that person
comes back; a PIN is never kept, and nothing is kept beyond the window.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in the fields.

    ``asking`` is which fields were open, ``about`` the line, tag or red line that they were about, ``chosen`` what a
    field that chooses stood on, ``figure`` a time or points as they were typed, ``moment`` a film and the ms in it.
    """

    asking: str = ""
    about: str = ""
    chosen: str = ""
    words: str = ""
    login: str = ""
    figure: str = ""
    moment: tuple[str, int] = ("", 0)


class Drafts:
    """What waits, by person and place."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], Draft] = {}

    def keep(self, who: str, place: str, draft: Draft | None) -> None:
        """Keep what somebody began at a place in the stead of what waited there; None: nothing was begun."""
        self._waiting.pop((who, place), None)
        if draft is not None:
            self._waiting[who, place] = draft

    def take(self, who: str, place: str) -> Draft | None:
        """Hand out what waits; it waits no longer."""
        return self._waiting.pop((who, place), None)
