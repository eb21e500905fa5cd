"""Makes the files that phones send, well-formed and otherwise."""

import shutil
import subprocess
from pathlib import Path


def ffmpeg(*words: str) -> None:
    program = shutil.which("ffmpeg")
    assert program, "ffmpeg is missing: run packaging/linux/prepare.sh test"
    done = subprocess.run([program, "-v", "error", "-y", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


MOVING = "testsrc2=s={size}:r={rate}:d={seconds}"
TONE = "sine=frequency=440:sample_rate=48000:d={seconds}"


def film(
    path: Path,
    seconds: float = 16,
    *,
    size: str = "180x320",
    rate: int = 15,
    picture: str | None = MOVING,
    sound: str | None = TONE,
    codec: tuple[str, ...] = ("libx264", "-preset", "ultrafast"),
    more: tuple[str, ...] = (),
) -> Path:
    """Make a film; ``picture`` and ``sound`` are lavfi sources or None."""
    words: list[str] = []
    for source in (picture, sound):
        if source:
            words += ["-f", "lavfi", "-i", source.format(size=size, rate=rate, seconds=seconds)]
    if picture:
        words += ["-c:v", *codec, "-pix_fmt", "yuv420p"]
    if sound:
        words += ["-c:a", "aac", "-b:a", "64k"]
    ffmpeg(*words, *more, str(path))
    return path


def turned(source: Path, path: Path, degrees: int = 90) -> Path:
    """Say in the file that the picture is to be turned, as phones do."""
    ffmpeg("-i", str(source), "-c", "copy", "-metadata:s:v:0", f"rotate={degrees}", str(path))
    return path


def cut(source: Path, path: Path, share: float = 0.5) -> Path:
    data = source.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + b"0" * 4096 + b"\n%%EOF\n"
