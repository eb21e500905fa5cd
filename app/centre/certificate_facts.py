"""Gather what stands on an attempt's certificate, if the attempt has earned one.

Why this room exists: nobody without a published pass is certified; whether there is one is read from the
office's entries and held against the replayed verdict, in one place for issue, batch and reissue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.centre.certificate_ports import CertificateFacts, KeyedHash, RegisterLine, ScoreShown
from app.centre.ports import Books
from app.centre.verdicts import scheme_of, verdict_of
from app.exam.bank import Text
from app.exam.errors import Refused
from app.exam.identity import masked, normalised
from app.exam.notice import WorkCalendar, first_issue_day
from app.exam.scheme import Scheme
from app.exam.verdict import Verdict
from app.exam.vocabulary import body_of, office

_SCORE_NAMES = {
    "theory": Text("科目一　理论", "Theory"),
    "clip": Text("科目二　短视频", "Short video"),
    "pitch": Text("科目三　直播", "Live pitch"),
    "total": Text("综合成绩", "Total"),
}
_HASH_DIGITS = 32


@dataclass(frozen=True, slots=True)
class IssueDay:
    """The day of issue at a centre, and the days on which the centre works."""

    on: date
    calendar: WorkCalendar


def require_published_pass(books: Books, attempt: str, scheme: Scheme, today: IssueDay) -> None:
    """Pass an attempt whose pass stands published and whose public notice is over.

    Raises:
        Refused: it is not published, not passed, void, under appeal, or was corrected since; or the notice still
            stands: the sentence names the first day on which the certificate may be issued.
    """
    bodies = [body_of(entry) for entry in books.ledger.entries(f"{attempt}/office")]
    published = next((body for body in reversed(bodies) if isinstance(body, office.Published)), None)
    reason = _not_certifiable(bodies, published)
    if reason is not None:
        raise _refused(books, attempt, reason)
    assert published is not None
    first_on = first_issue_day(published.published_on, scheme.notice_working_days, today.calendar)
    if today.on < first_on:
        raise _under_notice(books, attempt, scheme.notice_working_days, published.published_on, first_on)


def _not_certifiable(bodies: Sequence[object], published: office.Published | None) -> Text | None:
    open_appeals, corrected = 0, False
    for body in bodies:
        match body:
            case office.Published():
                corrected = False
            case office.Corrected():
                corrected = True
            case office.AppealOpened():
                open_appeals += 1
            case office.AppealDecided():
                open_appeals -= 1
            case office.Voided():
                return Text("考核已作废", "it is void")
            case office.Purged():
                return Text("个人信息已清除", "its personal data was purged")
            case _:
                pass
    faults = (
        (published is None, Text("结果尚未公示", "it is not published")),
        (published is not None and not published.passed, Text("结果不合格", "it is not passed")),
        (open_appeals > 0, Text("申诉尚未办结", "an appeal is open")),
        (published is not None and corrected, Text("更正后尚未重新公示", "it was corrected and not published again")),
    )
    return next((reason for holds, reason in faults if holds), None)


def facts_of(books: Books, line: RegisterLine, hashed: KeyedHash, today: IssueDay) -> CertificateFacts:
    """Gather the facts of a certificate.

    Args:
        line: the register's line; its number may still be empty, and so may its day of issue: then it is today.

    Raises:
        Refused: there is no published pass, its notice still stands, or the candidate was purged.
    """
    scheme = scheme_of(books, line.attempt)
    require_published_pass(books, line.attempt, scheme, today)
    verdict = verdict_of(books, line.attempt)
    if not verdict.passed:
        raise _refused(books, line.attempt, Text("重放的评定结果不合格", "its replayed verdict is not a pass"))
    details = books.people.get(line.candidate).details
    if details is None:
        raise _refused(books, line.attempt, Text("个人信息已清除", "its personal data was purged"))
    kind, terms = details.document_kind, scheme.certificate
    number = normalised(kind, details.document_number)
    return CertificateFacts(
        number=line.number, title=terms.name, ability=terms.ability, issuer=terms.issuer, holder=details.name,
        sex=details.sex, document_kind=kind,
        document_shown=number if terms.id_number_shown == "full" else masked(kind, number),
        document_hash=hashed.hashed("certificate", f"{kind.value}\n{number}").hex()[:_HASH_DIGITS],
        scores=_scores(scheme, verdict), issued_on=date.fromisoformat(line.issued_on) if line.issued_on else today.on,
    )  # fmt: skip


def _scores(scheme: Scheme, verdict: Verdict) -> tuple[ScoreShown, ...]:
    marks = {outcome.subject.value: outcome.half_points for outcome in verdict.outcomes}
    marks["total"] = verdict.total_half_points
    return tuple(ScoreShown(_SCORE_NAMES[name], marks.get(name, -1)) for name in scheme.certificate.scores_shown)


def _refused(books: Books, attempt: str, reason: Text) -> Refused:
    number = books.sittings.booking(attempt).admission_number
    return Refused(
        f"{number} has no certificate to come: {reason.en}.",
        advice="See where it stands with: kaobo result list SITTING",
        zh=(f"{number} 不能发证：{reason.zh}。", "可用 kaobo result list 场次编号 查看其状态。"),
    )


def _under_notice(books: Books, attempt: str, days: int, published_on: date, first_on: date) -> Refused:
    number = books.sittings.booking(attempt).admission_number
    return Refused(
        f"{number} was published on {published_on}; its public notice of {days} working days still stands, "
        f"and its certificate may be issued from {first_on} on.",
        advice="Issue it then; the centre's holidays and worked weekends stand in calendar.toml.",
        zh=(
            f"{number} 于 {published_on} 公示，{days} 个工作日的公示期未满，{first_on} 起可以发证。",
            "请届时再发证。本考点的节假日和调休在 calendar.toml 中设置。",
        ),
    )
