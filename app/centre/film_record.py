"""Join the recorder to the record: what happened to a film becomes entries of the seat.

Why this room exists: the recorder knows no database and the record knows no codec.  Calls come from the
recorder's own thread; the seat's lock keeps them apart from the candidate's.
"""

from app.centre.capture_ports import FilmAnchored, FilmFinished, FilmGap, FilmStarted
from app.centre.seat import Seat
from app.exam.vocabulary import seat


class SeatFilmLog:
    """The port ``FilmLog`` on one seat."""

    def __init__(self, sitter: Seat) -> None:
        self._sitter = sitter

    def recording_started(self, started: FilmStarted) -> None:
        """Append ``recording_started``; the first one starts the pitch clock."""
        self._sitter.observe(
            seat.RecordingStarted(
                film=started.film, width=started.width, height=started.height, camera=started.camera,
                microphone=started.microphone,
            )
        )  # fmt: skip

    def recording_anchored(self, anchor: FilmAnchored) -> None:
        """Append ``recording_anchored``."""
        self._sitter.observe(
            seat.RecordingAnchored(
                film=anchor.film, position_ms=anchor.position_ms, fragments=anchor.fragments, head=anchor.head,
                film_bytes=anchor.film_bytes, frames=anchor.frames,
            )
        )  # fmt: skip

    def recording_gap(self, gap: FilmGap) -> None:
        """Append ``recording_gap``."""
        self._sitter.observe(
            seat.RecordingGap(film=gap.film, what=gap.what, from_ms=gap.from_ms, to_ms=gap.to_ms, cause=gap.cause)
        )

    def recording_finished(self, finished: FilmFinished) -> None:
        """Append ``recording_finished``."""
        self._sitter.observe(
            seat.RecordingFinished(
                film=finished.film, duration_ms=finished.duration_ms, film_bytes=finished.film_bytes,
                frames=finished.frames, dropped_frames=finished.dropped_frames, fragments=finished.fragments,
                head=finished.head, digest=finished.digest, torn=finished.torn,
            )
        )  # fmt: skip

    def interrupted(self, cause: str) -> None:
        """Stop the clock, unless it stands still already."""
        if self._sitter.state.timed and not self._sitter.state.clock_stopped:
            self._sitter.interrupt(cause)

    def resumed(self, lost_ms: int, *, restarted: bool) -> None:  # noqa: ARG002 - the seat measures by its own clock
        """Start the clock again."""
        if self._sitter.state.interrupted:
            self._sitter.go_on()
