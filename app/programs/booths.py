"""The booth's parts as the settings name them: its camera, or the drawn host, and the clip hand-in."""

from app.centre.ports import Clock
from app.centre.seat import context_of
from app.media.upload.desk import BoothClipDesk
from app.programs.booth_settings import BoothSettings
from app.programs.kiosk_booths import PracticeBooth
from app.programs.recording_booth import Devices, RecordingBooth
from app.storage.home import Home

PRACTICE = "practice"
"""The camera's name where a drawn host stands in for one."""


def booth_of(settings: BoothSettings, home: Home, clock: Clock) -> PracticeBooth | RecordingBooth:
    """Return the booth that the settings name."""
    if settings.camera == PRACTICE:
        return PracticeBooth(clock)
    return RecordingBooth(Devices(settings.camera, settings.microphone), home.media)


def clip_desk_of(home: Home) -> BoothClipDesk:
    """Return the hand-in of a home's attempts."""
    return BoothClipDesk(
        lambda attempt: home.media / attempt / "clips", lambda attempt: context_of(home.store, attempt).scheme.clip
    )
