"""Measure a clip in a process of its own, with a limit of memory and of time.

Why this room exists: the window stays alive whatever a file does to a decoder, and a file that swells beyond
its share ends its own process only.
"""

import multiprocessing
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from app.exam.errors import Refused, Unavailable
from app.media.editing.measures import Limits, Measures

type _Words = tuple[str, str, tuple[str, str] | None]  # a refusal as it crosses the pipe

MEMORY_BYTES = 900 * 1024 * 1024
"""What the reading process may take."""
_PATIENCE_S = 90
_OWN_FAULT = 1  # Python ended with a traceback: the program is wrong, not the file
_ENDING_S = 5
_POLITE = 5  # it yields to the recording and the window


def read_clip(path: Path, limits: Limits, patience_s: float = _PATIENCE_S) -> Measures:
    """Measure a clip; blocks the calling thread, at most ``patience_s``.

    Raises:
        Refused: it is no film, is larger than 4K, breaks the decoder, or takes too much memory or time.
        Unavailable: the reading process cannot be started.
    """
    if not path.is_file():
        raise Refused(f"There is no file {path.name}.", advice="Check the name.",
                      zh=(f"找不到文件“{path.name}”。", "请核对文件名。"))  # fmt: skip
    if not path.stat().st_size:
        raise Refused(f"{path.name} is empty.", advice="Export the video again, then send it.",
                      zh=(f"“{path.name}”是空文件。", "请在手机上重新导出，再发一次。"))  # fmt: skip
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe(duplex=False)
    child = spawning.Process(target=_serve, args=(theirs, path, limits), name="kaobo-clip", daemon=True)
    try:
        child.start()
    except OSError as error:
        raise not_now() from error
    theirs.close()
    return _answer(child, ours, path, patience_s)


def _answer(child: BaseProcess, ours: Connection, path: Path, patience_s: float) -> Measures:
    try:
        told: Measures | _Words = ours.recv() if ours.poll(patience_s) else _words(_too_heavy(path))
    except EOFError as error:
        child.join(_ENDING_S)
        if child.exitcode == _OWN_FAULT:
            raise not_now() from error
        told = _words(_unreadable(path))  # the decoder took the process with it
    finally:
        ours.close()
        child.kill()
        child.join()
    if isinstance(told, Measures):
        return told
    detail, advice, zh = told
    raise Refused(detail, advice=advice, zh=zh)


def _serve(link: Connection, path: Path, limits: Limits) -> None:
    _restrain()
    from app.media.editing.measure import measure  # the decoder is loaded under the limit

    try:
        link.send(measure(path, limits))
    except MemoryError:
        link.send(_words(_too_heavy(path)))
    except Refused as refusal:
        link.send(_words(refusal))
    finally:
        link.close()


def _words(refusal: Refused) -> _Words:
    return refusal.detail, refusal.advice, refusal.zh


def _restrain() -> None:
    """Limit this process where the platform can."""
    if sys.platform != "win32":
        import os
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(_POLITE)


def not_now() -> Unavailable:
    """Return what is said when the fault is not the file's."""
    return Unavailable("The video cannot be checked just now.", advice="Call the examiner.",
                       zh=("现在无法检查视频。", "请呼叫考评员。"))  # fmt: skip


def _too_heavy(path: Path) -> Refused:
    return Refused(
        f"{path.name} is too heavy for this booth to check.", advice="Export it at 1080p, then send it.",
        zh=(f"“{path.name}”太大，这台机器检查不了。", "请导出为 1080p，再发一次。"),
    )  # fmt: skip


def _unreadable(path: Path) -> Refused:
    return Refused(
        f"{path.name} cannot be read to its end.", advice="Export the video again, then send it.",
        zh=(f"“{path.name}”不能完整读取。", "请在手机上重新导出，再发一次。"),
    )  # fmt: skip
