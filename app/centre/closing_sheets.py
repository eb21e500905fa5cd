"""Which sheets of an attempt are missing, and which decisions may wait.

Why this room exists: a sheet that nobody opened leaves no trace; it can only be missed by counting what the panel
owes.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.exam.bank import Bank, Text
from app.exam.counting import count_of
from app.exam.entry import Entry
from app.exam.flow_state import AttemptState
from app.exam.panel import panel_outcome
from app.exam.scheme import Scheme, Subject
from app.exam.sheet import SheetState, fold
from app.exam.verdict import SUBJECT_NAMES, SubjectState, Verdict, owes_marks
from app.exam.vocabulary import StreamKind, stream_kind

_STRUCK = frozenset({SubjectState.MISCONDUCT, SubjectState.VOID})

type Streams = Mapping[str, Sequence[Entry]]


def _sheets(streams: Streams, subject: Subject) -> dict[str, Sequence[Entry]]:
    return {
        name: entries
        for name, entries in streams.items()
        if stream_kind(name) is StreamKind.SHEET and name.split("/")[2] == subject.value
    }


def _marked_by_hand(verdict: Verdict, state: AttemptState, streams: Streams) -> Iterator[Subject]:
    """Yield the subjects that are, or must be, marked by a panel."""
    for outcome in verdict.outcomes:
        if outcome.carried or outcome.state in _STRUCK or not owes_marks(state, outcome.subject):
            continue  # a sheet that was begun stays as it is: nobody owes marks that cannot count
        if outcome.state is SubjectState.AWAITING or _sheets(streams, outcome.subject):
            yield outcome.subject


def sheet_counts(scheme: Scheme, verdict: Verdict, state: AttemptState, streams: Streams) -> tuple[int, int]:
    """Return how many sheets are signed, and how many are owed."""
    signed = wanted = 0
    for subject in _marked_by_hand(verdict, state, streams):
        own = _sheets(streams, subject)
        wanted += max(scheme.panel.size, len(own))
        signed += sum(any(entry.kind == "signed" for entry in entries) for entries in own.values())
    return signed, wanted


def sheet_lacks(
    scheme: Scheme, bank: Bank, verdict: Verdict, state: AttemptState, streams: Streams, staff: Mapping[str, str]
) -> tuple[list[tuple[Text, str]], list[Text]]:
    """Return (what is missing, where) for every sheet, and what may wait for a moderator."""
    lacks: list[tuple[Text, str]] = []
    waits: list[Text] = []
    awaiting = {outcome.subject for outcome in verdict.outcomes if outcome.state is SubjectState.AWAITING}
    for subject in _marked_by_hand(verdict, state, streams):
        own = _sheets(streams, subject)
        name = SUBJECT_NAMES[subject]
        missing = scheme.panel.size - len(own)
        if missing > 0:
            said = Text(
                f"{name.zh}还差 {missing} 份评分表。", f"{count_of(missing, 'sheet')} of the {name.en} never opened."
            )
            lacks.append((said, f"{subject.value} {len(own)}/{scheme.panel.size}"))
        folded = {stream: fold(scheme, bank, entries) for stream, entries in own.items()}
        for stream, sheet in folded.items():
            lacks += _one(bank, name, stream, sheet, staff)
        if subject in awaiting and panel_outcome(scheme, subject, list(folded.values())).complete:
            waits.append(Text(f"{name.zh}等待复核。", f"The {name.en} waits for moderation."))
    return lacks, waits


def _one(
    bank: Bank, name: Text, stream: str, sheet: SheetState, staff: Mapping[str, str]
) -> Iterator[tuple[Text, str]]:
    who = staff.get(sheet.examiner, sheet.examiner)
    zh, en = f"{who} 的{name.zh}评分表", f"{who}'s {name.en} sheet"
    if not sheet.signed:
        left = len(sheet.unmarked_lines(bank))
        yield (
            Text(f"{zh}没有签字，还差 {left} 项。", f"{en} is not signed; {count_of(left, 'line')} without a mark."),
            stream,
        )
    elif sheet.open_red_lines:
        yield Text(f"{zh}的红线等第二人签字。", f"A red line on {en} waits for a second signature."), stream
    elif not sheet.sealed:
        yield (
            Text(f"{zh}没有封存，请由本人再打开一次。", f"{en} is not sealed: its examiner opens it once more."),
            stream,
        )
