"""The phone's page and the words it is fed.

Why this room exists: the page is one answer with everything in it; a booth's network has nothing else to load from.
"""

import json
import secrets
from functools import cache

from app.centre.clip_ports import ReceivedClip
from app.exam.scheme import ClipTerms
from app.media.editing.judging import ADVICE_ONLY
from app.media.upload.hand_in import HandIn
from app.media.upload.shelf import LARGEST_BYTES
from app.resources import asset

_NONCE_BYTES = 12


def page(terms: ClipTerms, *, closed: bool) -> tuple[str, str]:
    """Return the page and the nonce that its style and script carry."""
    nonce = secrets.token_urlsafe(_NONCE_BYTES)
    lengths = {"shortest": terms.shortest_ms, "longest": terms.longest_ms}
    start = json.dumps({"open": not closed, "largest": LARGEST_BYTES, **lengths})
    return _template().replace("@NONCE@", nonce).replace("@START@", start), nonce


@cache
def _template() -> str:
    read = {kind: asset("upload", f"page.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}
    return read["html"].replace("@STYLE@", read["css"]).replace("@SCRIPT@", read["js"])


def state_words(hand_in: HandIn) -> dict[str, object]:
    """Return how the hand-in stands, for the page."""
    version, progress, received = hand_in.version, hand_in.progress(), hand_in.received()
    zh, en = progress.fault
    return {
        "version": version,
        "open": hand_in.is_open,
        "arrival": progress.arrival.value,
        "fault": {"zh": zh, "en": en} if zh or en else None,
        "count": len(received),
        "good": any(each.received.usable for each in received),
        "last": _clip_words(received[-1]) if received else None,
    }


def _clip_words(clip: ReceivedClip) -> dict[str, object]:
    return {
        "usable": clip.received.usable,
        "duration_ms": clip.received.duration_ms,
        "bytes": clip.received.clip_bytes,
        "lines": [
            {"holds": line.holds, "advice": line.check in ADVICE_ONLY, "zh": line.said_zh, "en": line.said_en}
            for line in clip.lines
        ],
    }
