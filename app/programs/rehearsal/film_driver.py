"""The same examiner at the queue: opens a sheet over its film, plays it, remarks, marks and signs.

Why this room exists: what was not marked live is marked from the film, and the demo shows both; nothing here calls
a job.  A film loads and plays in its own time, so each step does what can be done now.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.centre.marking_ports import Wanted
from app.centre.marking_queue import QueueLine
from app.exam.scheme import Subject
from app.programs.rehearsal.desk_driver import WindowExaminer
from app.programs.rehearsal.sheet_hand import SheetHand, press
from app.screens.examiner.queue_desk import QueueDesk


class FilmExaminer:
    """One sheet of the examiner's queue.

    Args:
        tags_ms: the moments of the film from which on something is remarked, in their order.
    """

    def __init__(self, examiner: WindowExaminer, subject: Subject, tags_ms: tuple[int, ...]) -> None:
        self._examiner, self._subject, self._tags_ms = examiner, subject, tags_ms
        self._remarked = 0

    @property
    def queue(self) -> QueueDesk:
        """The desk behind the queue's page."""
        found = self._examiner.window.findChild(QueueDesk)
        assert isinstance(found, QueueDesk)
        return found

    def step(self, half_points: int) -> bool:
        """Do the next thing.  Returns whether the sheet is signed; the live booth is in front again then."""
        queue, window = self.queue, self._examiner.window
        if window.pages.currentWidget() is not queue.widget:
            self._examiner.go_to("queue")
        elif queue.widget.currentWidget() is queue.page:
            self._open(queue)
        elif self._remarked < len(self._tags_ms):
            self._watch(queue)
        elif SheetHand(window, queue.film.sheet, self._examiner.pin).mark(half_points):
            press(queue.film_page.back)
            self._examiner.go_to("booth")
            return True
        return False

    def _open(self, queue: QueueDesk) -> None:
        """Take the subject's row in hand with the mouse and open it: the live desk has begun the sheet already."""
        table, model = queue.page.table, queue.page.model
        rows = [each for each in range(model.rowCount()) if _subject(model.row_at(each)) is self._subject]
        if not rows:
            press(queue.page.tabs[Wanted.HALF_DONE])
            return
        place = rows[0]
        middle: QPoint = table.visualRect(model.index(place, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        press(queue.page.open)

    def _watch(self, queue: QueueDesk) -> None:
        """Let the film run, place the next tag when its moment has come, and stand still after the last one."""
        player, controls = queue.film.player, queue.film_page.controls
        if not player.moment()[0]:
            return  # its first picture is on its way
        if player.position_ms >= self._tags_ms[self._remarked]:
            SheetHand(self._examiner.window, queue.film.sheet, self._examiner.pin).remark(self._remarked)
            self._remarked += 1
        if player.playing == (self._remarked == len(self._tags_ms)):
            press(controls.play)


def _subject(line: QueueLine | None) -> Subject | None:
    return line.work.subject if line is not None else None
