"""Panels of one, two and three in a sitting of their own."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from app.centre.access import add_staff, sign_in
from app.centre.marking import Marking, SheetKey
from app.centre.office import Office
from app.centre.planning import SittingPlan, book_roster, plan_sitting
from app.centre.releasing import release
from app.centre.values import Booking, SignedIn, Sitting, StaffMember
from app.exam.roles import Role
from app.exam.scheme import PanelTerms, Subject
from app.exam.sheet_state import rubric_of
from app.programs.rehearsal import actors
from app.programs.rehearsal.people import invented_candidate
from tests.centre.conftest import PIN, Centre

DAY = date(2026, 6, 5)


@dataclass
class Panel:
    """A sitting whose subjects take several sheets."""

    centre: Centre
    size: int
    sitting: Sitting
    bookings: list[Booking]

    def examiner(self, place: int) -> SignedIn:
        return self.centre.staff[("examiner", "examinertwo", "third")[place]]

    def sheet(self, place: int, index: int = 0, subject: Subject = Subject.PITCH) -> Marking:
        key = SheetKey(self.bookings[index].id, subject)
        return Marking(self.centre.store, self.centre.clock, self.centre.station(), self.examiner(place), key)

    def filled(self, place: int, half_points: int, index: int = 0, subject: Subject = Subject.PITCH) -> Marking:
        marking = self.sheet(place, index, subject)
        rubric = rubric_of(marking.context.bank, subject)
        for line, mark in actors.lines_that_add_up(rubric, half_points).items():
            marking.mark(line, mark)
        for line in marking.state.lines_to_explain(marking.context.bank):
            marking.note(line, "说明")
        return marking

    def signed(self, place: int, half_points: int, index: int = 0, subject: Subject = Subject.PITCH) -> Marking:
        marking = self.filled(place, half_points, index, subject)
        marking.sign(self.examiner(place))
        return marking

    def office(self, login: str = "lead") -> Office:
        return Office(self.centre.store, self.centre.clock, self.centre.station("office"), self.centre.staff[login])

    def key(self, index: int = 0, subject: Subject = Subject.PITCH) -> SheetKey:
        return SheetKey(self.bookings[index].id, subject)


def panel_of(centre: Centre, size: int, people: int = 1) -> Panel:
    """Plan a sitting whose panels have a size."""
    store = centre.store
    with store.reading() as books:
        listed = {line.kind: line.digest for line in books.releases.listed()}
        scheme, bank = books.releases.scheme(listed["scheme"]), books.releases.bank(listed["bank"])
    own = replace(scheme, id=f"panel-{size}", panel=PanelTerms(size, scheme.panel.moderation_over_half_points))
    release(store, centre.clock, centre.staff["admin"], bank, (own,))
    if "third" not in centre.staff:
        third = StaffMember(centre.chance.opaque_id(), "third", "Third", frozenset({Role.EXAMINER}))
        add_staff(store, centre.staff["admin"], third, PIN)
        centre.staff["third"] = sign_in(store, centre.clock, "third", PIN)
    plan = SittingPlan(f"20260605-{size}", DAY, "义乌实训基地", own.digest(), listed["bank"], 2)
    sitting = plan_sitting(store, centre.chance, centre.staff["clerk"], plan)
    chance = Random(size)
    roster = [(invented_candidate(chance, DAY), ()) for _ in range(people)]
    return Panel(centre, size, sitting, book_roster(store, centre.chance, centre.staff["clerk"], sitting.id, roster))


def sat(panel: Panel, index: int = 0) -> Booking:
    """Sit a booking of the panel's sitting, without films on disk."""
    from app.programs.rehearsal.actors import Skill
    from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming

    centre = panel.centre
    cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
    stage = Stagehand(centre.store, centre.clock, lambda _: None, rehearsed_filming(centre.clock))
    AttemptPlay(stage, cast, panel.bookings[index], Skill(frozenset(Subject)), "seed").sit()
    return panel.bookings[index]
