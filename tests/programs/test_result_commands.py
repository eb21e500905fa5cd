"""From marked to published and beyond, as a clerk types it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.centre.access import sign_in
from app.centre.planning import book_roster
from app.centre.seat import Station
from app.centre.verdicts import verdict_of
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.programs.kaobo import run
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.people import invented_candidate
from app.settings import SOFTWARE
from app.storage.clock import SystemChance
from app.storage.home import open_home

PIN = "246810"
FIRST, SECOND = "20260604-0001", "20260604-0002"


def signed(login: str) -> list[str]:
    return ["--as", login, "--pin", PIN]


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sitting of two: the first has sat the exam and is marked, the second never came."""
    place = tmp_path / "centre"
    monkeypatch.setenv("KAOBO_HOME", str(place))
    assert run(["init", "--admin", "wang", "--name", "王敏", "--pin", PIN]) == 0
    members = (("chen", "陈静", "examiner"), ("li", "李岩", "lead_examiner"), ("zhou", "周岚", "clerk"))
    for login, name, role in members:
        command = ["staff", "add", login, "--name", name, "--role", role, "--new-pin", PIN, *signed("wang")]
        assert run(command) == 0
    assert run(["bank", "release", *signed("wang")]) == 0
    new = ["sitting", "new", "20260604", "--on", "2026-06-04", "--place", "义乌实训基地"]
    assert run([*new, *signed("wang")]) == 0
    home = open_home(place)
    try:
        sit_first(home.store, home.keys.station)
    finally:
        home.close()
    return place


def sit_first(store, key) -> None:
    from random import Random

    clock = RehearsalClock(datetime(2026, 6, 4, 1, 0, tzinfo=UTC))
    clerk, examiner = sign_in(store, clock, "zhou", PIN), sign_in(store, clock, "chen", PIN)
    with store.reading() as books:
        sitting = books.sittings.by_code("20260604")
    chance = Random("people")
    people = [(invented_candidate(chance, sitting.held_on), ()) for _ in range(2)]
    bookings = book_roster(store, SystemChance(), clerk, sitting.id, people)
    cast = Cast(Station("booth-1", key, SOFTWARE), examiner, examiner)  # who may not publish what they marked
    stage = Stagehand(store, clock, lambda _: None, rehearsed_filming(clock))
    with pytest.raises(Refused):
        AttemptPlay(stage, cast, bookings[0], Skill(frozenset(Subject)), "7").play()


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["result", "list", "20260604", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_clerk_publishes_what_is_ready_and_is_told_what_is_not(marked, capsys):
    assert run(["result", "publish", "20260604", *signed("zhou")]) == 1
    said = capsys.readouterr().out
    assert f"{SECOND}: " in said
    assert "1 results published, 1 of them passes; 1 are open." in said
    first, second = listed(capsys)
    assert first["passed"] is True
    assert set(first["points"]) == {"theory", "clip", "pitch"}
    assert second["published_on"] == ""
    assert run(["result", "absent", SECOND, *signed("zhou")]) == 0
    assert run(["result", "publish", "20260604", *signed("zhou")]) == 0
    assert (listed(capsys)[1]["state"], listed(capsys)[1]["passed"]) == ("absent", None)
    assert listed(capsys)[1]["points"] == {}, "an absence is never a zero"


def test_an_examiner_may_not_publish(marked, capsys):
    assert run(["result", "publish", "20260604", *signed("chen")]) == 2
    assert listed(capsys)[0]["published_on"] == ""


def test_an_appeal_leads_to_a_correction_and_a_new_publication(marked, capsys):
    assert run(["result", "publish", "20260604", "--number", FIRST, *signed("zhou")]) == 0
    assert run(["result", "decide", FIRST, "--upheld", "--reason", "录像可见", *signed("zhou")]) == 2
    assert run(["result", "appeal", FIRST, "--subject", "pitch", "--reason", "漏评卖点", *signed("zhou")]) == 0
    assert run(["result", "decide", FIRST, "--upheld", "--reason", "录像可见", *signed("zhou")]) == 0
    correct = ["result", "correct", FIRST, "--subject", "pitch", "--reason", "漏加一项", *signed("li")]
    assert run([*correct, "--points", "99.3", "--second", "wang", "--second-pin", PIN]) == 2
    assert run([*correct, "--points", "99.5", "--second", "li", "--second-pin", PIN]) == 2
    assert run([*correct, "--points", "99.5", "--second", "wang", "--second-pin", PIN]) == 0
    assert run(["result", "publish", "20260604", "--number", FIRST, *signed("zhou")]) == 0
    assert listed(capsys)[0]["points"]["pitch"] == 99.5
    home = open_home(marked)
    try:
        with home.store.reading() as books:
            booking = books.sittings.booking_by_number(FIRST)
            assert verdict_of(books, booking.id).outcomes[2].half_points == 199
    finally:
        home.close()
    assert run(["record", "verify"]) == 0


def test_nothing_is_corrected_before_it_is_published(marked, capsys):
    correct = ["result", "correct", FIRST, "--subject", "pitch", "--points", "90", "--reason", "误", *signed("li")]
    assert run([*correct, "--second", "wang", "--second-pin", PIN]) == 2
    assert "not published" in capsys.readouterr().err


def test_a_void_attempt_is_no_pass(marked, capsys):
    assert run(["result", "void", FIRST, "--reason", "替考", *signed("li")]) == 0
    assert run(["result", "publish", "20260604", "--number", FIRST, *signed("zhou")]) == 0
    first = listed(capsys)[0]
    assert (first["state"], first["passed"], first["published_on"] != "") == ("void", None, True)


@pytest.mark.parametrize(("deferred", "word", "state"), [((), "缺考", "absent"), (("--deferred",), "缓考", "deferred")])
def test_an_absence_stays_one_once_it_is_published(marked, tmp_path, capsys, deferred, word, state):
    assert run(["result", "absent", SECOND, *deferred, *signed("zhou")]) == 0
    assert run(["result", "publish", "20260604", *signed("zhou")]) == 0
    second = listed(capsys)[1]
    assert (second["state"], second["passed"]) == (state, None)
    assert run(["export", "results", str(tmp_path / "r.csv"), *signed("zhou")]) == 0
    line = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()[2]
    assert f",{word}," in line
    assert "不合格" not in line
    assert run(["record", "verify"]) == 0


@pytest.mark.parametrize("points", ["nan", "inf", "-0.5", "100.5"])
def test_what_is_no_mark_is_refused(marked, capsys, points):
    assert run(["result", "publish", "20260604", "--number", FIRST, *signed("zhou")]) == 0
    correct = ["result", "correct", FIRST, "--subject", "pitch", f"--points={points}", "--reason", "误", *signed("li")]
    assert run([*correct, "--second", "wang", "--second-pin", PIN]) == 2
    assert "is no mark" in capsys.readouterr().err


def test_unknown_numbers_and_sittings_are_refused(marked, capsys):
    assert run(["result", "absent", "20260604-0099", *signed("zhou")]) == 2
    assert run(["result", "list", "20991231"]) == 2
    assert run(["result", "publish", "20260604", "--number", "x", *signed("zhou")]) == 2
