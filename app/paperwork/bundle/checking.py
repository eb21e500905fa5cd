"""Check an evidence bundle with nothing but the file and the centre's public keys.

Why this room exists: whoever doubts a result must be able to check it where no Kaobo database is.  First the file:
every byte of the archive follows from its signed contents.  Then the contents: chains, seals, releases, films, draws,
verdict.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.exam.errors import Refused, Unavailable
from app.foreign_files import safe_name
from app.paperwork.bundle import bag
from app.paperwork.bundle.archive import Member, NotCanonical, read_members
from app.paperwork.bundle.contents import content_findings

_MOST_KEPT, _MOST_KEPT_IN_ALL = 64_000_000, 128_000_000
"""Bytes of texts (record, sheets, schemes) that a check holds: of one, and of all.  A real bundle has a few million."""
_DATA = "data/"


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: faults, remarks that are none, and what the bundle says it is."""

    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    about: str = ""
    files: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(slots=True)
class _Opened:
    """The archive as read: all members, and the bytes of small ones, by path inside the bag."""

    members: list[Member]
    small: dict[str, bytes] = field(default_factory=dict)
    base: str = ""

    def paths(self) -> dict[str, Member]:
        """Return members by path inside the bag."""
        return {member.name.removeprefix(f"{self.base}/"): member for member in self.members}


def check_bundle(path: Path, keys: Iterable[bytes]) -> Findings:
    """Check a bundle; whatever its bytes are, the outcome is findings.

    Raises:
        Refused: there is no such file.
        Unavailable: it cannot be read.
    """
    try:
        opened = _open(path)
    except NotCanonical as error:
        return Findings((f"{path.name} is not a bundle as Kaobo writes it: {error}.",))
    faults = _bag_faults(opened, list(keys))
    if faults:
        return Findings(tuple(faults), files=len(opened.members))
    payload = {name.removeprefix(_DATA): member for name, member in opened.paths().items() if name.startswith(_DATA)}
    small = {name.removeprefix(_DATA): each for name, each in opened.small.items() if name.startswith(_DATA)}
    wrong, remarks = content_findings(small, {name: member.digest for name, member in payload.items()})
    return Findings(tuple(wrong), tuple(remarks), opened.base, len(opened.members))


def _open(path: Path) -> _Opened:
    if not path.is_file():
        raise Refused(f"There is no file {path.name}.", advice="Check the path.")
    kept: dict[str, bytes] = {}
    held = 0

    def keep(name: str, content: bytes) -> None:
        nonlocal held
        if name.endswith((".pdf", ".mp4", ".jpg", ".png")):
            return
        held += len(content)
        if held > _MOST_KEPT_IN_ALL:
            raise NotCanonical("its texts are larger than any exam's")
        kept[name] = content

    try:
        with path.open("rb") as file:
            members = read_members(file, path.stat().st_size, keep, _MOST_KEPT)
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read.", advice="Check the disk.") from error
    opened = _Opened(members)
    bases = {member.name.partition("/")[0] for member in members}
    if len(bases) != 1 or any(not safe_name(member.name) or "/" not in member.name for member in members):
        raise NotCanonical("its files do not stand in one folder")
    opened.base = bases.pop()
    opened.small = {name.removeprefix(f"{opened.base}/"): content for name, content in kept.items()}
    return opened


def _bag_faults(opened: _Opened, keys: Sequence[bytes]) -> list[str]:
    """Compare every tag file with what the contents demand; then the signature over them."""
    paths, small = opened.paths(), opened.small
    for name in (*bag.TAGS, bag.TAG_MANIFEST, bag.SIGNATURE):
        if name not in small:
            return [f"{name} is missing."]
    known = {*bag.TAGS, bag.TAG_MANIFEST, bag.SIGNATURE}
    faults = [
        f"{name} was added outside the bag." for name in paths if not name.startswith(_DATA) and name not in known
    ]
    if small["bagit.txt"] != bag.BAGIT:
        faults.append("bagit.txt is not that of a BagIt 1.0 bag.")
    payload = [member for name, member in paths.items() if name.startswith(_DATA)]
    faults += _manifest_faults(small["manifest-sha256.txt"], bag.manifest(payload, opened.base))
    tags = [paths[name] for name in bag.TAGS]
    faults += _manifest_faults(small[bag.TAG_MANIFEST], bag.manifest(tags, opened.base))
    told = (
        bag.folder_fault(small["bag-info.txt"], opened.base),
        bag.signature_fault(small[bag.SIGNATURE], small[bag.TAG_MANIFEST], keys),
    )
    return [*faults, *(f"{fault[0].upper()}{fault[1:]}." for fault in told if fault)]


def _manifest_faults(written: bytes, wanted: bytes) -> list[str]:
    """Name each file that was changed, left out or added, by comparing two manifests."""
    if written == wanted:
        return []
    listed, found = _lines(written), _lines(wanted)
    faults = [f"{name} was left out." for name in listed if name not in found]
    faults += [f"{name} was added." for name in found if name not in listed]
    faults += [f"{name} was changed." for name, digest in found.items() if listed.get(name, digest) != digest]
    return faults or ["A manifest is not in its one spelling."]


def _lines(manifest: bytes) -> dict[str, str]:
    pairs = (line.partition("  ") for line in manifest.decode("utf-8", "replace").split("\n") if line)
    return {name: digest for digest, _, name in pairs}
