"""The film's own thread: takes what arrived, writes it, watches, anchors, and goes on after every loss.

Why this room exists: all decisions of a running recording stand in one place that knows no Qt; ``recorder``
puts it on a thread beside a window.
"""

import shutil
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.centre.capture_ports import FilmFinished, FilmLog, FilmStarted, Loss, Notice, RecordingFigures
from app.exam.errors import Refused, Unavailable
from app.media.capture.cameras import CameraWish
from app.media.capture.clock import NS, now_ns
from app.media.capture.losses import LogLane, Losses
from app.media.capture.pictures import Picture, blank, signature
from app.media.capture.precedence import precedence
from app.media.capture.readers import Intake, Readers
from app.media.capture.sound import Sound, SoundClock, is_digital_silence, level_db
from app.media.capture.sources import Source, SourceKind
from app.media.capture.watch import CameraWatch, EncoderWatch, SoundWatch, disk_is_low, minutes_left
from app.media.capture.writer import QUALITY_720, FilmWriter, Quality

_MS = 1_000_000
_TAKE_S = 0.05
_TICK_NS = NS // 10
_ANCHOR_NS = 10 * NS
_SLATE_NS = NS // 2
_SLATE_LUMA = 34
_SETTLES_NS = NS // 4
_SOUND_LATE_NS = 3 * NS // 2
_USUAL_MINUTE_BYTES = 16_000_000
_FIRST_PICTURE_NS = 15 * NS


@dataclass(frozen=True, slots=True)
class FilmingPlan:
    """What to record from, and to: ``folder``/``name``.mp4, further films ``name``-2.mp4 and so on.

    ``prepared``: open and preview at once, but write nothing until ``begin``.  Else the film begins with the
    first picture once the microphone is heard and has told how late it is, or a second and a half later without it.
    """

    camera: Source
    microphone: Source
    folder: Path
    name: str = "pitch"
    quality: Quality = QUALITY_720
    wish: CameraWish = field(default_factory=CameraWish)
    prepared: bool = False


@dataclass(slots=True)
class FilmingEars:
    """Who is told; called on the threads of the recording."""

    shown: Callable[[Picture], None] = lambda _: None
    noticed: Callable[[Notice], None] = lambda _: None
    finished: Callable[[FilmFinished], None] = lambda _: None
    log_failed: Callable[[BaseException], None] = lambda _: None


class Filming:
    """One recording.  ``run`` blocks its thread until ``halt``; the rest may be asked from any thread."""

    def __init__(self, plan: FilmingPlan, log: FilmLog, ears: FilmingEars | None = None) -> None:
        self.plan, self.ears = plan, ears or FilmingEars()
        self.films: list[FilmFinished] = []
        self._quality = plan.quality
        self._intake = Intake()
        self._readers = Readers(plan.camera, plan.microphone, self._intake, self.ears.shown, plan.wish)
        self._lane = LogLane(log, self.ears.log_failed)
        self._losses = Losses(self._lane, self.ears.noticed)
        self._halted, self._asked = threading.Event(), threading.Event()
        self._writer: FilmWriter | None = None
        self._figures = RecordingFigures()
        self._moments: deque[int] = deque(maxlen=90)
        self._encoder = EncoderWatch()
        self._dropped = 0
        self._level, self._heard_any = -90, False
        self._sound_clock = SoundClock()
        self._settled_ns: int | None = None
        self._ticked_ns = self._anchored_ns = self._slate_ns = self._measured_ns = self._begun_ns = self._stopped_ms = (
            self._heard_ns
        ) = 0
        self._free_bytes, self._disk_low = 0, False

    def begin(self) -> None:
        """Let a prepared recording begin its film with the next picture."""
        self._asked.set()

    def halt(self) -> None:
        """Ask the recording to end cleanly."""
        self._halted.set()
        self._intake.wake()

    def position_ms(self) -> int:
        """Return the moment in the film that is being written, on the clock of its pictures."""
        writer = self._writer
        return (now_ns() - writer.begins_ns) // _MS if writer else self._figures.position_ms

    def figures(self) -> RecordingFigures:
        """Return the live figures."""
        writer, now = self._writer, now_ns()
        growing = writer is not None and now - writer.file.written_ns < NS
        return replace(self._figures, growing=growing)

    def run(self, until_ms: int | None = None) -> None:
        """Record until halted, or until so much time has passed since the first picture.

        Raises:
            Unavailable, Refused: camera or microphone could not be opened at all, or the disk is full at the start.
        """
        with precedence():
            self._run(until_ms)

    def _run(self, until_ms: int | None) -> None:
        begun = now_ns()
        self._camera = CameraWatch(begun)
        self._sound = SoundWatch(begun + 2 * NS, silence_allowed=self.plan.microphone.kind is SourceKind.SILENCE)
        try:
            self.plan.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(
                f"The folder {self.plan.folder} cannot be made ({error.strerror}).",
                advice="Check the disk and its rights.",
            ) from error
        self._readers.start()
        try:
            self._measure_disk(begun)
            while not self._halted.is_set():
                self._step()
                self._check_beginning(begun)
                if until_ms is not None and self._begun_ns and now_ns() - self._begun_ns >= until_ms * _MS:
                    break
            self._readers.halt()
            self._drain()
        finally:
            self._readers.halt()
            self._finish()
            self._readers.join()
            self._lane.close()

    def _check_beginning(self, begun: int) -> None:
        unheard = self._intake.microphone_error if not self._heard_any else None
        if unheard is not None and (isinstance(unheard, Refused) or self.plan.microphone.kind is SourceKind.DEVICE):
            raise unheard  # a film without the sound that was asked for would be found out afterwards
        if self._writer is not None or self.films:
            return
        if self._disk_low:
            raise Unavailable("The disk is too full to record.", advice="Free some space, then start again.")
        if self._moments:
            return
        for error in (self._intake.camera_error, self._intake.microphone_error):
            if error is not None:
                raise error
        if now_ns() - begun > _FIRST_PICTURE_NS:
            raise Unavailable("The camera gives no picture.", advice="Check the camera, then start again.")

    def _drain(self) -> None:
        while self._intake.waiting:
            self._take(0)

    def _step(self) -> None:
        self._take(_TAKE_S)
        now = now_ns()
        if now - self._ticked_ns >= _TICK_NS:
            self._ticked_ns = now
            self._tick(now)

    def _take(self, timeout_s: float) -> None:
        picture, sounds = self._intake.take(timeout_s)
        try:
            if picture is not None:
                self._film(picture)
            for sound in sounds:
                self._hear(sound)
        except Unavailable:
            self._leave_film()

    def _film(self, picture: Picture) -> None:
        self._camera.picture(signature(picture), picture.at_ns)
        self._moments.append(picture.at_ns)
        if self._writer is None:
            if self._disk_low or not self._may_begin(picture.at_ns):
                return
            self._begin(picture)
        writer = self._writer
        assert writer is not None
        before_ms = writer.position_ms
        writer.add_picture(picture)
        if self._intake.dropped > self._dropped:
            count, self._dropped = self._intake.dropped - self._dropped, self._intake.dropped
            writer.dropped += count
            self._losses.dropped(writer.path.name, before_ms, writer.position_ms, count)

    def _may_begin(self, at_ns: int) -> bool:
        if self.plan.prepared:
            return self._asked.is_set()
        settled = self._settled_ns is not None and at_ns >= self._settled_ns
        return settled or bool(self.films) or at_ns - self._moments[0] > _SOUND_LATE_NS

    def _begin(self, first: Picture) -> None:
        writer = FilmWriter(_free_name(self.plan), first, self._quality, self._sound_clock)
        self._writer, self._anchored_ns = writer, now_ns()
        self._begun_ns = self._begun_ns or writer.begins_ns
        started = FilmStarted(
            writer.path.name, writer.width, writer.height, self.plan.camera.shown, self.plan.microphone.shown
        )
        self._lane.tell(lambda log: log.recording_started(started))
        self._losses.carry(writer.path.name)

    def _hear(self, sound: Sound) -> None:
        self._sound.sound(silent=is_digital_silence(sound.samples), ends_ns=sound.ends_ns)
        self._level, self._heard_any, self._heard_ns = level_db(sound.samples), True, now_ns()
        if self._settled_ns is None:
            self._settled_ns = sound.ends_ns if self._tells_its_time(sound) else sound.ends_ns + _SETTLES_NS
        if self._writer is not None:
            self._writer.add_sound(sound)
        else:
            self._sound_clock.begins_ns(sound)

    def _tells_its_time(self, sound: Sound) -> bool:
        return sound.exact or self.plan.microphone.kind is SourceKind.SILENCE

    def _tick(self, now: int) -> None:
        try:
            for sound in self._intake.take_sounds():  # what came while a picture was encoded is not missing
                self._hear(sound)
            self._fill(now)
        except Unavailable:
            self._leave_film()
        self._watch(now)
        self._watch_encoder(now)
        if now - self._measured_ns > NS:
            self._measure_disk(now)
            self._losses.tell_dropped()
        if self._writer is not None and now - self._anchored_ns > _ANCHOR_NS:
            self._anchored_ns = now
            self._tell_anchor(self._writer)
        self._refresh(now)

    def _fill(self, now: int) -> None:
        """Silence for a microphone that is away, a dark slate for a camera that is: the film grows on."""
        writer = self._writer
        if writer is None:
            return
        if now - writer.sound_until_ns() > _SOUND_LATE_NS:
            writer.fill_sound(now - _SOUND_LATE_NS)
        if Loss.CAMERA_GONE in self._losses.now and now - self._slate_ns > _SLATE_NS:
            self._slate_ns = now
            writer.add_picture(blank(writer.width, writer.height, now, _SLATE_LUMA))

    def _watch(self, now: int) -> None:
        clock_ms = now // _MS
        film = self._writer.path.name if self._writer else ""
        cameras = (Loss.CAMERA_GONE, Loss.CAMERA_FROZEN)
        microphones = (Loss.MICROPHONE_GONE, Loss.MICROPHONE_SILENT)
        # While pictures wait for a slow encoder the camera is not gone: what it sent last has not been looked at.
        looked_ns = self._camera.came_ns if self._intake.waiting and Loss.CAMERA_GONE not in self._losses.now else now
        for kinds, watch, at_ns in ((cameras, self._camera, looked_ns), (microphones, self._sound, now)):
            lost = watch.lost(at_ns)
            for kind in kinds:
                if lost is not None and lost[0] is kind and film:
                    self._losses.begin(kind, film, self._film_ms(lost[1]), clock_ms)
                elif lost is None or lost[0] is not kind:
                    self._losses.end(kind, self._film_ms(watch.back_ns), clock_ms)

    def _film_ms(self, at_ns: int) -> int:
        return max(0, (at_ns - self._writer.begins_ns) // _MS) if self._writer else self._figures.position_ms

    def _watch_encoder(self, now: int) -> None:
        writer = self._writer
        if writer is None:
            return
        lower = writer.quality.lower()
        smaller = lower is not None and lower.shortest < writer.quality.shortest
        if self._encoder.too_slow(self._intake.filled_percent, now, at_the_cost_of_size=smaller):
            if lower is not None:
                self._change(writer, lower)
        elif writer.quality != self.plan.quality and self._encoder.calm(now):
            self._change(writer, self.plan.quality)

    def _change(self, writer: FilmWriter, quality: Quality) -> None:
        self._quality, full = quality, quality == self.plan.quality
        self._losses.quality(writer.path.name, writer.position_ms, f"quality now {quality.shown}", full=full)
        if quality.shortest == writer.quality.shortest:
            writer.use_preset(quality.preset)
        else:  # the next picture begins a film of the new size
            self._finish_film(writer)

    def _minute_bytes(self) -> int:
        writer = self._writer
        if writer is None or writer.position_ms < 10_000:
            return _USUAL_MINUTE_BYTES * self.plan.quality.shortest // QUALITY_720.shortest
        return writer.file.size * 60_000 // writer.position_ms

    def _measure_disk(self, now: int) -> None:
        self._measured_ns = now
        try:
            self._free_bytes = shutil.disk_usage(self.plan.folder).free
        except OSError:  # the disk was pulled: it has no room
            self._free_bytes = 0
        low = disk_is_low(self._free_bytes, self._minute_bytes(), was_low=self._disk_low)
        writer = self._writer
        if low and writer is not None:
            self._losses.begin(Loss.DISK_LOW, writer.path.name, self._film_ms(now), now // _MS)
            self._finish_film(writer)
        if not low and self._disk_low and self.films:
            lost_ms = now // _MS - self._stopped_ms
            self._losses.end(Loss.DISK_LOW, self.films[-1].duration_ms + lost_ms, now // _MS)
        self._disk_low = low

    def _leave_film(self) -> None:
        """The disk took no more in spite of the reserve: what is written stays, torn but whole so far."""
        writer, self._writer, self._disk_low = self._writer, None, True
        if writer is not None:
            self._losses.begin(Loss.DISK_LOW, writer.path.name, writer.position_ms, now_ns() // _MS)
            self._tell_end(writer, writer.abandon())

    def _finish_film(self, writer: FilmWriter) -> None:
        self._writer = None
        try:
            finished = writer.close()
        except Unavailable:
            finished = writer.abandon()
        self._tell_end(writer, finished)

    def _tell_end(self, writer: FilmWriter, finished: FilmFinished) -> None:
        self._stopped_ms = now_ns() // _MS
        self._losses.cut(writer.path.name, finished.duration_ms)
        self._tell_anchor(writer)
        self.films.append(finished)
        self._lane.tell(lambda log: log.recording_finished(finished))
        self.ears.finished(finished)

    def _tell_anchor(self, writer: FilmWriter) -> None:
        anchor = writer.anchor()
        self._lane.tell(lambda log: log.recording_anchored(anchor))

    def _finish(self) -> None:
        if self._writer is not None:
            self._finish_film(self._writer)
        self._refresh(now_ns())

    def _refresh(self, now: int) -> None:
        writer = self._writer
        recent = sum(1 for moment in self._moments if moment > now - 2 * NS)
        self._figures = RecordingFigures(
            film=writer.path.name if writer else self._figures.film,
            position_ms=self._film_ms(now),
            frames=writer.frames if writer else self._figures.frames,
            film_bytes=writer.file.size if writer else self._figures.film_bytes,
            dropped_frames=self._intake.dropped,
            frames_per_second_x10=recent * 5,
            level_db=self._level if now - self._heard_ns < NS else -90,
            free_minutes=minutes_left(self._free_bytes, self._minute_bytes()),
            quality=self._quality.shown,
            lost=self._losses.now,
        )


def _free_name(plan: FilmingPlan) -> Path:
    number = 1
    while (path := plan.folder / f"{plan.name}{f'-{number}' if number > 1 else ''}.mp4").exists():
        number += 1
    return path
