"""What a bundle's contents prove when they are read by the rules of the exam.

Why this room exists: a signature says that the centre stands behind the files; the rules say whether the files agree
with each other.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.centre.draws import draw_faults
from app.exam.bank import Bank
from app.exam.draw import Draw, commitment
from app.exam.entry import Entry, chain_fault
from app.exam.errors import Refused
from app.exam.plain import Malformed, from_plain
from app.exam.scheme import Scheme
from app.exam.verdict import replay
from app.exam.vocabulary import body_of, office

_UNREADABLE = (
    Malformed, Refused, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, StopIteration,
)  # fmt: skip
"""What reading signed contents of another shape may raise; each means that they are not what this version writes."""

_FILES = ("record.jsonl", "seals.json", "stations.json", "scheme.json", "bank.json", "sitting.json", "result.json")


@dataclass(frozen=True, slots=True)
class _Contents:
    """The payload, read."""

    streams: Mapping[str, Sequence[Entry]]
    seals: Sequence[Mapping[str, str]]
    stations: Mapping[str, str]
    scheme: Scheme
    scheme_digest: str
    bank: Bank
    bank_digest: str
    sitting: Mapping[str, str]
    result: Mapping[str, Any]


def content_findings(small: Mapping[str, bytes], digests: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return (faults, remarks) of a payload whose bytes are those that were signed.

    Args:
        small: the bytes of the payload's small files by path.
        digests: the SHA-256 of all of them.
    """
    missing = [name for name in _FILES if name not in small]
    if missing:
        return [f"data/{name} is missing." for name in missing], []
    remarks: list[str] = []
    try:
        contents = _read(small)
        faults = [*_record_faults(contents), *_release_faults(contents), *_media_faults(contents, digests, remarks)]
        if not faults:
            faults = [*_draw_faults(contents, remarks), *_verdict_faults(contents)]
    except _UNREADABLE as error:
        return [f"The contents cannot be read by this version of Kaobo: {error}."], []
    return faults, remarks


def _read(small: Mapping[str, bytes]) -> _Contents:
    streams: dict[str, list[Entry]] = {}
    for line in small["record.jsonl"].splitlines():
        entry = Entry(**json.loads(line))
        body_of(entry)
        streams.setdefault(entry.stream, []).append(entry)
    read = {name: json.loads(small[name]) for name in _FILES if name.endswith(".json")}
    return _Contents(
        streams, read["seals.json"], read["stations.json"],
        from_plain(Scheme, read["scheme.json"]), sha256(small["scheme.json"]).hexdigest(),
        from_plain(Bank, read["bank.json"]), sha256(small["bank.json"]).hexdigest(),
        read["sitting.json"], read["result.json"],
    )  # fmt: skip


def _record_faults(contents: _Contents) -> Iterator[str]:
    seals = {seal["stream"]: seal for seal in contents.seals}
    for stream, entries in contents.streams.items():
        fault = chain_fault(entries)
        if fault is not None:
            yield f"{stream}, entry {fault.seq}: {fault.reason}."
        elif entries[-1].kind == "sealed":
            seal = seals.get(stream)
            if seal is None or not _signed(
                contents.stations.get(seal["key"], ""), entries[-1].digest, seal["signature"]
            ):
                yield f"{stream}: the seal is not signed by a station of the centre."


def _signed(public: str, digest: str, signature: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def _release_faults(contents: _Contents) -> Iterator[str]:
    wanted = {"scheme": contents.scheme_digest, "bank": contents.bank_digest}
    for stream, entries in contents.streams.items():
        for name, digest in wanted.items():
            if entries[0].body.get(name, digest) != digest:
                yield f"{stream}: it was opened under another {name} than the one enclosed."
        promised = entries[0].body.get("commitment", contents.sitting["commitment"])
        if promised != contents.sitting["commitment"]:
            yield f"{stream}: its draw commitment is not the sitting's."


def _media_faults(contents: _Contents, digests: Mapping[str, str], remarks: list[str]) -> Iterator[str]:
    enclosed = {digest for name, digest in digests.items() if name.startswith("media/")}
    for name, digest in contents.result["media_named_in_the_record"].items():
        own = digests.get(f"media/{name}")
        if own is None and digest in enclosed:  # enclosed under its own file name, as a clip is
            continue
        if own is None:
            remarks.append(f"{name} is named in the record and not enclosed.")
        elif own != digest:
            yield f"media/{name} is not the file whose digest stands in the record."


def _draw_faults(contents: _Contents, remarks: list[str]) -> Iterator[str]:
    secret = contents.sitting["revealed_secret"]
    if not secret:
        remarks.append("The draw's secret was not revealed yet; the draws cannot be recomputed.")
        return
    if commitment(bytes.fromhex(secret)) != contents.sitting["commitment"]:
        yield "The revealed secret is not the one that was committed to."
        return
    draw = Draw(bytes.fromhex(secret), contents.sitting["code"], contents.result["admission_number"])
    seat = next((entries for name, entries in contents.streams.items() if name.endswith("/seat")), ())
    for seq, reason in draw_faults(contents.scheme, contents.bank, draw, seat):
        yield f"seat, entry {seq}: {reason}."


def _verdict_faults(contents: _Contents) -> Iterator[str]:
    """Replay the verdict as it stood when it was published, and as it stands with what came later."""
    published = [
        (name, entry.seq, body)
        for name, entries in contents.streams.items()
        for entry in entries
        if isinstance(body := body_of(entry), office.Published)
    ]
    if not published:
        yield "The record holds no published verdict."
        return
    name, seq, body = published[-1]
    enclosed = {entry.digest for entries in contents.streams.values() for entry in entries}
    for digest in body.rests_on:
        if digest not in enclosed:
            yield f"The stream that ends with {digest[:16]}…, on which the verdict rests, is missing."
    carried = {outcome.subject: outcome.half_points for outcome in body.outcomes if outcome.carried}
    before = {each: entries if each != name else entries[:seq] for each, entries in contents.streams.items()}
    verdict = replay(contents.scheme, contents.bank, _until(before, body.rests_on), carried)
    again = (verdict.passed, verdict.state.value, tuple(outcome.published() for outcome in verdict.outcomes))
    if again != (body.passed, body.state, body.outcomes):
        yield "The published verdict does not follow from the record."
    now = replay(contents.scheme, contents.bank, contents.streams, carried)
    said = [{"state": each.state.value, "half_points": each.half_points} for each in now.outcomes]
    if said != contents.result["subjects"]:
        yield "result.json does not say what follows from the record."


def _until(streams: Mapping[str, Sequence[Entry]], heads: Collection[str]) -> Mapping[str, Sequence[Entry]]:
    """Cut each stream behind the entry that the publication rests on, where it names one of it."""
    cut = {}
    for name, entries in streams.items():
        last = next((index for index, entry in enumerate(entries) if entry.digest in heads), len(entries) - 1)
        cut[name] = entries[: last + 1]
    return cut
