"""Freeze a bank and its schemes, so that sittings can be planned with them."""

from collections.abc import Sequence

from app.centre.access import require
from app.centre.ports import Clock, Store
from app.centre.values import SignedIn
from app.exam.bank import Bank
from app.exam.entry import instant
from app.exam.errors import Refused
from app.exam.roles import Act
from app.exam.scheme import Scheme


def release(store: Store, clock: Clock, by: SignedIn, bank: Bank, schemes: Sequence[Scheme]) -> list[tuple[str, str]]:
    """Keep a checked bank and its schemes under their digests; return (name, digest) of each.

    Raises:
        Refused: not an administrator, or a content was changed and its version was not: two contents under one
            version could not be told apart on a list, a form or in a hearing.
    """
    require(by, Act.RELEASE_BANK)
    at = instant(clock.now())
    kept: list[tuple[str, str]] = []
    with store.writing() as books:
        known: dict[tuple[str, str, int], set[str]] = {}
        for line in books.releases.listed():
            known.setdefault((line.kind, line.id, line.version), set()).add(line.digest)
        released: list[tuple[str, Bank | Scheme, str]] = [
            ("bank", bank, books.releases.keep_bank(bank, released_at=at))
        ]
        released += [("scheme", scheme, books.releases.keep_scheme(scheme, released_at=at)) for scheme in schemes]
        for kind, content, digest in released:
            if digest not in known.setdefault((kind, content.id, content.version), {digest}):
                raise _changed(kind, content)
            kept.append((f"{kind} {content.id} version {content.version}", digest))
    return kept


def _changed(kind: str, content: Bank | Scheme) -> Refused:
    called = {"bank": "题库", "scheme": "考核方案"}[kind]
    return Refused(
        f"The {kind} {content.id} was changed, and its version {content.version} was released before with other "
        "content; nothing was released.",
        advice=f"Give it a new version in its file: version = {content.version + 1}.",
        zh=(
            f"{called} {content.id} 的内容已改动，而版本 {content.version} 已用别的内容发布过；本次未发布。",
            f"请在文件中改用新版本号：version = {content.version + 1}。",
        ),
    )
