"""A season's work shared among processes: each of them runs some of the booths.

Why this room exists: the booths of a centre are computers of their own that write into one record; here they are
processes, so that one processor works while the other waits for the disk.  What is done first and how it is shared
changes no verdict: who sits where is in the plan.

A worker that lost the program that started it ends behind the entry in hand.
"""

import os
from collections.abc import Callable, Iterator
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from app.exam.entry import Entry
from app.exam.errors import DeskError, Refused, Unavailable
from app.programs.memory import MemoryWatch
from app.programs.season import AcknowledgementFile, Season, SeasonPlan
from app.storage.home import open_home

HOME, ACKNOWLEDGED = "home", "acknowledged.jsonl"
MOST_PROCESSES = 2
"""More would wait for their turn to write: one transaction writes at a time."""

type Task = Callable[[Path, SeasonPlan, int, int], Iterator[str]]
"""A share of the work: (folder, plan, which part, of how many); yields a name for each thing done."""


WORTH_IT = 100
"""Fewer candidates are examined sooner than a second process has started."""


def usual_processes(plan: SeasonPlan) -> int:
    """Return how many processes a season is worth on this machine."""
    return min(MOST_PROCESSES, os.cpu_count() or 1) if plan.candidates >= WORTH_IT else 1


def run_booths(out: Path, plan: SeasonPlan, part: int, parts: int) -> Iterator[str]:
    """Play the attempts of a part's booths; yield each whose verdict is published."""
    home, starter = open_home(out / HOME), parent_process()
    log = AcknowledgementFile(out / ACKNOWLEDGED)

    def note(entry: Entry) -> None:
        log.note(entry)
        if starter is not None and not starter.is_alive():
            raise BrokenPipeError  # whoever starts the season again must not meet this process at work

    try:
        for booking in Season(home, plan, note).examine(part, parts):
            yield booking.id
    finally:
        log.close()
        home.close()


def shared(task: Task, out: Path, plan: SeasonPlan, processes: int, memory: MemoryWatch) -> Iterator[str]:
    """Run a task in several processes, or in this one alone; yield what is done, in order of arrival.

    Args:
        memory: looks at all of them while they work.

    Raises:
        Refused, Unavailable: as the task, in whichever process; the others are ended.
    """
    if processes == 1:
        for done in task(out, plan, 0, 1):
            memory.look()
            yield done
        return
    context = get_context("spawn")
    links, workers = [], []
    try:
        for part in range(processes):
            reader, writer = context.Pipe(duplex=False)
            worker = context.Process(target=_work, args=(writer, task, out, plan, part, processes))
            worker.start()
            writer.close()  # the worker's end alone is left: when it is gone, so is the worker
            links.append(reader)
            workers.append(worker)
        numbers = [worker.pid for worker in workers if worker.pid is not None]
        for done in _arriving(links):
            memory.look(numbers)
            yield done
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
            worker.close()


def _arriving(links: list[Connection]) -> Iterator[str]:
    unfinished = set(links)
    while unfinished:
        for link in wait(list(unfinished)):
            assert isinstance(link, Connection)
            try:
                kind, words = link.recv()
            except EOFError as error:
                raise Unavailable(
                    "A process of this season ended before its work was done.", advice="Start the season again."
                ) from error
            if kind == _DONE:
                yield words
            elif kind == _ALL_DONE:
                unfinished.remove(link)
            else:
                detail, advice = words
                raise (Refused if kind == _REFUSED else Unavailable)(detail, advice=advice)


_DONE, _ALL_DONE, _REFUSED, _UNAVAILABLE = "done", "all done", "refused", "unavailable"


def _work(link: Connection, task: Task, out: Path, plan: SeasonPlan, part: int, parts: int) -> None:
    """Body of a worker."""
    try:
        for name in task(out, plan, part, parts):
            link.send((_DONE, name))
        link.send((_ALL_DONE, ""))
    except BrokenPipeError:
        return  # the program that started this one is gone
    except DeskError as error:
        link.send((_REFUSED if isinstance(error, Refused) else _UNAVAILABLE, (error.detail, error.advice)))
