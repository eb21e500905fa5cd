"""A room closes once every answer, sheet, film and clip is there; whatever is missing is named with its place."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.centre.closing import account_of_room
from app.centre.desk import Desk
from app.centre.marking import Marking, SheetKey
from app.centre.office import Office
from app.centre.seat import admit
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_of
from app.media.film.shelf import FolderShelf
from app.programs.kaobo import run
from app.programs.rehearsal import actors
from tests.centre.conftest import PIN
from tests.screens.clock_film import clock_film
from tests.screens.film_room import filmed


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("films")
    return [clock_film(folder / "pitch.mp4", 2), clock_film(folder / "clip.mp4", 16, first=500)]


def sheet_of(centre, booking, subject, login="examiner", mark=150):
    marking = Marking(centre.store, centre.clock, centre.station(), centre.staff[login], SheetKey(booking.id, subject))
    for line, each in actors.lines_that_add_up(rubric_of(marking.context.bank, subject), mark).items():
        marking.mark(line, each)
    return marking


def signed(centre, booking, subject, login="examiner", mark=150):
    marking = sheet_of(centre, booking, subject, login, mark)
    marking.sign(centre.staff[login])
    marking.seal()


def whole(centre, films, index=0):
    """One candidate of whom everything is there."""
    booking = filmed(centre, [(films[0], 2_000)], index, clip=films[1])
    for subject in (Subject.CLIP, Subject.PITCH):
        signed(centre, booking, subject)
    return booking


def absent(centre, *indices):
    office = Office(centre.store, centre.clock, centre.station("office"), centre.staff["clerk"])
    for index in indices:
        office.note_absence(centre.bookings[index].id)


def account(centre, login="supervisor"):
    return account_of_room(
        centre.store, centre.staff[login], FolderShelf(centre.home.media), centre.sitting.id
    )  # fmt: skip


def lacks(centre, index=0):
    found = account(centre).candidates[index]
    return [(lack.what.in_language("en"), lack.where) for lack in found.lacks]


def test_a_room_with_everything_closes(centre, films):
    whole(centre, films)
    absent(centre, 1, 2)
    steps: list[int] = []
    shelf = FolderShelf(centre.home.media)
    found = account_of_room(centre.store, centre.staff["supervisor"], shelf, centre.sitting.id, lambda: steps.append(1))
    assert found.may_close
    first = found.candidates[0]
    assert (first.stand, first.answers, first.items, first.clips, first.films) == ("finished", first.items, 10, 1, 1)
    assert (first.sheets_signed, first.sheets_wanted, first.film_ms) == (2, 2, 2_000)
    assert [each.stand for each in found.candidates[1:]] == ["absent", "absent"]
    assert len(steps) == 3


def test_somebody_of_whom_nobody_knows_anything_keeps_the_room_open(centre, films):
    whole(centre, films)
    found = account(centre)
    assert [each.stand for each in found.lacking] == ["unknown", "unknown"]
    assert not found.may_close


def test_an_attempt_that_runs_is_named_with_its_booth(centre):
    number = centre.bookings[0].admission_number
    admit(centre.store, centre.clock, centre.station("booth-3"), number, "002X", how="typed", language="zh")
    assert lacks(centre) == [("The attempt has not ended (identity).", "booth-3")]


def test_a_film_that_is_gone_changed_or_cut_is_named_with_its_place(centre, films):
    booking = whole(centre, films)
    film = centre.home.media / booking.id / "pitch-1.mp4"
    content = film.read_bytes()
    place = f"booth-1: media/{booking.id}/pitch-1.mp4"
    film.unlink()
    assert lacks(centre) == [("The film pitch-1.mp4 is not here.", place)]
    film.write_bytes(content[:-1] + b"?")
    assert lacks(centre) == [("The film pitch-1.mp4 is not as recorded: its bytes were changed.", place)]
    film.write_bytes(content)
    assert lacks(centre) == []


def test_a_clip_that_is_gone_or_changed_is_named(centre, films):
    booking = whole(centre, films)
    clip = centre.home.media / booking.id / "clip-1.mp4"
    content = clip.read_bytes()
    clip.unlink()
    assert len(lacks(centre)) == 1
    clip.write_bytes(content + b"more")
    ((what, where),) = lacks(centre)
    assert what.endswith("is not here, or was changed.")
    assert where == f"booth-1: media/{booking.id}"


def test_sheets_that_nobody_opened_signed_or_sealed_are_counted_and_named(centre, films):
    booking = filmed(centre, [(films[0], 2_000)], clip=films[1])
    assert [what for what, _ in lacks(centre)] == [
        "1 sheet of the clip never opened.",
        "1 sheet of the pitch never opened.",
    ]
    signed(centre, booking, Subject.CLIP)
    marking = sheet_of(centre, booking, Subject.PITCH)
    line = rubric_of(marking.context.bank, Subject.PITCH).lines[0].id
    marking.clear(line)
    assert [what for what, _ in lacks(centre)] == ["Examiner's pitch sheet is not signed; 1 line without a mark."]
    marking.mark(line, 20)
    red = rubric_of(marking.context.bank, Subject.PITCH).red_lines[0]
    raised = marking.raise_red_line(red.id, "pitch-1.mp4", 1_000, "虚假承诺").red_lines[0].raised
    marking.sign(centre.staff["examiner"])
    assert "waits for a second signature" in lacks(centre)[0][0]
    marking.decide_red_line(centre.staff["examinertwo"], raised, agreed=True, reason="同意")
    assert [what for what, _ in lacks(centre)] == [
        "Examiner's pitch sheet is not sealed: its examiner opens it once more."
    ]
    marking.seal()
    found = account(centre).candidates[0]
    assert found.whole, "a moderator may decide tomorrow"
    assert [wait.in_language("en") for wait in found.waits] == ["The pitch waits for moderation."]


def test_a_changed_entry_is_named(centre, films):
    booking = whole(centre, films)
    with centre.store.engine.begin() as raw:
        raw.execute(text("DROP TRIGGER entry_no_update"))
        raw.execute(
            text('UPDATE entry SET body = replace(body, \'"how":"qr"\', \'"how":"typed"\') WHERE stream = :stream'),
            {"stream": f"{booking.id}/seat"},
        )
    ((what, where),) = lacks(centre)
    assert what.startswith("Entry 1 was changed")
    assert where == f"{booking.id}/seat"


def test_an_unsealed_desk_is_named(centre, films):
    number = centre.bookings[0].admission_number
    sitter = admit(centre.store, centre.clock, centre.station(), number, "002X", how="typed", language="zh")
    desk = Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt)
    desk.confirm_identity(matches=False)
    sitter.finish("turned_away")
    assert lacks(centre) == [("The desk's record is not sealed.", f"{sitter.attempt}/desk")]
    desk.refresh()
    desk.seal()
    assert lacks(centre) == []


def test_the_command_exits_1_while_something_is_missing(centre, films, capsys):
    whole(centre, films)
    absent(centre, 1)
    home = ["--home", str(centre.home.path), "--as", "supervisor", "--pin", PIN]
    assert run(["room", "close", "20260604", *home]) == 1
    said = capsys.readouterr().out
    assert "20260604-0003: unknown" in said
    assert "something is missing of 1 of 3 candidates" in said
    absent(centre, 2)
    assert run(["room", "close", "20260604", *home]) == 0
    assert "The room may close." in capsys.readouterr().out
    assert run(["room", "close", "20260604", "--json", *home]) == 0
    assert '"may_close": true' in capsys.readouterr().out
    assert run(["room", "close", "nowhere", *home]) == 2
