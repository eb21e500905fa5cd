"""The job of one examiner who marks one subject: a sheet, from its first line to the signature.

Why this room exists: each sheet is a stream with one writer; nobody sees another's sheet before all have
signed, and a signed sheet is shut.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.centre.access import require, require_second
from app.centre.ports import Books, Clock, Store
from app.centre.sealing import seal
from app.centre.seat import AttemptContext, Station, context_of
from app.centre.stream import StreamWriter
from app.centre.values import SignedIn
from app.exam.bank import OralQuestion
from app.exam.counting import count_of
from app.exam.entry import Entry
from app.exam.errors import Refused
from app.exam.roles import Act
from app.exam.scheme import Subject, TheoryMode
from app.exam.sheet import SheetState, allowed, fold, refusal, sign_faults
from app.exam.vocabulary import Body, Sealed, sheet

THE_SHEET = "sheet"


def sheet_stream(attempt: str, subject: Subject, examiner: str) -> str:
    """Name of the stream of one examiner's sheet for one subject."""
    return f"{attempt}/{THE_SHEET}/{subject.value}/{examiner}"


@dataclass(frozen=True, slots=True)
class SheetKey:
    """Which sheet: whose attempt, which subject."""

    attempt: str
    subject: Subject


class Marking:
    """One examiner's sheet; ``state`` is what its stream folds to."""

    def __init__(self, store: Store, clock: Clock, station: Station, signed: SignedIn, key: SheetKey) -> None:
        """Open a sheet, or stand where it stood.

        Raises:
            Refused: not an examiner, the subject is not marked by hand or has not begun, or the panel is full.
        """
        require(signed, Act.MARK)
        self._store, self._station, self._signed = store, station, signed
        self.context: AttemptContext = context_of(store, key.attempt)
        self.subject = key.subject
        stream = sheet_stream(key.attempt, key.subject, signed.staff.id)
        with store.reading() as books:
            own = list(books.ledger.entries(stream))
        self._writer = StreamWriter(stream, clock, own[-1] if own else None)
        if not own:
            own = [self._open(key)]
        self.state: SheetState = fold(self.context.scheme, self.context.bank, own)

    @property
    def head(self) -> Entry | None:
        """The last entry that was written and committed."""
        return self._writer.head

    def _open(self, key: SheetKey) -> Entry:
        """Open the sheet; its place is taken in the same transaction: two who open at once are told apart."""
        self._require_by_hand(key)
        questions = tuple(question.id for question in self._questions()) if key.subject is Subject.THEORY else ()
        opening = sheet.Opened(
            attempt=key.attempt, subject=key.subject, examiner=self._signed.staff.id,
            scheme=self.context.sitting.scheme, bank=self.context.sitting.bank, software=self._station.software,
            questions=questions,
        )  # fmt: skip
        with self._writer.writing(self._store, self._signed.staff.id) as page:
            self._require_place(page.books, key)
            return page.write(opening)

    def _require_by_hand(self, key: SheetKey) -> None:
        if key.subject is Subject.THEORY and self.context.scheme.theory.mode is not TheoryMode.ORAL:
            raise Refused(
                "This scheme's theory is marked by machine.",
                advice="Choose the clip or the pitch.",
                zh=("本方案的理论由系统评分。", "请选择短视频或直播科目。"),
            )

    def _require_place(self, books: Books, key: SheetKey) -> None:
        taken = sheets_of(books, key)
        if len(taken) >= self.context.scheme.panel.size:
            raise Refused(
                f"The panel is complete: {count_of(len(taken), 'sheet')} opened for this subject.",
                advice="Ask the lead examiner.",
                zh=(f"考评组已满：该科目已有 {len(taken)} 份评分表。", "请联系考评组长。"),
            )

    def _questions(self) -> Sequence[OralQuestion]:
        with self._store.reading() as books:
            entries = books.ledger.entries(self.context.seat_stream)
        issued = [entry for entry in entries if entry.kind == "paper_issued"]
        if not issued:
            raise Refused(
                "The theory paper of this attempt is not issued yet.",
                advice="Open the sheet when theory begins.",
                zh=("理论试卷尚未发放。", "请在理论开始后打开评分表。"),
            )
        lines = issued[-1].body["lines"]
        assert isinstance(lines, list | tuple)
        wanted = [str(line["item"]) for line in lines if isinstance(line, dict)]
        by_id = {question.id: question for question in self.context.bank.oral_questions}
        return [by_id[item] for item in wanted]

    def mark(self, line: str, half_points: int) -> SheetState:
        """Mark a line; a later mark replaces it until the sheet is signed."""
        return self._write(sheet.LineMarked(line=line, half_points=half_points))

    def clear(self, line: str) -> SheetState:
        """Take a line's mark back."""
        return self._write(sheet.LineCleared(line=line))

    def tick(self, question: str, key_point: str, *, heard: bool) -> SheetState:
        """Tick a key point of an oral question, or take the tick back."""
        return self._write(sheet.KeyPointTicked(question=question, key_point=key_point, heard=heard))

    def tag(self, tag: str, film: str, position_ms: int) -> SheetState:
        """Place a tag at a moment of a film."""
        return self._write(sheet.TagPlaced(tag=tag, film=film, position_ms=position_ms))

    def move_tag(self, placed: int, position_ms: int) -> SheetState:
        """Move a tag, named by the seq of its placing."""
        return self._write(sheet.TagMoved(placed=placed, position_ms=position_ms))

    def withdraw_tag(self, placed: int) -> SheetState:
        """Take a tag back."""
        return self._write(sheet.TagWithdrawn(placed=placed))

    def note(self, about: str, words: str) -> SheetState:
        """Write a sealed remark about a line, a tag (``tag:<seq>``) or the sheet (empty)."""
        return self._write(sheet.NoteWritten(about=about, text_sealed=self._sealed(words)))

    def raise_red_line(self, red_line: str, film: str, position_ms: int, reason: str) -> SheetState:
        """Claim that a red line was crossed."""
        return self._write(
            sheet.RedLineRaised(
                red_line=red_line, film=film, position_ms=position_ms, reason_sealed=self._sealed(reason)
            )
        )

    def decide_red_line(self, second: SignedIn, raised: int, *, agreed: bool, reason: str) -> SheetState:
        """The second signature on a red line: agreed or not.

        Raises:
            Refused: the second person is the examiner, or is not an examiner.
        """
        member = require_second(self._signed, second, Act.CONFIRM_RED_LINE)
        body = sheet.RedLineConfirmed(raised=raised, agreed=agreed, reason_sealed=self._sealed(reason))
        return self._write(body, by=member.id)

    def sign(self, confirmed: SignedIn) -> SheetState:
        """Sign the sheet with a fresh PIN: every line marked, every required word written.

        Raises:
            Refused: somebody else's PIN, or what is missing, in one sentence.
        """
        if confirmed.staff.id != self._signed.staff.id:
            raise Refused(
                "A sheet is signed by the examiner who marked it.",
                advice="Sign with your own PIN.",
                zh=("评分表须由评分的考评员本人签字。", "请输入您本人的 PIN。"),
            )
        faults = sign_faults(self.context.scheme, self.context.bank, self.state)
        if faults:
            fault = faults[0]
            raise Refused(
                fault.en,
                advice=f"{len(faults)} things are missing before this sheet can be signed.",
                zh=(fault.zh, f"签字前还差 {len(faults)} 项。"),
            )
        return self._write(sheet.Signed(half_points=self.state.total_half_points))

    def seal(self) -> SheetState:
        """Seal the signed sheet once its red lines are decided."""
        self._settle()
        word = Sealed(key=self._station.key.key_id)
        code = allowed(self.context.scheme, self.context.bank, self.state, word, self._signed.staff.id)
        if code:
            raise _refused(code)
        with self._writer.writing(self._store, self._signed.staff.id) as page:
            seal(page, self._station.key)
        assert self._writer.head is not None
        self.state = self.state.after(self.context.bank, self._writer.head)
        return self.state

    def seal_if_whole(self) -> SheetState:
        """Seal a sheet that is signed and waits for no second signature; any other stays as it stands.

        Whoever was killed, or cut off from the server, between signature and seal comes back to one of these.
        """
        whole = self.state.signed and not self.state.open_red_lines and not self.state.sealed
        return self.seal() if whole else self.state

    def _settle(self) -> None:
        for entry in self._writer.settled(self._store):
            self.state = self.state.after(self.context.bank, entry)

    def _sealed(self, words: str) -> str:
        if not words.strip():
            raise Refused("A word is missing.", advice="Write why.", zh=("没有填写说明。", "请写明原因。"))
        with self._store.reading() as books:
            return books.people.seal_text(self.context.booking.candidate, words.strip())

    def _write(self, body: Body, *, by: str = "") -> SheetState:
        author = by or self._signed.staff.id
        self._settle()
        code = allowed(self.context.scheme, self.context.bank, self.state, body, author)
        if code:
            raise _refused(code)
        with self._writer.writing(self._store, author) as page:
            entry = page.write(body)
        self.state = self.state.after(self.context.bank, entry)
        return self.state


def _refused(code: str) -> Refused:
    detail, advice = refusal(code)
    return Refused(detail.en, advice=advice.en, zh=(detail.zh, advice.zh))


def sheets_of(books: Books, key: SheetKey) -> list[str]:
    """Return the streams of all sheets of a subject."""
    prefix = f"{key.attempt}/{THE_SHEET}/{key.subject.value}/"
    return [stream for stream in books.ledger.streams(key.attempt) if stream.startswith(prefix)]


def others_sheets(store: Store, signed: SignedIn, key: SheetKey) -> list[Sequence[Entry]]:
    """Return the panel's other sheets, once everybody has signed.

    Raises:
        Refused: a sheet of the panel is not signed yet: nobody sees another's marks before.
    """
    require(signed, Act.OBSERVE)
    context = context_of(store, key.attempt)
    with store.reading() as books:
        streams = [books.ledger.entries(stream) for stream in sheets_of(books, key)]
    signed_count = sum(any(entry.kind == "signed" for entry in entries) for entries in streams)
    if signed_count < max(len(streams), context.scheme.panel.size):
        raise Refused(
            f"Sheets stay hidden until all have signed ({signed_count} of {context.scheme.panel.size}).",
            advice="Wait for the other examiners.",
            zh=(f"全部签字前互不可见（已签 {signed_count}/{context.scheme.panel.size}）。", "请等其他考评员签字。"),
        )
    return [entries for entries in streams if entries[0].body["examiner"] != signed.staff.id]
