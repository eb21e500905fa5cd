"""Listen to a clip's sound: loudness by EBU R 128, and how long it was silent.

Why this room exists: a clip that nobody can hear is found before it is handed in.
Source: ITU-R BS.1770-5 and EBU R 128 (measured by ffmpeg's ``ebur128``).
"""

import math

import av
from av.filter import Graph

SILENT_LUFS = -50.0
"""Momentary loudness (400 ms) below which nothing is heard."""
_STEP_MS = 100  # the filter tells every 100 ms
_FLOOR = -70.0


class SoundWatch:
    """Adds up silence and keeps the integrated loudness."""

    def __init__(self, stream: av.AudioStream) -> None:
        self._graph = Graph()
        source = self._graph.add_abuffer(template=stream)
        meter = self._graph.add("ebur128", "metadata=1")
        sink = self._graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        self._graph.configure()
        self._loudness = _FLOOR
        self._silent = 0

    @property
    def silent_ms(self) -> int:
        """How long nothing was to be heard."""
        return self._silent * _STEP_MS

    @property
    def loudness_x10(self) -> int:
        """Integrated loudness in tenths of a LUFS, -700 for none."""
        return round(self._loudness * 10)

    def hear(self, frame: av.AudioFrame) -> None:
        """Take the next stretch of sound."""
        self._graph.push(frame)
        while True:
            try:
                told = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            self._read(told.metadata)

    def _read(self, words: dict[str, str]) -> None:
        if "lavfi.r128.M" not in words:
            return
        moment, whole = float(words["lavfi.r128.M"]), float(words.get("lavfi.r128.I", _FLOOR))
        self._silent += math.isnan(moment) or moment < SILENT_LUFS
        self._loudness = _FLOOR if math.isnan(whole) else max(whole, _FLOOR)
