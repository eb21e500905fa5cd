"""Frozen schemes and bank releases under their digests.

Why this room exists: a result from years ago must find the exact items and thresholds that it was made
with; so a release is kept as its canonical bytes, and is believed only while those match its digest.
"""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from app.centre.ports import ReleaseLine
from app.exam.bank import Bank
from app.exam.canonical import canonical
from app.exam.errors import Refused
from app.exam.plain import Malformed, from_plain, to_plain
from app.exam.scheme import Scheme
from app.storage.link import Link
from app.storage.rows import ReleaseRow, table

RELEASE = table(ReleaseRow)

_CONTENT = select(RELEASE.c.content).where(
    RELEASE.c.digest == bindparam("address"), RELEASE.c.kind == bindparam("what")
)
_KNOWN = select(RELEASE.c.digest).where(RELEASE.c.digest == bindparam("address"))
_LISTED = select(RELEASE.c.kind, RELEASE.c.id, RELEASE.c.version, RELEASE.c.digest, RELEASE.c.released_at).order_by(
    RELEASE.c.released_at.desc(), RELEASE.c.kind, RELEASE.c.id, RELEASE.c.version.desc()
)
_INSERT = insert(RELEASE)

type Shelf = dict[str, Bank | Scheme]
"""Releases that were read and checked already, by digest: what is frozen need not be parsed twice."""


class SqlReleases:
    """The port ``Releases`` inside one transaction; ``shelf`` outlives it."""

    def __init__(self, link: Link, shelf: Shelf) -> None:
        self._link, self._shelf = link, shelf

    def keep_bank(self, bank: Bank, *, released_at: str) -> str:
        """Freeze a bank release (again: no change); return its digest."""
        return self._keep("bank", bank, released_at)

    def keep_scheme(self, scheme: Scheme, *, released_at: str) -> str:
        """Freeze a scheme (again: no change); return its digest."""
        return self._keep("scheme", scheme, released_at)

    def bank(self, digest: str) -> Bank:
        """Return a frozen release.  Raises Refused when unknown or when its bytes do not match."""
        return self._get("bank", Bank, digest)

    def scheme(self, digest: str) -> Scheme:
        """Return a frozen scheme.  Raises Refused as ``bank``."""
        return self._get("scheme", Scheme, digest)

    def listed(self) -> Sequence[ReleaseLine]:
        """Return all releases, newest first."""
        return [ReleaseLine(*row) for row in self._link.rows(_LISTED)]

    def _keep(self, kind: str, value: Bank | Scheme, released_at: str) -> str:
        content = canonical(to_plain(value))
        digest = hashlib.sha256(content).hexdigest()
        if self._link.first(_KNOWN, {"address": digest}) is None:
            values = {"digest": digest, "kind": kind, "id": value.id, "version": value.version}
            self._link.run(_INSERT, values | {"released_at": released_at, "content": content})
        return digest

    def _get[Released: Bank | Scheme](self, kind: str, wanted: type[Released], digest: str) -> Released:
        on_shelf = self._shelf.get(digest)
        if isinstance(on_shelf, wanted) and self._link.first(_KNOWN, {"address": digest}) is not None:
            return on_shelf
        row = self._link.first(_CONTENT, {"address": digest, "what": kind})
        if row is None:
            raise Refused(f"There is no {kind} release {digest[:12]}….", advice="List the releases and choose one.")
        value = read_release(wanted, row[0], digest)
        self._shelf[digest] = value
        return value


def kind_of_release(kind: str) -> type[Bank] | type[Scheme] | None:
    """Return the type that a kind of release holds."""
    kinds: dict[str, type[Bank] | type[Scheme]] = {"bank": Bank, "scheme": Scheme}
    return kinds.get(kind)


def read_release[Released: Bank | Scheme](wanted: type[Released], content: bytes, digest: str) -> Released:
    """Read a release from its bytes.

    Raises:
        Refused: the bytes do not match the digest, or are none of ``wanted``.
    """
    name = wanted.__name__.lower()
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refused(
            f"The bytes of {name} release {digest[:12]}… do not match its digest.",
            advice="Stop work with it and restore the database from its copy.",
        )
    try:
        return from_plain(wanted, json.loads(content))
    except (Malformed, ValueError) as error:
        raise Refused(
            f"The {name} release {digest[:12]}… was made by another version of Kaobo: {error}.",
            advice="Open it with the version that made it.",
        ) from error
