"""Write an evidence bundle.

Why this room exists: everything that a verdict rests on goes into one file, in forms that outlive this program: JSON,
PDF, MP4, text; signed as a whole with the centre's key.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.centre.ports import StationKey
from app.centre.report_values import Evidence
from app.exam.canonical import canonical
from app.exam.entry import Entry
from app.exam.errors import Refused, Unavailable
from app.foreign_files import safe_name
from app.paperwork.bundle import bag
from app.paperwork.bundle.archive import CHUNK_BYTES, MOST_BYTES, Member, directory, local_header, measured
from app.paperwork.bundle.readme import readme
from app.whole_files import whole_file

type Content = bytes | Path
"""A member's bytes, or the file that holds them."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: the station's key and its raw public half; ``stations`` are all public keys of the centre by id."""

    key: StationKey
    public: bytes
    stations: Mapping[str, bytes]


def evidence_files(evidence: Evidence, signatory: Signatory) -> dict[str, Content]:
    """Return the payload that comes from the record, by path under ``data/``."""
    record = evidence.record
    result = {
        "attempt": evidence.attempt,
        "candidate": evidence.candidate,
        "admission_number": record.candidate.admission_number,
        "outcome": record.outcome,
        "published_on": record.published_on,
        "subjects": [{"state": each.state, "half_points": each.half_points} for each in record.subjects],
        "media_named_in_the_record": dict(evidence.files),
    }
    sitting = {
        "code": record.head.code,
        "held_on": record.head.held_on.isoformat(),
        "place": record.head.place,
        "commitment": record.head.commitment,
        "revealed_secret": record.head.revealed_secret,
        "scheme": evidence.scheme_digest,
        "bank": evidence.bank_digest,
    }
    return {
        "record.jsonl": b"".join(_line(entry) for entry in evidence.entries),
        "seals.json": _json([asdict(seal) for seal in evidence.seals]),
        "stations.json": _json({name: public.hex() for name, public in sorted(signatory.stations.items())}),
        "scheme.json": canonical(evidence.scheme),
        "bank.json": canonical(evidence.bank),
        "sitting.json": _json(sitting),
        "result.json": _json(result),
        "opened_texts.json": _json([asdict(text) for text in evidence.opened]),
    }


def _line(entry: Entry) -> bytes:
    """Write an entry as one canonical line."""
    return canonical(
        {
            "stream": entry.stream, "seq": entry.seq, "kind": entry.kind, "at": entry.at,
            "elapsed_ms": entry.elapsed_ms, "by": entry.by, "body": entry.body, "previous": entry.previous,
            "digest": entry.digest,
        }
    ) + b"\n"  # fmt: skip


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def write_bundle(path: Path, evidence: Evidence, extra: Mapping[str, Content], signatory: Signatory) -> list[str]:
    """Write the bundle of an attempt; return the media that the record names and nobody gave.

    Args:
        extra: further payload by path under ``data/``: ``media/pitch.mp4``, ``forms/…``, ``certificate/…``.

    Raises:
        Refused: a path leads outside, or all together are over 4 GB.
        Unavailable: a file cannot be read or written, or changed while it was packed.
    """
    content: dict[str, Content] = {**evidence_files(evidence, signatory), **extra}
    for name in content:
        if not safe_name(name):
            raise Refused(f"{name!r} cannot be a path in a bundle.", advice="Give the file another name.")
    base = bag.folder(evidence.record.candidate.admission_number)
    whole = {f"{base}/data/{name}": each for name, each in content.items()}
    members = [measured(name, _chunks(each)) for name, each in whole.items()]
    media = {member.digest for member in members if member.name.startswith(f"{base}/data/media/")}
    missing = [name for name, digest in evidence.files.items() if f"media/{name}" not in extra and digest not in media]
    said = readme(evidence, sorted([*content, "README.txt"]), missing, signatory.public).encode()
    whole[f"{base}/data/README.txt"] = said
    members.append(measured(f"{base}/data/README.txt", iter((said,))))
    tags = _tags(base, members, evidence, missing, signatory)
    whole |= tags
    members += [measured(name, _chunks(each)) for name, each in tags.items()]
    members.sort(key=lambda member: member.name)
    if sum(member.size + 400 for member in members) > MOST_BYTES:
        raise Refused("This bundle would be larger than 4 GB.", advice="Export it without the films.")
    _write(path, members, whole)
    return missing


def _tags(
    base: str, payload: Sequence[Member], evidence: Evidence, missing: Sequence[str], signatory: Signatory
) -> dict[str, Content]:
    record = evidence.record
    info = [
        ("Source-Organization", record.head.issuer.zh),
        (bag.OWNER, record.candidate.admission_number),
        ("Internal-Sender-Identifier", evidence.attempt),
        ("Bagging-Software", "Kaobo"),
        ("Payload-Oxum", f"{sum(member.size for member in payload)}.{len(payload)}"),
        *(("Kaobo-Media-Not-Included", name) for name in missing),
    ]
    tags: dict[str, bytes] = {
        f"{base}/bagit.txt": bag.BAGIT,
        f"{base}/bag-info.txt": bag.bag_info(info),
        f"{base}/manifest-sha256.txt": bag.manifest(payload, base),
    }
    tag_manifest = bag.manifest((measured(name, iter((each,))) for name, each in tags.items()), base)
    signature = signatory.key.sign(bag.signed_digest(tag_manifest))
    tags[f"{base}/{bag.TAG_MANIFEST}"] = tag_manifest
    tags[f"{base}/{bag.SIGNATURE}"] = bag.signature_file(signatory.public, signature)
    return dict(tags)


def _chunks(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    try:
        with content.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except OSError as error:
        raise Unavailable(f"{content.name} cannot be read.", advice="Check the disk, then export again.") from error


def _write(path: Path, members: list[Member], content: Mapping[str, Content]) -> None:
    """Write the archive; a bundle that was cut short never has the bundle's name."""
    try:
        with whole_file(path) as file:
            file.writelines(_packed(members, content))
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be written.", advice="Check the disk and its rights.") from error


def _packed(members: list[Member], content: Mapping[str, Content]) -> Iterable[bytes]:
    for member in members:
        yield local_header(member)
        size = 0
        for chunk in _chunks(content[member.name]):
            size += len(chunk)
            yield chunk
        if size != member.size:
            raise Unavailable(f"{member.name} changed while it was packed.", advice="Export once nobody writes to it.")
    yield directory(members)
