"""Who may do what: one table that jobs, tests and documentation read."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """The roles of a centre's staff."""

    EXAMINER = "examiner"
    LEAD_EXAMINER = "lead_examiner"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """Everything that a member of staff may be allowed to do; ``centre`` asks before each."""

    MANAGE_STAFF = "manage_staff"
    MANAGE_SETTINGS = "manage_settings"
    RELEASE_BANK = "release_bank"
    PLAN_SITTING = "plan_sitting"
    IMPORT_ROSTER = "import_roster"
    SEE_PERSON = "see_person"
    RUN_BOOTH = "run_booth"
    MARK = "mark"
    CONFIRM_RED_LINE = "confirm_red_line"
    MODERATE = "moderate"
    COUNTERSIGN = "countersign"
    CORRECT = "correct"
    NOTE_ABSENCE = "note_absence"
    PUBLISH = "publish"
    HANDLE_APPEAL = "handle_appeal"
    VOID = "void"
    CERTIFY = "certify"
    REVOKE = "revoke"
    REVEAL_SECRET = "reveal_secret"  # noqa: S105 - an act's name, no password
    PURGE = "purge"
    OBSERVE = "observe"
    WRITE_OWN_NOTES = "write_own_notes"
    VERIFY_RECORD = "verify_record"


_EVERYBODY = frozenset(Role)
_EXAMINERS = frozenset({Role.EXAMINER, Role.LEAD_EXAMINER})
_OFFICE = frozenset({Role.CLERK, Role.ADMINISTRATOR})

MAY: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.MANAGE_STAFF: frozenset({Role.ADMINISTRATOR}),
        Act.MANAGE_SETTINGS: frozenset({Role.ADMINISTRATOR}),
        Act.RELEASE_BANK: frozenset({Role.ADMINISTRATOR}),
        Act.PLAN_SITTING: _OFFICE,
        Act.IMPORT_ROSTER: _OFFICE,
        Act.SEE_PERSON: _OFFICE | _EXAMINERS,
        Act.RUN_BOOTH: _EXAMINERS,
        Act.MARK: _EXAMINERS,
        Act.CONFIRM_RED_LINE: _EXAMINERS,
        Act.MODERATE: frozenset({Role.LEAD_EXAMINER}),
        Act.COUNTERSIGN: frozenset({Role.LEAD_EXAMINER, Role.ADMINISTRATOR}),
        Act.CORRECT: frozenset({Role.LEAD_EXAMINER}),
        Act.NOTE_ABSENCE: _OFFICE,
        Act.PUBLISH: _OFFICE,
        Act.HANDLE_APPEAL: _OFFICE,
        Act.VOID: frozenset({Role.LEAD_EXAMINER, Role.ADMINISTRATOR}),
        Act.CERTIFY: _OFFICE,
        Act.REVOKE: frozenset({Role.ADMINISTRATOR}),
        Act.REVEAL_SECRET: _OFFICE,
        Act.PURGE: frozenset({Role.ADMINISTRATOR}),
        Act.OBSERVE: _EVERYBODY,
        Act.WRITE_OWN_NOTES: frozenset({Role.SUPERVISOR}),
        Act.VERIFY_RECORD: _EVERYBODY,
    }
)
"""The one table.  An act that is not here is allowed to nobody."""


def may(roles: frozenset[Role], act: Act) -> bool:
    """Tell whether somebody with these roles may do this."""
    return not roles.isdisjoint(MAY[act])
