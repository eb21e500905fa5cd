"""A server that keeps a transaction and goes away before it says so: nothing is lost, doubled, or stuck for ever."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.centre.marking import Marking, SheetKey
from app.exam.errors import Unavailable
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.vocabulary import seat
from app.storage.verify import verify_record
from tests.centre.test_seat import at_theory


class Mute:
    """A store whose next transactions are kept, or lost, and answered by silence."""

    def __init__(self, store, monkeypatch: pytest.MonkeyPatch) -> None:
        self._writing = store.writing
        self.keeps: bool | None = None
        monkeypatch.setattr(store, "writing", self.writing)

    @contextmanager
    def writing(self) -> Iterator:
        keeps, self.keeps = self.keeps, None
        with self._writing() as books:
            yield books
            if keeps is False:
                raise Unavailable("The database server does not answer.", advice="Try again.")
        if keeps:
            raise Unavailable("The database server does not answer.", advice="Try again.")


@pytest.fixture
def mute(centre, monkeypatch: pytest.MonkeyPatch) -> Mute:
    return Mute(centre.store, monkeypatch)


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "lost"])
def test_an_answer_is_there_once_whether_the_server_kept_it_or_not(centre, mute: Mute, *, keeps: bool) -> None:
    sitter, _ = at_theory(centre)
    items = [line.item for line in sitter.state.paper]
    mute.keeps = keeps
    with pytest.raises(Unavailable):
        sitter.answer(items[0], (0,))
    assert items[0] not in sitter.state.answers, "nothing is called saved before the store says so"
    sitter.answer(items[1], (1,))
    assert (items[0] in sitter.state.answers) is keeps
    sitter.answer(items[0], (0,))
    assert [sitter.state.answers[item] for item in items[:2]] == [(0,), (1,)]
    assert list(verify_record(centre.store, centre.home.keys)) == []


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "lost"])
def test_what_is_due_by_time_goes_on_after_it(centre, mute: Mute, *, keeps: bool) -> None:
    sitter, _ = at_theory(centre)
    centre.clock.pass_ms(3_600_000)
    mute.keeps = keeps
    with pytest.raises(Unavailable):
        sitter.tick()
    sitter.refresh()
    sitter.tick()
    assert sitter.state.stage is Stage.CLIP_READY
    assert list(verify_record(centre.store, centre.home.keys)) == []


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "lost"])
def test_an_attempt_is_sealed_once(centre, mute: Mute, *, keeps: bool) -> None:
    sitter, desk = at_theory(centre)
    desk.stop("ill")
    sitter.refresh()
    assert sitter.state.stopped
    mute.keeps = keeps
    with pytest.raises(Unavailable):
        sitter.observe(seat.Finished(how="stopped"))
    sitter.refresh()
    if not sitter.state.finished:
        sitter.observe(seat.Finished(how="stopped"))
    mute.keeps = keeps
    with pytest.raises(Unavailable):
        sitter.seal()
    sitter.seal()
    assert sitter.state.sealed
    assert list(verify_record(centre.store, centre.home.keys)) == []


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "lost"])
def test_a_sheet_goes_on_after_it(centre, mute: Mute, *, keeps: bool) -> None:
    sitter, _ = at_theory(centre)
    key = SheetKey(sitter.attempt, Subject.PITCH)
    sheet = Marking(centre.store, centre.clock, centre.station(), centre.staff["examiner"], key)
    lines = sheet.state.unmarked_lines(sheet.context.bank)[:2]
    mute.keeps = keeps
    with pytest.raises(Unavailable):
        sheet.mark(lines[0], 2)
    sheet.mark(lines[1], 2)
    assert (lines[0] in sheet.state.marks) is keeps
    sheet.mark(lines[0], 3)
    assert list(verify_record(centre.store, centre.home.keys)) == []
