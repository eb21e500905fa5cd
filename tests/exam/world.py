"""A small bank, a scheme, and two writers of entries, for tests of the rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.exam.bank import (
    Anchor,
    Area,
    Bank,
    Claim,
    ClipTask,
    Fact,
    Item,
    ItemKind,
    KeyPoint,
    MustHave,
    Option,
    OralQuestion,
    Point,
    RedLine,
    RegulatedTerm,
    Remark,
    Rubric,
    RubricLine,
    Sample,
    Source,
    Statute,
    TagKind,
    TagSense,
    Text,
)
from app.exam.draw import Draw
from app.exam.entry import Entry, next_entry
from app.exam.flow import advance, allowed
from app.exam.flow_state import AttemptState
from app.exam.scheme import (
    CertificateTerms,
    ClipTerms,
    InterruptionTerms,
    PanelTerms,
    PitchTerms,
    Quota,
    RedLineRule,
    RetakeTerms,
    RetentionTerms,
    Scheme,
    Subject,
    TheoryMode,
    TheoryTerms,
    VerdictTerms,
)
from app.exam.vocabulary import Body, Reference, desk, office, plain_body, seat, sheet
from app.exam.vocabulary.common import Sealed

IN_FORCE = date(2020, 5, 8)
CHECKED = date(2026, 1, 5)
SECRET = bytes(range(32))
AT = "2026-06-04T01:00:00.000Z"
ALL = (Subject.THEORY, Subject.CLIP, Subject.PITCH)
DRAW = Draw(SECRET, "20260604-A", "20260604-A-0001")


def text(words: str, *, english: bool = True) -> Text:
    return Text(words, f"{words} en" if english else "")


def source(ref: str = "ad_law") -> Source:
    return Source(ref, "第八条")


# Two characters per position, so that no two stems of the world look alike to a similarity of bigrams.
_WORDS = (
    "直播选品话术定价赠品标签吊牌尺码面料工艺灯光收音镜头场控脚本预热返"
    "场售后退货质保发票物流包装主图详情口播答疑互动关注转粉复购会员社群"
)


def _stem(serial: int) -> str:
    chosen = [_WORDS[(serial * step + step * step) % len(_WORDS)] for step in (3, 7, 11, 13, 17, 19, 23, 29, 31, 37)]
    return "".join(chosen) + f"{serial}？"


def item(
    point: str,
    serial: int,
    kind: ItemKind = ItemKind.SINGLE,
    *,
    difficulty: int = 2,
    english: bool = True,
    right: tuple[int, ...] = (1,),
) -> Item:
    """One faultless item; its key is ``right``."""
    number = sum(map(ord, point)) * 31 + serial * 7
    if kind is ItemKind.TRUE_FALSE:
        options: tuple[Option, ...] = (Option("正确", "True", 0 in right), Option("错误", "False", 1 in right))
    else:
        letters = ("甲", "乙", "丙", "丁")
        options = tuple(Option(f"做法{each}", f"Way {each}", index in right) for index, each in enumerate(letters))
    if not english:
        options = tuple(replace(option, en="") for option in options)
    return Item(
        f"{point}-{serial:03d}", point, kind, difficulty, text(_stem(number), english=english), options,
        text("因为如此。", english=english), source(), IN_FORCE, CHECKED,
    )  # fmt: skip


def _items() -> tuple[Item, ...]:
    made = []
    for point in ("A-01", "A-02", "G-01", "G-02"):
        made += [
            item(point, serial, difficulty=1 + serial % 5, right=(serial % 4,), english=serial != 6)
            for serial in range(1, 7)
        ]
        made.append(item(point, 7, ItemKind.MULTIPLE, difficulty=3, right=(0, 2)))
        made.append(item(point, 8, ItemKind.MULTIPLE, difficulty=4, right=(1, 2, 3)))
        made.append(item(point, 9, ItemKind.TRUE_FALSE, difficulty=1, right=(0,)))
        made.append(item(point, 10, ItemKind.TRUE_FALSE, difficulty=2, right=(1,)))
    return tuple(made)


def question(point: str, serial: int, *, english: bool = True) -> OralQuestion:
    points = tuple(KeyPoint(each, text(f"要点{each}", english=english), 5) for each in ("a", "b", "c", "d"))
    return OralQuestion(
        f"{point}-O{serial:02d}", point, 2, text(f"请说说{point}{serial}。", english=english),
        text("可以这样说。", english=english), points, source(), IN_FORCE, CHECKED,
    )  # fmt: skip


def sample(serial: int) -> Sample:
    claim = Claim(text("要说清规格"), source())
    return Sample(
        f"sample{serial}", text(f"产品{serial}"), text("玩具"), f"sample{serial}.svg", text("年轻人"),
        (Fact(text("规格"), text("30 ml")),), (text("家人们"),), (text("老铁"),), (claim, claim), (claim, claim),
    )  # fmt: skip


def rubric(subject: str) -> Rubric:
    anchor = Anchor(text("好"), text("中"), text("差"))
    return Rubric(
        subject,
        text("评分表"),
        (
            RubricLine("address", text("称呼"), 80, anchor, ("speech",)),
            RubricLine("points", text("卖点"), 70, anchor),
            RubricLine("close", text("促单"), 50, anchor, ("clock",)),
        ),
        (
            TagKind("unfit_address", "address", TagSense.DEDUCTION, "1", text("称呼不当"), 4, 12),
            TagKind("wrong_fact", "points", TagSense.DEDUCTION, "2", text("事实错误"), 6, 0),
            TagKind("vivid", "points", TagSense.PRAISE, "q", text("生动")),
        ),
        (RedLine("medical_claim", text("宣称疗效"), source()), RedLine("abuse", text("辱骂"), source())),
    )


def remark(sample_id: str, serial: int, earliest_s: int, latest_s: int, *, question: bool = False) -> Remark:
    return Remark(f"{sample_id}-R{serial}", sample_id, text("小王"), text("多少钱"), earliest_s, latest_s, question)


def bank(**changes: object) -> Bank:
    """A faultless bank; ``changes`` replace fields."""
    samples = tuple(sample(serial) for serial in range(1, 11))
    remarks = tuple(
        remark(each.id, serial, serial * 20, serial * 20 + 30, question=serial == 5)
        for each in samples
        for serial in range(12)
    )
    plain = Bank(
        "little", 1, text("小题库"), (Area("A", text("引流")), Area("G", text("法规"))),
        (Point("A-01", text("选题")), Point("A-02", text("拍摄")), Point("G-01", text("广告"), conduct=True),
         Point("G-02", text("消费者"), conduct=True)),
        (Statute("trade_practice", text("行业做法")), Statute("ad_law", text("广告法"), "人大", date(2015, 9, 1))),
        _items(),
        tuple(question(point, serial) for point in ("A-01", "G-01") for serial in range(1, 5)),
        samples,
        (ClipTask("task1", "sample1", text("任务一"), text("拍一条"), (MustHave("m1", text("出现产品")),)),
         ClipTask("task2", "sample2", text("任务二"), text("拍一条"), (MustHave("m1", text("出现产品")),))),
        (rubric("clip"), rubric("pitch")),
        remarks,
        (RegulatedTerm("absolute", ("最佳", "第一"), text("绝对化用语"), source(), (text("自我比较"),)),),
    )  # fmt: skip
    return replace(plain, **changes)


def scheme(**changes: object) -> Scheme:
    """A faultless scheme for ``bank``; ``changes`` replace fields."""
    plain = Scheme(
        "yiwu", 1, text("义乌方案"), "little", IN_FORCE, ALL, failed_subject_stops=False,
        certificate=CertificateTerms(text("证书"), text("电商直播"), text("人社局"), "{yyyy}{serial:06d}"),
        theory=TheoryTerms(
            TheoryMode.SCREEN, 4, 120,
            (Quota("A", 3, (ItemKind.SINGLE,)), Quota("G", 3, (ItemKind.SINGLE,)), Quota("G", 2, (ItemKind.MULTIPLE,)),
             Quota("A", 2, (ItemKind.TRUE_FALSE,))),
        ),
        clip=ClipTerms(5, 120),
        pitch=PitchTerms(5, 1, 120),
        panel=PanelTerms(),
        red_line_rule=RedLineRule.CAP_BELOW_PASS,
        interruptions=InterruptionTerms(),
        verdict=VerdictTerms(),
        retake=RetakeTerms(),
        retention=RetentionTerms(),
    )  # fmt: skip
    return replace(plain, **changes)


def with_theory(plain: Scheme, **changes: object) -> Scheme:
    return replace(plain, theory=replace(plain.theory, **changes))


@dataclass
class Writer:
    """Writes one stream's entries, chained; judges nothing."""

    stream: str
    entries: list[Entry] = field(default_factory=list)

    def write(self, body: Body, elapsed_ms: int = 0, *, by: str = "someone", at: str = AT) -> Entry:
        head = self.entries[-1] if self.entries else None
        entry = next_entry(
            head, stream=self.stream, kind=body.kind, at=at, elapsed_ms=elapsed_ms, by=by, body=plain_body(body)
        )
        self.entries.append(entry)
        return entry


class Attempt:
    """Drives an attempt's seat and desk through the rules, as a job would: asked first, then written."""

    def __init__(self, rules: Scheme | None = None, subjects: tuple[Subject, ...] = ALL, language: str = "zh") -> None:
        self.rules = rules or scheme()
        self.seat, self.desk = Writer("a1/seat"), Writer("a1/desk")
        self.state = AttemptState()
        self.now_ms = 0
        self.say(
            seat.Opened(
                attempt="a1", candidate="c1", sitting="s1", admission_number="20260604-A-0001", station="B1",
                software="0", scheme="s" * 64, bank="b" * 64, commitment="c" * 64, subjects=subjects,
                language=language,
            )
        )  # fmt: skip

    def why_not(self, body: Body) -> str | None:
        return allowed(self.rules, self.state, body, self.now_ms)

    def say(self, body: Body) -> int:
        """Write a word of the seat that must be allowed; return its seq."""
        assert self.why_not(body) is None, (self.why_not(body), body)
        self.state = advance(self.rules, self.state, self.seat.write(body, self.now_ms))
        return len(self.seat.entries) - 1

    def decide(self, body: Body) -> int:
        """Write a word of the desk that must be allowed; return its seq."""
        assert self.why_not(body) is None, (self.why_not(body), body)
        self.state = advance(self.rules, self.state, self.desk.write(body))
        return len(self.desk.entries) - 1

    def pass_ms(self, ms: int) -> None:
        self.now_ms += ms

    def ref(self, seq: int) -> Reference:
        return Reference("a1/seat", seq)

    # ── the usual way through, one stage at a time

    def to_devices(self) -> "Attempt":
        checked = self.say(seat.CheckedIn(how="typed"))
        self.decide(desk.Opened(attempt="a1", station="D1", software="0"))
        self.decide(desk.IdentityConfirmed(answers=self.ref(checked), matches=True))
        self.say(seat.Consented(given=True, notice="n" * 64, language="zh"))
        return self

    def to_ready(self) -> "Attempt":
        self.to_devices()
        self.say(seat.DevicesChecked(result="go", findings=(seat.Finding("camera", "go", "30 fps"),)))
        return self

    def to_theory(self, lines: Sequence[seat.PaperLine]) -> "Attempt":
        self.to_ready()
        self.pass_ms(1_000)
        self.say(seat.PaperIssued(mode=self.rules.theory.mode, lines=tuple(lines)))
        return self

    def to_clip(self, lines: Sequence[seat.PaperLine]) -> "Attempt":
        self.to_theory(lines)
        self.say(seat.TheorySubmitted(how="candidate"))
        return self.start_clip()

    def start_clip(self) -> "Attempt":
        self.say(seat.ClipStarted(task="task1"))
        return self

    def hand_in_clip(self) -> "Attempt":
        self.say(clip_received("c" * 64))
        self.say(seat.ClipSubmitted(clip="c" * 64, how="candidate"))
        return self

    def to_preparation(self) -> "Attempt":
        order = tuple(f"sample{serial}" for serial in range(1, 11))
        self.say(seat.SampleDrawn(sample="sample1", order=order))
        self.say(seat.PreparationStarted())
        return self

    def roll(self, film: str = "pitch-1.mp4") -> "Attempt":
        self.say(recording_started(film))
        return self

    def cut(self, film: str = "pitch-1.mp4", *, duration_ms: int = 300_000, torn: bool = False) -> "Attempt":
        self.say(recording_finished(film, duration_ms, torn=torn))
        return self

    def whole(self, lines: Sequence[seat.PaperLine]) -> "Attempt":
        """Go through everything without an incident and seal."""
        self.to_clip(lines).hand_in_clip().to_preparation().roll()
        self.pass_ms(300_000)
        self.cut()
        self.say(seat.Finished(how="completed"))
        self.say(Sealed(key="k"))
        return self


def clip_received(clip: str, *, usable: bool = True, duration_ms: int = 30_000, source: str = "phone") -> Body:
    return seat.ClipReceived(clip=clip, clip_bytes=9, duration_ms=duration_ms, source=source, usable=usable)


def recording_started(film: str) -> Body:
    return seat.RecordingStarted(film=film, width=1280, height=720, camera="c", microphone="m")


def recording_finished(film: str, duration_ms: int = 300_000, *, torn: bool = False) -> Body:
    return seat.RecordingFinished(
        film=film, duration_ms=duration_ms, film_bytes=1, frames=1, dropped_frames=0, fragments=duration_ms // 500,
        head="h" * 64, digest="d" * 64, torn=torn,
    )  # fmt: skip


def anchored(film: str, position_ms: int) -> Body:
    return seat.RecordingAnchored(
        film=film, position_ms=position_ms, fragments=position_ms // 500, head="h" * 64, film_bytes=1, frames=1
    )


def paper_lines(count: int = 10, *, several: bool = False) -> tuple[seat.PaperLine, ...]:
    return tuple(seat.PaperLine(f"A-01-{serial:03d}", (3, 1, 0, 2), several) for serial in range(1, count + 1))


class SheetWriter(Writer):
    """Writes one examiner's sheet."""

    def __init__(self, subject: Subject = Subject.PITCH, examiner: str = "e1", questions: tuple[str, ...] = ()) -> None:
        super().__init__(f"a1/sheet/{subject.value}/{examiner}")
        self.examiner = examiner
        self.write(
            sheet.Opened(
                attempt="a1", subject=subject, examiner=examiner, scheme="s" * 64, bank="b" * 64, software="0",
                questions=questions,
            )
        )  # fmt: skip

    def mark(self, **marks: int) -> "SheetWriter":
        for line, half_points in marks.items():
            self.write(sheet.LineMarked(line=line, half_points=half_points), by=self.examiner)
        return self

    def sign(self, half_points: int) -> "SheetWriter":
        self.write(sheet.Signed(half_points=half_points), by=self.examiner)
        return self


class OfficeWriter(Writer):
    """Writes an attempt's office stream."""

    def __init__(self) -> None:
        super().__init__("a1/office")
        self.write(
            office.Opened(attempt="a1", candidate="c1", sitting="s1", admission_number="20260604-A-0001", software="0")
        )
