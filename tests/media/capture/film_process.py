"""Record the test pattern until the process is killed: the victim of the test of torn films."""

import sys
from pathlib import Path

from app.media.capture.filming import Filming, FilmingPlan
from app.media.capture.sources import camera_source, microphone_source
from app.media.film.log_file import LOG_NAME, FileFilmLog

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    microphone = microphone_source(sys.argv[2])
    Filming(FilmingPlan(camera_source("pattern:640x360@30"), microphone, folder), FileFilmLog(folder / LOG_NAME)).run()
