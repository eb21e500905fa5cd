"""Have two photos compared in a process of its own.

Why this room exists: see ``compare``; this is its other end, on the side of the desk.  The photos go through a pipe
and stand on no disk.
"""

import multiprocessing
import threading

from app.centre.face_hint import FaceFinding
from app.exam.errors import Unavailable
from app.media.faces.compare import serve_comparison
from app.media.faces.models import face_models

_PATIENCE_S, _POLL_S = 30, 0.1


class BackgroundComparer:
    """A ``FaceComparer``: waits on the caller's thread, which must not be a window's."""

    def __init__(self) -> None:
        self._closing = threading.Event()

    def compare(self, registered: bytes, taken: bytes) -> FaceFinding:
        """Compare two pictures as files.

        Raises:
            Unavailable: the models are not installed, or the comparison broke off.
        """
        models = face_models()
        context = multiprocessing.get_context("spawn")
        try:
            ours, theirs = context.Pipe(duplex=False)
            work = (theirs, models, registered, taken)
            process = context.Process(target=serve_comparison, args=work, daemon=True)
            process.start()
        except OSError as error:  # this computer gives no further pipe or process
            raise _broken_off() from error
        theirs.close()
        try:
            for _ in range(round(_PATIENCE_S / _POLL_S)):
                if self._closing.is_set():
                    break
                if ours.poll(_POLL_S):
                    found = ours.recv()
                    assert isinstance(found, FaceFinding)
                    return found
        except (EOFError, OSError) as error:
            raise _broken_off() from error
        finally:
            ours.close()
            process.kill()
            process.join()
        raise _broken_off()

    def close(self) -> None:
        """Break off what is being compared: the program ends."""
        self._closing.set()


def _broken_off() -> Unavailable:
    return Unavailable(
        "The comparison of the two photos broke off.",
        advice="Compare by eye.",
        zh=("两张照片的比对中断了。", "请目视核对。"),
    )
