"""Certificates for whoever earned one: once, by those who may, never twice, resumable."""

import multiprocessing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.centre.certificate_keeping import kept_certificate
from app.centre.certificate_number import number_of, series_of
from app.centre.certificate_ports import LineState
from app.centre.certificates import Certificates, Issued, NotIssued, Workshop
from app.centre.office import Office
from app.centre.planning import correct_name
from app.centre.registration_photo import keep_registration_photos
from app.centre.values import CandidateDetails
from app.exam.errors import NotAllowed, Refused
from app.exam.identity import DocumentKind
from app.exam.notice import WorkCalendar
from app.exam.scheme import Subject
from app.paperwork.certificate.check import Outcome, check_content
from app.paperwork.certificate.keys import create_keys, open_keys
from app.paperwork.certificate.press import Press, Style
from app.paperwork.certificate.trust import trust_of
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from app.programs.rehearsal.clock import RehearsalClock
from app.storage.certificate_shelf import FileShelf
from app.storage.clock import SystemChance
from tests.centre.conftest import MORNING


@pytest.fixture(scope="module")
def keys_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys") / "certificates"
    create_keys(folder, "义乌市人力资源和社会保障局", MORNING)
    return folder


def workshop_of(centre, keys_folder: Path) -> Workshop:
    press = Press(open_keys(keys_folder), Style())
    return Workshop(press, FileShelf(centre.home.path / "certificates"), centre.home.keys, SystemChance())


@pytest.fixture
def after_notice():
    """The clock of a desk that certifies eight days after the exam: the public notice of five working days is over."""
    return RehearsalClock(MORNING + timedelta(days=8))


@pytest.fixture
def desk(centre, keys_folder, after_notice):
    workshop = workshop_of(centre, keys_folder)
    return lambda login="clerk", clock=after_notice: Certificates(
        centre.store, clock, centre.station("office"), centre.staff[login], workshop
    )


@pytest.fixture
def play(centre):
    def run(index: int, *, passes: bool = True) -> str:
        stage = Stagehand(centre.store, centre.clock, lambda _: None, rehearsed_filming(centre.clock))
        cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
        skill = Skill(frozenset(Subject) if passes else frozenset())
        booking = centre.bookings[index]
        AttemptPlay(stage, cast, booking, skill, "6").play()
        return booking.id

    return run


def test_a_published_pass_is_certified_once_and_entered_everywhere(centre, desk, play, keys_folder):
    attempt = play(0)
    assert desk().waiting() == [attempt]
    issued = desk().issue(attempt)
    assert issued.line.number == "YW2026000001"
    assert issued.facts.holder == "彭晓"
    assert issued.facts.document_shown == "110105**********2X"
    with centre.store.reading() as books:
        assert books.register.of_attempt(attempt) == issued.line
        last = books.ledger.head(f"{attempt}/office")
        assert (last.kind, last.body["number"], last.body["document"]) == (
            "certified", issued.line.number, issued.line.document,
        )  # fmt: skip
        assert books.attempts.get(attempt).certificate_number == issued.line.number
    assert desk().kept(attempt).pdf == issued.printed.pdf
    trust = trust_of(open_keys(keys_folder), [], centre.clock.now())
    assert check_content(issued.printed.pdf, "c.pdf", trust).outcome is Outcome.GOOD
    assert desk().waiting() == []
    with pytest.raises(Refused, match="already"):
        desk().issue(attempt)


def test_nobody_without_a_published_pass_is_certified(centre, desk, play):
    failed = play(0, passes=False)
    for attempt, reason in ((failed, "not passed"), (centre.bookings[1].id, "not published")):
        with pytest.raises(Refused, match=reason):
            desk().issue(attempt)
    with centre.store.reading() as books:
        assert books.register.page() == []
    assert desk().waiting() == []


def test_a_certificate_may_bear_the_photo_of_the_registration(centre, desk, play):
    number = centre.bookings[0].admission_number
    keep_registration_photos(centre.store, centre.staff["clerk"], centre.sitting.id, {number: b"a photo"})
    assert desk().registered_photo(play(0)) == b"a photo"
    assert desk().registered_photo(centre.bookings[1].id) is None
    with centre.store.reading() as books:
        (line,) = books.readings.of_attempt(centre.bookings[0].id)
    assert (line.by, line.purpose) == (centre.staff["clerk"].staff.id, "certificate")


def test_an_open_appeal_and_a_void_attempt_stop_a_certificate(centre, desk, play):
    attempt = play(0)
    Office(centre.store, centre.clock, centre.station("office"), centre.staff["clerk"]).open_appeal(
        attempt, Subject.PITCH, "评分有误"
    )
    assert desk().waiting() == [attempt]  # named by a batch, not passed over in silence
    with pytest.raises(Refused, match=r"20260604-0001 .* appeal is open"):
        desk().issue(attempt)
    Office(centre.store, centre.clock, centre.station("office"), centre.staff["lead"]).void(attempt, "替考")
    with pytest.raises(Refused, match="void"):
        desk().issue(attempt)


def test_a_certificate_waits_for_the_end_of_the_public_notice(centre, desk, play):
    attempt = play(0)  # published on Thursday, 4 June: Friday and Monday to Thursday are its five working days
    early, later = RehearsalClock(MORNING + timedelta(days=7)), RehearsalClock(MORNING + timedelta(days=8))
    with pytest.raises(Refused, match=r"5 working days still stands, .* from 2026-06-12 on") as refused:
        desk(clock=early).issue(attempt)
    assert "5 个工作日的公示期未满，2026-06-12 起可以发证" in refused.value.in_language("zh")[0]
    (failure,) = desk(clock=early).issue_all([attempt])
    assert (failure.attempt, "2026-06-12" in failure.reason.detail) == (attempt, True)
    with centre.store.reading() as books:
        assert books.register.page() == []
    assert desk(clock=later).issue(attempt).facts.issued_on == date(2026, 6, 12)


def test_the_centre_s_holidays_and_worked_weekends_move_the_day(centre, keys_folder, play):
    attempt = play(0)
    calendar = WorkCalendar(frozenset({date(2026, 6, 8), date(2026, 6, 9)}), frozenset({date(2026, 6, 6)}))
    workshop, staff = replace(workshop_of(centre, keys_folder), calendar=calendar), centre.staff["clerk"]

    def at(day: int) -> Certificates:
        clock = RehearsalClock(MORNING + timedelta(days=day))
        return Certificates(centre.store, clock, centre.station("office"), staff, workshop)

    with pytest.raises(Refused, match=r"still stands, .* from 2026-06-13 on"):
        at(8).issue(attempt)
    assert at(9).issue(attempt).facts.issued_on == date(2026, 6, 13)


def test_a_result_that_is_published_again_stands_again_for_its_whole_notice(centre, desk, play, monkeypatch):
    """The day is asked again when the certificate is entered: a correction may have come between."""
    attempt = play(0)
    certificates = desk()
    facts = certificates._prepare(attempt)
    certificates._reserve((attempt,))
    late = RehearsalClock(MORNING + timedelta(days=6))
    Office(centre.store, late, centre.station("office"), centre.staff["clerk"]).publish(attempt)
    with pytest.raises(Refused, match="2026-06-10; its public notice"):
        certificates._finish(attempt, facts, None)
    with pytest.raises(Refused, match="still stands"):
        certificates.issue(attempt)


@pytest.mark.parametrize("login", ["examiner", "lead", "supervisor"])
def test_only_the_office_certifies_and_only_administrators_revoke(desk, play, login):
    attempt = play(0)
    with pytest.raises(NotAllowed):
        desk(login).issue(attempt)
    with pytest.raises(NotAllowed):
        next(desk(login).issue_all([attempt]))
    desk("clerk").issue(attempt)
    for act in (lambda: desk(login).revoke(attempt, "x"), lambda: desk("clerk").revoke(attempt, "x")):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        desk(login).reissue(attempt, "x")


def test_a_reissue_keeps_the_number_and_day_and_bears_its_mark(centre, desk, play, after_notice):
    attempt = play(0)
    first = desk().issue(attempt)
    after_notice.pass_ms(40 * 86_400_000)
    again = desk().reissue(attempt, "遗失")
    assert (again.line.number, again.line.edition, again.line.issued_on) == (first.line.number, 1, first.line.issued_on)
    assert again.facts.reissued_on > first.facts.issued_on
    assert again.printed.document != first.printed.document
    assert desk().kept(attempt).pdf == again.printed.pdf
    with centre.store.reading() as books:
        last = books.ledger.head(f"{attempt}/office")
        assert last.kind == "reissued"
        assert books.people.open_text(first.line.candidate, last.body["reason_sealed"]) == "遗失"
    with pytest.raises(Refused, match="reason"):
        desk().reissue(attempt, " ")


def test_a_paper_with_the_old_name_is_told_from_its_reissue(centre, desk, play, keys_folder, after_notice):
    attempt = play(0)
    first = desk().issue(attempt)
    number = centre.bookings[0].admission_number
    correct_name(centre.store, centre.clock, centre.staff["clerk"], centre.staff["admin"], number, "彭小晓")
    after_notice.pass_ms(2 * 86_400_000)
    again = desk().reissue(attempt, "更正姓名")
    with centre.store.reading() as books:
        lines = [*books.register.revoked(), *books.register.reissued()]
    trust = trust_of(open_keys(keys_folder), lines, after_notice.now())
    old, new = (check_content(each.printed.pdf, "c.pdf", trust) for each in (first, again))
    assert (old.outcome, old.claims.holder, old.replaced_on) == (
        Outcome.REPLACED, "彭晓", again.facts.reissued_on,
    )  # fmt: skip
    assert (new.outcome, new.claims.holder) == (Outcome.GOOD, "彭小晓")


def test_a_revoked_number_stays_revoked(centre, desk, play):
    attempt = play(0)
    with pytest.raises(Refused, match="no certificate yet"):
        desk("admin").revoke(attempt, "替考")
    desk().issue(attempt)
    revoked = desk("admin").revoke(attempt, "替考")
    assert revoked.state is LineState.REVOKED
    with centre.store.reading() as books:
        assert books.ledger.head(f"{attempt}/office").kind == "revoked"
        assert [line.number for line in books.register.revoked()] == [revoked.number]
    for act in (desk("admin").revoke, desk("admin").reissue):
        with pytest.raises(Refused, match="revoked"):
            act(attempt, "again")
    with pytest.raises(Refused, match="revoked"):
        desk().issue(attempt)


def test_a_batch_names_each_failure_and_goes_on_and_a_second_run_finds_nothing_left(centre, desk, play):
    attempts = [play(0), play(1, passes=False), play(2)]
    done = list(desk().issue_all(attempts))
    numbers = {each.line.attempt: each.line.number for each in done if isinstance(each, Issued)}
    assert numbers == {attempts[0]: "YW2026000001", attempts[2]: "YW2026000002"}
    (failure,) = (each for each in done if isinstance(each, NotIssued))
    assert (failure.attempt, "not passed" in failure.reason.detail) == (attempts[1], True)
    assert failure.admission_number == centre.bookings[1].admission_number
    assert [type(each) for each in desk().issue_all(attempts)] == [NotIssued]


def test_a_run_that_is_cut_short_keeps_the_number_for_its_attempt(centre, desk, play, monkeypatch):
    attempts = [play(0), play(2)]
    with monkeypatch.context() as broken:
        broken.setattr(Press, "print", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            list(desk().issue_all(attempts))
    with centre.store.reading() as books:
        assert [line.state for line in books.register.page()] == [LineState.RESERVED] * 2
        assert books.ledger.head(f"{attempts[0]}/office").kind == "published"
    assert desk().waiting() == attempts
    assert desk().issue(attempts[1]).line.number == "YW2026000002"
    assert desk().issue(attempts[0]).line.number == "YW2026000001"


def test_a_name_that_cannot_be_printed_is_refused_before_a_number_is_given(centre, desk, play, monkeypatch):
    attempt = play(0)
    with centre.store.writing() as books:
        person = type(books.people)
    known = person.get
    monkeypatch.setattr(
        person, "get", lambda self, candidate: replace(
            known(self, candidate),
            details=CandidateDetails("𠮷野", DocumentKind.PASSPORT, "K12345678"),
        ),
    )  # fmt: skip
    with pytest.raises(Refused, match="𠮷"):
        desk().issue(attempt)
    (failure,) = desk().issue_all([attempt])
    assert "𠮷" in failure.reason.detail
    with centre.store.reading() as books:
        assert books.register.page() == []


def test_a_purged_person_s_document_cannot_be_opened(centre, desk, play):
    attempt = play(0)
    issued = desk().issue(attempt)
    with centre.store.writing() as books:
        books.people.purge(issued.line.candidate)
    with pytest.raises(Refused, match="destroyed"):
        desk().kept(attempt)


def test_a_kept_document_that_was_exchanged_is_refused(centre, desk, play):
    attempt = play(0)
    issued = desk().issue(attempt)
    shelf = FileShelf(centre.home.path / "certificates")
    with centre.store.reading() as books:
        shelf.keep(attempt, 0, books.people.seal_bytes(issued.line.candidate, b"another"))
        with pytest.raises(Refused, match="not the one"):
            kept_certificate(books, shelf, attempt)


def issue_in_process(home: str, keys: str, attempts: list[str], queue: "multiprocessing.Queue[list[str]]") -> None:
    """Body of a process that issues what is due."""
    from app.centre.access import sign_in
    from app.centre.seat import Station
    from app.storage.home import open_home
    from tests.centre.conftest import PIN

    opened, clock = open_home(Path(home)), RehearsalClock(MORNING + timedelta(days=8))
    workshop = Workshop(
        Press(open_keys(Path(keys)), Style()), FileShelf(Path(home) / "certificates"), opened.keys, SystemChance()
    )
    signed = sign_in(opened.store, clock, "clerk", PIN)
    desk = Certificates(opened.store, clock, Station("office", opened.keys.station, "test"), signed, workshop)
    queue.put([each.line.number for each in desk.issue_all(attempts) if isinstance(each, Issued)])
    opened.close()


def test_two_processes_issue_each_certificate_once(centre, desk, play, keys_folder):
    attempts = [play(0), play(1), play(2)]
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[list[str]] = context.Queue()
    given = (str(centre.home.path), str(keys_folder), attempts, queue)
    workers = [context.Process(target=issue_in_process, args=given) for _ in range(2)]
    for worker in workers:
        worker.start()
    numbers = queue.get(timeout=120) + queue.get(timeout=120)
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(numbers) == ["YW2026000001", "YW2026000002", "YW2026000003"]
    with centre.store.reading() as books:
        for attempt in attempts:
            kinds = [entry.kind for entry in books.ledger.entries(f"{attempt}/office")]
            assert kinds.count("certified") == 1
    assert desk().waiting() == []


@pytest.mark.parametrize(
    ("pattern", "number"),
    [("YW{yyyy}{serial:06d}", "YW2026000007"), ("{yy}{mm}-{serial}", "2606-7"), ("A{{x}}{serial:02d}", "A{x}07")],
)
def test_numbers_follow_the_pattern(pattern, number):
    assert number_of(pattern, date(2026, 6, 4), 7) == number


def test_a_series_is_the_pattern_of_its_day():
    assert series_of("YW{yyyy}{serial:06d}", date(2026, 6, 4)) == "YW2026#"


@pytest.mark.parametrize(
    "pattern", ["YW{yyyy}", "{serial}{serial}", "{day}{serial}", "{serial:x}", "{serial:06f}", "{", "{yyyy:3d}{serial}"]
)
def test_a_wrong_pattern_is_refused(pattern):
    with pytest.raises(Refused, match="pattern"):
        number_of(pattern, date(2026, 6, 4), 1)


def test_a_serial_that_outgrows_its_place_is_refused():
    with pytest.raises(Refused, match="does not fit"):
        number_of("{serial:02d}", date(2026, 6, 4), 100)
