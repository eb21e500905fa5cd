"""Films whose truth is known: spoken by espeak-ng, drawn from the demo's presenter, encoded as the booth does."""

import io
import shutil
import subprocess
import wave
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from app.centre.evidence_ports import Span, covered_ms
from app.resources import asset

SOUND_RATE, PICTURE_RATE = 48_000, 10
WIDTH, HEIGHT = 640, 360
SENTENCES = (
    "jia1 ren2 men2 wan3 shang4 hao3",
    "jin1 tian1 gei3 da4 jia1 dai4 lai2 yi4 kuan3 nü3 shi4 xiang1 shui3",
    "qian2 diao4 shi4 zhi1 zi3 zhong1 diao4 shi4 bai2 cha2",
    "san1 shi2 hao2 sheng1 xiao3 xiao3 yi4 ping2 fang4 jin4 bao1 li3 gang1 gang1 hao3",
    "ba1 shi2 jiu3 yuan2 zai4 song4 liang3 hao2 sheng1 xiao3 yang4",
)
VOICES = (("+f3", 150), ("+m3", 165), ("+f2", 185), ("", 140))

type Sound = NDArray[np.float64]
type Bgr = NDArray[np.uint8]


def needed(program: str) -> str:
    """Return a program's path; a machine without it fails the test instead of skipping it."""
    path = shutil.which(program)
    assert path, f"{program} is missing: run packaging/linux/prepare.sh test"
    return path


@cache
def _spoken(sentence: str, voice: str, speed: int) -> Sound:
    command = [needed("espeak-ng"), "-v", f"cmn-latn-pinyin{voice}", "-s", str(speed), "--stdout", sentence]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(raw)) as sound:
        samples = np.frombuffer(sound.readframes(10**9), np.int16).astype(np.float64)
        places = np.arange(0, samples.size - 1, sound.getframerate() / SOUND_RATE)
    voice_at_rate = np.interp(places, np.arange(samples.size), samples)
    loud = np.flatnonzero(np.abs(voice_at_rate) > 0.02 * np.abs(voice_at_rate).max())
    return voice_at_rate[loud[0] : loud[-1] + 1]


@dataclass(frozen=True)
class TrueSound:
    """Samples and the stretches of speech in them."""

    samples: NDArray[np.int16]
    speech: tuple[Span, ...]


def talk(pauses_ms: Sequence[int], *, snr_db: int | None, noise: str = "white", seed: int = 1) -> TrueSound:
    """Speak a sentence after each pause but the last, and lay noise over everything.

    ``snr_db`` compares the speech's own power with the noise's; None is a quiet room.
    """
    parts: list[Sound] = []
    speech, at = [], 0
    for number, pause in enumerate(pauses_ms):
        parts.append(np.zeros(SOUND_RATE * pause // 1000))
        at += parts[-1].size
        if number < len(pauses_ms) - 1:
            voice, speed = VOICES[(number + seed) % len(VOICES)]
            parts.append(_spoken(SENTENCES[(number + seed) % len(SENTENCES)], voice, speed))
            speech.append(Span(at * 1000 // SOUND_RATE, (at + parts[-1].size) * 1000 // SOUND_RATE, 100))
            at += parts[-1].size
    clean = np.concatenate(parts)
    power = float(np.mean(np.concatenate([part for part in parts if part.any()]) ** 2)) if speech else 1e6
    laid = _noise(noise, clean.size, seed)
    loud = np.sqrt(power / 10 ** (snr_db / 10)) if snr_db is not None else 6.0
    return TrueSound(np.clip(clean + laid * loud, -32768, 32767).astype(np.int16), tuple(speech))


def _noise(kind: str, size: int, seed: int) -> Sound:
    random = np.random.default_rng(seed)
    white = random.normal(0, 1, size)
    if kind == "white":
        return white
    spectrum = np.fft.rfft(white)
    figures = np.maximum(np.fft.rfftfreq(size, 1 / SOUND_RATE), 20)
    if kind == "street":
        spectrum /= figures**0.5
    elif kind == "fan":
        spectrum = np.where(figures < 1200, spectrum / figures, 0)
        for hum in (50, 100, 150, 300):
            spectrum[round(hum * size / SOUND_RATE)] += np.abs(spectrum).max()
    shaped = np.fft.irfft(spectrum, size)
    return np.asarray(shaped / np.sqrt(np.mean(shaped**2)))


@cache
def _presenter() -> tuple[Bgr, ...]:
    """Ten seconds of the presenter at the film's height and rate."""
    with av.open(str(asset("demo", "presenter.mp4"))) as film:
        pictures = []
        for number, frame in enumerate(film.decode(video=0)):
            if number >= 250:
                break
            if number % 5 not in (0, 2):
                continue
            bgr = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
            pictures.append(np.asarray(cv2.resize(bgr, (HEIGHT * 9 // 16 & ~1, HEIGHT), interpolation=cv2.INTER_AREA)))
    return tuple(pictures)


@cache
def _wall() -> Bgr:
    across = np.linspace(90, 160, WIDTH)[None, :, None]
    return np.asarray(np.repeat(across, HEIGHT, 0) * np.array([0.8, 0.9, 1.0]), np.uint8)


def _room(number: int) -> Bgr:
    """A booth without anybody: a wall, a lamp that swings a little, a product on a turntable."""
    scene = _wall().copy()
    cv2.circle(scene, (120 + round(20 * np.sin(number / 9)), 80), 34, (235, 240, 245), -1)
    turn = round(40 * np.sin(number / 12))
    cv2.rectangle(scene, (300 + turn, 180), (360 + turn, 320), (60, 60, 190), -1)
    return scene


def pictures(scenes: Iterable[tuple[str, int]], seed: int = 1) -> Iterator[Bgr]:
    """Draw scenes of (kind, ms): ``face``, ``away``, ``black``, ``frozen`` (the presenter, not moving)."""
    random = np.random.default_rng(seed)
    number = 0
    for kind, length_ms in scenes:
        held: Bgr | None = None
        for _ in range(length_ms * PICTURE_RATE // 1000):
            number += 1
            scene = held if held is not None else _scene(kind, number, random)
            held = scene if kind == "frozen" else None
            yield scene


@cache
def _grain() -> tuple[NDArray[np.int16], ...]:
    """The noise of a camera: no two pictures in a row are alike."""
    random = np.random.default_rng(3)
    return tuple(np.asarray(random.normal(0, 3, (HEIGHT, WIDTH, 3)), np.int16) for _ in range(12))


def _scene(kind: str, number: int, random: np.random.Generator) -> Bgr:
    if kind == "black":
        return np.asarray(random.integers(0, 6, (HEIGHT, WIDTH, 3)), np.uint8)
    scene = _room(number)
    if kind in ("face", "frozen"):
        person = _presenter()[number % len(_presenter())]
        left = (WIDTH - person.shape[1]) // 2
        scene[:, left : left + person.shape[1]] = person
    grain = _grain()
    return np.asarray(cv2.add(scene, grain[random.integers(len(grain))], dtype=cv2.CV_8U))


def true_spans(scenes: Iterable[tuple[str, int]], kinds: Sequence[str]) -> tuple[Span, ...]:
    """Return where scenes of some kinds stand, joined where they touch."""
    spans: list[Span] = []
    at = 0
    for kind, length_ms in scenes:
        if kind in kinds:
            begin = spans.pop().from_ms if spans and spans[-1].to_ms == at else at
            spans.append(Span(begin, at + length_ms, 100))
        at += length_ms
    return tuple(spans)


def write_film(path: Path, sound: TrueSound | None, shown: Iterable[Bgr] | None) -> Path:
    """Encode as the recorder does: libx264 superfast, crf 23, a key picture each second; AAC mono."""
    raw = path.with_suffix(".wav")
    command = [needed("ffmpeg"), "-y", "-loglevel", "error"]
    if shown is not None:
        command += [
            "-f",
            "rawvideo",
            "-pix_fmt",
            "bgr24",
            "-s",
            f"{WIDTH}x{HEIGHT}",
            "-r",
            str(PICTURE_RATE),
            "-i",
            "-",
        ]
    if sound is not None:
        with wave.open(str(raw), "wb") as file:
            file.setparams((1, 2, SOUND_RATE, 0, "NONE", ""))
            file.writeframes(sound.samples.tobytes())
        command += ["-i", str(raw), "-c:a", "aac", "-b:a", "96k"]
    command += [
        "-c:v",
        "libx264",
        "-preset",
        "superfast",
        "-tune",
        "zerolatency",
        "-crf",
        "23",
        "-g",
        str(PICTURE_RATE),
    ]
    command += ["-pix_fmt", "yuv420p", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for picture in shown or ():
            encoder.stdin.write(picture.tobytes())
        encoder.stdin.close()
    assert encoder.returncode == 0
    raw.unlink(missing_ok=True)
    return path


@dataclass(frozen=True)
class Quality:
    """How found spans compare with true ones, by time: whole percent, rounded down."""

    precision: int
    recall: int


def quality(found: Sequence[Span], true: Sequence[Span]) -> Quality:
    """Compare spans millisecond by millisecond."""
    common = sum(covered_ms(true, span.from_ms, span.to_ms) for span in found)
    return Quality(_percent(common, found), _percent(common, true))


def _percent(common: int, spans: Sequence[Span]) -> int:
    whole = sum(span.length_ms for span in spans)
    return 100 * common // whole if whole else 100
