"""What both ends of the link agree on: paths, headers, the figures as JSON.

Why this room exists: kiosk and desk may be of different versions for a day; one place says what is on the wire.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from app.centre.capture_ports import Loss, RecordingFigures

LIVE, FIGURES, PHOTO = "/live", "/figures", "/photo/"
BOUNDARY = "kaobo-picture"
NUMBER, FILM, POSITION, LENGTH = "X-Number", "X-Film", "X-Position-Ms", "Content-Length"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer about the recording: the film, the moment in it when the answer was made, the figures."""

    film: str
    position_ms: int
    figures: RecordingFigures


def written(told: Told) -> str:
    """Write an answer."""
    figures = asdict(told.figures)
    figures["lost"] = [each.value for each in told.figures.lost]
    return json.dumps({"film": told.film, "position_ms": told.position_ms, "figures": figures})


def read(text: str) -> Told:
    """Read an answer; fields that are unknown here are left out.

    Raises:
        ValueError: it is none.
    """
    value: Any = json.loads(text)
    try:
        known = {
            name: value["figures"][name] for name in RecordingFigures.__dataclass_fields__ if name in value["figures"]
        }
        known["lost"] = tuple(Loss(each) for each in known.get("lost", ()))
        return Told(str(value["film"]), int(value["position_ms"]), RecordingFigures(**known))
    except (LookupError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError("no answer about a recording") from error
