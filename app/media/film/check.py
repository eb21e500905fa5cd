"""Say what a film holds: streams, true frames and rate, gaps, torn or whole, and whether it is as recorded.

Why this room exists: an appeal looks at a film years later; what it proves must not rest on the program's word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import av

from app.exam.errors import Refused
from app.media.film.digest import check_chain, file_digest, list_path

_GAP_MS = 100
_GAP_INTERVALS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without what should have come; ``single`` ones stand far apart inside it, as a slate's pictures do."""

    from_ms: int
    to_ms: int
    single: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """How steadily pictures or sounds follow one another: every interval over ``limit_ms`` is part of a gap."""

    gaps: tuple[Gap, ...]
    longest_ms: int
    limit_ms: int


@dataclass(frozen=True, slots=True)
class FilmReport:
    """What was found.  ``faults`` is empty for a film that is as it was recorded."""

    film: str
    whole: bool
    width: int
    height: int
    codecs: tuple[str, ...]
    frames: int
    rate_x100: int
    duration_ms: int
    picture: Flow
    sound: Flow
    sound_offset_ms: int | None
    fragments: int
    proven_fragments: int
    head: str
    faults: tuple[str, ...]


_UNFINISHED = [b"ftyp", b"free", b"free", b"moov"]
"""How a hybrid film begins until it is closed; then everything up to its index becomes one ``mdat``."""


def is_whole(path: Path) -> bool:
    """Tell whether a film was closed: no fragments, no room kept for an index, no box cut short."""
    kinds: list[bytes] = []
    with path.open("rb") as film:
        size, at = path.stat().st_size, 0
        while at + 8 <= size:
            film.seek(at)
            header = film.read(16)
            length, kind = int.from_bytes(header[:4], "big"), header[4:8]
            length = int.from_bytes(header[8:16], "big") if length == 1 else length
            if kind == b"moof" or length < 8 or at + length > size:
                return False
            kinds.append(kind)
            at += length
    return at == size and b"moov" in kinds and kinds[:4] != _UNFINISHED


def check_film(path: Path, proofs: Sequence[tuple[int, str]] = (), digest: str = "") -> FilmReport:
    """Check a film.

    Args:
        path: the film; its digest list stands beside it.
        proofs: (fragments, head) of each anchor and end in the record.
        digest: of the whole film as the record has it; empty where it was never closed.
    Raises:
        Refused: there is no such film, or no film is in it.
    """
    if not path.is_file():
        raise Refused(f"There is no film {path}.", advice="Check the name.")
    moments, shape, offset = _packets(path)
    pictures = sorted(moments["video"])
    faults, good, listed, head = _proven(path, proofs)
    if digest and file_digest(path) != digest:
        faults.append("the film as a whole is not the one that the record names")
    span = pictures[-1] - pictures[0] if pictures else 0
    rate = (len(pictures) - 1) * 100_000 // span if span else 0
    return FilmReport(
        path.name, is_whole(path), shape[0], shape[1], shape[2], len(pictures),
        rate, max([*pictures, *moments["audio"]], default=0),
        flow_of(pictures), flow_of(sorted(moments["audio"])), offset, listed, good, head, tuple(faults),
    )  # fmt: skip


def _packets(path: Path) -> tuple[dict[str, list[int]], tuple[int, int, tuple[str, ...]], int | None]:
    moments: dict[str, list[int]] = {"video": [], "audio": []}
    try:
        with av.open(str(path)) as film:
            streams = film.streams
            video = streams.video[0].codec_context if streams.video else None
            codecs = tuple(stream.codec_context.name for stream in (*streams.video, *streams.audio))
            for packet in film.demux():
                if packet.pts is not None and packet.stream.type in moments:
                    moments[packet.stream.type].append(round(packet.pts * packet.time_base * 1000))
    except (av.error.FFmpegError, OSError) as error:
        raise Refused(
            f"{path.name} is not a film that can be read.", advice=f"Try `kaobo film mend {path}`."
        ) from error
    both = moments["video"] and moments["audio"]
    offset = min(moments["audio"]) - min(moments["video"]) if both else None
    return moments, ((video.width, video.height) if video else (0, 0)) + (codecs,), offset


def flow_of(moments: Sequence[int]) -> Flow:
    """Find the gaps between moments in ms, in order.

    A gap is an interval over 100 ms, in a slow film over three of its usual (median) intervals: a camera that gives
    eight pictures a second has no gap at each of them, and one that falls from thirty to eight has one, all the way.
    """
    intervals = [after - before for before, after in pairwise(moments)]
    limit = max(_GAP_MS, _GAP_INTERVALS * round(median(intervals))) if intervals else _GAP_MS
    gaps: list[Gap] = []
    for before, after in pairwise(moments):
        if after - before <= limit:
            continue
        if gaps and gaps[-1].to_ms == before:
            gaps[-1] = Gap(gaps[-1].from_ms, after, gaps[-1].single + 1)
        else:
            gaps.append(Gap(before, after))
    return Flow(tuple(gaps), max(intervals, default=0), limit)


def _proven(path: Path, proofs: Sequence[tuple[int, str]]) -> tuple[list[str], int, int, str]:
    if not list_path(path).is_file():
        return [f"there is no list of digests ({list_path(path).name}) beside the film"], 0, 0, ""
    chain = check_chain(path)
    faults = [chain.fault] if chain.fault else []
    for count, head in proofs:
        if count > len(chain.fragments):
            faults.append(f"the record proves {count} fragments, the list has {len(chain.fragments)}")
        elif count and chain.fragments[count - 1].head != head:
            faults.append(f"the list differs from the record at fragment {count}")
    return faults, chain.good, len(chain.fragments), chain.head


def _gap_line(name: str, gap: Gap) -> str:
    single = f", with only {gap.single} {name}s in it" if gap.single else ""
    return f"gap in the {name}: {gap.from_ms / 1000:.3f} s to {gap.to_ms / 1000:.3f} s{single}"


def lines_of(report: FilmReport) -> list[str]:
    """Write a report as lines for a terminal."""
    state = "whole" if report.whole else "torn (plays up to its last fragment; `kaobo film mend` makes it whole)"
    offset = "unknown" if report.sound_offset_ms is None else f"{report.sound_offset_ms} ms"
    lines = [
        f"{report.film}: {state}",
        f"streams: {', '.join(report.codecs)}, {report.width} x {report.height}",
        f"pictures: {report.frames} in {report.duration_ms / 1000:.3f} s, {report.rate_x100 / 100:.2f} a second",
        f"sound begins {offset} after the picture",
    ]
    for name, flow in (("picture", report.picture), ("sound", report.sound)):
        lines += [_gap_line(name, gap) for gap in flow.gaps] or [
            f"no gap in the {name} over {flow.limit_ms} ms, the longest interval is {flow.longest_ms} ms"
        ]
    head = report.head[:16] or "none"
    lines.append(f"digest list: {report.proven_fragments} of {report.fragments} fragments proven, head {head}")
    return lines + ([f"FAULT: {fault}" for fault in report.faults] or ["as recorded"])
