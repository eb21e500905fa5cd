"""A record written once and kept: a stranger verifies it, and its verdict stays what it was, for good.

If this test is red, the meaning of words already written has changed.  A new meaning is a new version of a
body with its own reader; these files are never written anew.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from app.exam.bank import Bank
from app.exam.draw import Draw
from app.exam.entry import Entry, chain_fault
from app.exam.flow import fold
from app.exam.paper import assemble, draw_clip_task, draw_sample
from app.exam.plain import from_plain
from app.exam.scheme import Scheme, Subject
from app.exam.sheet import fold as fold_sheet
from app.exam.verdict import replay
from app.exam.vocabulary import body_of, kinds, plain_body
from app.exam.vocabulary.common import StreamKind

HERE = Path(__file__).parent
OLD = HERE.parent / "data" / "old_record"


def loaded(name: str) -> Any:
    return json.loads((OLD / name).read_text("utf-8"))


def record() -> Mapping[str, Sequence[Entry]]:
    streams: dict[str, list[Entry]] = {}
    for line in (OLD / "record.jsonl").read_text("utf-8").splitlines():
        entry = Entry(**json.loads(line))
        streams.setdefault(entry.stream, []).append(entry)
    return streams


SCHEME, BANK = from_plain(Scheme, loaded("scheme.json")), from_plain(Bank, loaded("bank.json"))
EXPECTED: dict[str, Any] = loaded("expected.json")
RECORD = record()


def verified_by_stranger(file: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["node", str(HERE / "stranger_record.mjs"), str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_releases_keep_their_digests() -> None:
    assert SCHEME.digest() == EXPECTED["scheme"]
    assert BANK.digest() == EXPECTED["bank"]


def test_every_chain_is_whole() -> None:
    assert sorted(RECORD) == EXPECTED["streams"]
    assert [chain_fault(entries) for entries in RECORD.values()] == [None] * len(RECORD)


def test_a_stranger_in_another_language_verifies_every_digest() -> None:
    found = verified_by_stranger(OLD / "record.jsonl")
    assert found == {"streams": len(RECORD), "entries": sum(map(len, RECORD.values())), "fault": None}


@pytest.mark.parametrize("line", [0, 7, 20, -1])
def test_a_stranger_finds_the_entry_in_which_one_letter_was_changed(line: int, tmp_path: Path) -> None:
    lines = (OLD / "record.jsonl").read_text("utf-8").splitlines()
    entry = json.loads(lines[line])
    entry["body"]["v"] = 2
    lines[line] = json.dumps(entry, ensure_ascii=False)
    changed = tmp_path / "record.jsonl"
    changed.write_text("\n".join(lines), "utf-8")
    assert verified_by_stranger(changed)["fault"] == {"stream": entry["stream"], "seq": entry["seq"]}


def test_every_body_reads_and_is_written_as_it_stands() -> None:
    for entries in RECORD.values():
        for entry in entries:
            assert plain_body(body_of(entry)) == entry.body


def test_the_record_holds_nearly_every_word_of_booth_desk_and_sheet() -> None:
    used = {entry.kind for entries in RECORD.values() for entry in entries}
    for stream in (StreamKind.SEAT, StreamKind.DESK, StreamKind.SHEET):
        assert set(kinds(stream)) <= used | {"stopped", "theory_ended", "line_cleared"}


def test_the_attempt_stands_where_it_stood() -> None:
    state = fold(SCHEME, RECORD["a1/seat"], RECORD["a1/desk"])
    assert state.stage.value == EXPECTED["stage"]
    assert {item: list(chosen) for item, chosen in state.answers.items()} == EXPECTED["answers"]
    assert [asdict(film) for film in state.films] == [
        {**film, "gaps": tuple(film["gaps"])} for film in EXPECTED["films"]
    ]
    assert (state.lost.lost_ms, state.lost.given_back_ms) == (EXPECTED["lost_ms"], EXPECTED["given_back_ms"])


def test_the_draws_are_what_they_were() -> None:
    own = Draw(bytes.fromhex(EXPECTED["secret"]), "20260604-A", "20260604-A-0001")
    state = fold(SCHEME, RECORD["a1/seat"], RECORD["a1/desk"])
    assert state.paper == assemble(BANK, SCHEME, own)
    assert (state.sample, state.pitch.order) == (draw_sample(BANK, own)[0].id, draw_sample(BANK, own)[1])
    assert state.clip.task == draw_clip_task(BANK, own).id


def test_the_sheets_say_what_they_said() -> None:
    sheet = fold_sheet(SCHEME, BANK, RECORD["a1/sheet/pitch/e1"])
    assert sheet.total_half_points == EXPECTED["pitch_sheet"]
    assert dict(sheet.suggested_deductions(BANK)) == EXPECTED["suggested"]
    assert sheet.sealed


def test_the_verdict_is_what_it_was() -> None:
    found = replay(SCHEME, BANK, RECORD, {Subject(key): mark for key, mark in EXPECTED["carried"].items()})
    assert found.state.value == EXPECTED["verdict"]
    assert [[each.subject.value, each.state.value, each.half_points, each.passed] for each in found.outcomes] == (
        EXPECTED["outcomes"]
    )
