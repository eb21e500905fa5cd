"""What a camera or a microphone is named, and what it hands on.

Why this room exists: one short text names any source, on the command line, in the settings and in the
record: ``0`` or ``device:0`` (a device), ``rtsp://`` ``http://`` (a network stream), ``pattern`` or
``pattern:640x360@30`` (a test pattern), anything else a file.  Microphones besides: ``default``, ``device:name``,
``stream`` (the camera's own sound) and ``silence``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.exam.errors import Refused
from app.media.capture.pictures import Picture
from app.media.capture.sound import Sound

OPEN_TIMEOUT_S = 2.0
READ_TIMEOUT_S = 2.0


class SourceKind(StrEnum):
    """What stands behind a source's text."""

    DEVICE = "device"
    NETWORK = "network"
    FILE = "file"
    PATTERN = "pattern"
    STREAM = "stream"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Source:
    """A source; ``place`` is the device's number or name, the address, the path or the pattern's form."""

    kind: SourceKind
    place: str
    text: str

    @property
    def shown(self) -> str:
        """Return the text as it may stand in a record or a message: without user and password."""
        return re.sub(r"//[^/@]*@", "//", self.text)


class Camera(Protocol):
    """An open camera; read and closed by one thread."""

    def read(self, timeout_s: float) -> Picture | None:
        """Return the next picture, or None when none came in time (at least every 2 s).

        Raises:
            Unavailable: the camera is gone; close it and open it anew.
        """
        ...

    def close(self) -> None:
        """Let the camera go."""
        ...


class SoundTap(Protocol):
    """An open source of sound."""

    def read(self, timeout_s: float) -> Sound | None:
        """Return the next chunk, or None when none came in time.

        Raises:
            Unavailable: the microphone is gone; close it and open it anew.
        """
        ...

    def close(self) -> None:
        """Let the microphone go."""
        ...


_NETWORK = re.compile(r"^(rtsps?|https?|tcp|udp|rtmp|srt)://", re.IGNORECASE)


def _common(text: str) -> Source | None:
    if _NETWORK.match(text):
        return Source(SourceKind.NETWORK, text, text)
    if text.isdecimal():
        return Source(SourceKind.DEVICE, text, text)
    if text.startswith("device:"):
        return Source(SourceKind.DEVICE, text.removeprefix("device:"), text)
    return None


def camera_source(text: str) -> Source:
    """Read what a camera is named.

    Raises:
        Refused: no text, or a file or folder that cannot be a film, named with what it is.
    """
    if text == "pattern" or text.startswith("pattern:"):
        return Source(SourceKind.PATTERN, text.partition(":")[2], text)
    return _common(text) or _file(text, "camera")


def microphone_source(text: str) -> Source:
    """Read what a microphone is named.  Raises Refused as ``camera_source``."""
    if text in ("stream", "silence"):
        return Source(SourceKind(text), "", text)
    if text == "default":
        return Source(SourceKind.DEVICE, "", text)
    return _common(text) or _file(text, "microphone")


def _file(text: str, role: str) -> Source:
    path, device = Path(text), {"camera": "摄像头"}.get(role, "麦克风")
    advice = f"Name a film, an address such as rtsp://…, or a device: `kaobo {role}s` lists them."
    zh_advice = f"请考评员改用别的名称：`kaobo {role}s` 会列出来。"
    if not text:
        raise Refused(f"No {role} was named.", advice=advice, zh=(f"没有指定{device}。", zh_advice))
    if path.is_dir():
        raise Refused(f"{text} is a folder, not a {role}.", advice=advice,
                      zh=(f"“{text}”是文件夹，不是{device}。", zh_advice))  # fmt: skip
    if not path.is_file():
        raise Refused(f"There is no {role} and no file named {text}.", advice=advice,
                      zh=(f"没有名为“{text}”的{device}或文件。", zh_advice))  # fmt: skip
    return Source(SourceKind.FILE, str(path), text)
