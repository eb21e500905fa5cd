"""What a later decision of the office answers: the appeal that is open, or the publication that it changes.

Why this room exists: a person names a candidate and a subject; the record wants the very entry.
"""

from app.centre.office import office_stream
from app.centre.ports import Store
from app.exam.entry import Entry
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.exam.vocabulary import Reference, body_of, office


def open_appeal(store: Store, attempt: str) -> Reference:
    """Return the oldest appeal of an attempt that is not decided.

    Raises:
        Refused: none is open.
    """
    stream, entries = _office(store, attempt)
    decided = {body.answers.seq for entry in entries if isinstance(body := body_of(entry), office.AppealDecided)}
    for entry in entries:
        if isinstance(body_of(entry), office.AppealOpened) and entry.seq not in decided:
            return Reference(stream, entry.seq)
    raise Refused(
        "No appeal of this attempt is open.",
        advice="Open one first.",
        zh=("本次考核没有待处理的申诉。", "请先登记申诉。"),
    )


def corrected_by(store: Store, attempt: str, subject: Subject) -> Reference:
    """Return what a correction of a subject answers: its last appeal, else the last publication.

    Raises:
        Refused: the attempt is not published, so there is nothing to correct.
    """
    stream, entries = _office(store, attempt)
    published = appealed = -1
    for entry in entries:
        match body_of(entry):
            case office.AppealOpened(subject=about) if about is subject:
                appealed = entry.seq
            case office.Published():
                published = entry.seq
            case _:
                pass
    if published < 0:
        raise Refused(
            "This attempt is not published; there is nothing to correct.",
            advice="Publish it first, or let the panel moderate.",
            zh=("本次考核尚未公示，无可更正。", "请先公示，或由考评组复核。"),
        )
    return Reference(stream, published if appealed < 0 else appealed)


def _office(store: Store, attempt: str) -> tuple[str, list[Entry]]:
    stream = office_stream(attempt)
    with store.reading() as books:
        return stream, list(books.ledger.entries(stream))
