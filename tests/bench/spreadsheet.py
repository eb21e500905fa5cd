"""Export 100,000 results as .xlsx, against bare xlsxwriter writing the same cells.

Run: ``python tests/bench/spreadsheet.py [ROWS]``.  Each run is a process of its own, so that its peak memory is its
own; prints the median of three and the ratio bare/ours (1.0: no dearer than the bare library).
"""

import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.centre.report_values import ResultLine
from app.paperwork.exchange.results import read_results, write_results

RUNS = 3


def lines(count: int) -> Iterator[ResultLine]:
    """Yield results as a centre has them."""
    for n in range(count):
        yield ResultLine(
            f"20260604-{n:06d}", f"考生{n % 977:03d}", "居民身份证", f"33078219900101{n % 10000:04d}", "女", "20260604",
            "2026-06-04", "电商直播", 173, 160, 145, "passed", "2026-06-05", f"YW2026{n:06d}",
        )  # fmt: skip


def ours(path: Path, count: int) -> None:
    """Export through the project."""
    write_results(path, lines(count))


def bare(path: Path, count: int) -> None:
    """Write the same cells with the library alone."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet()
    text = book.add_format({"num_format": "@"})
    for row, line in enumerate(lines(count), start=1):
        cells = (
            line.admission_number, line.name, line.document_kind, line.document_number, line.sex, line.sitting,
            line.held_on, line.ability, line.theory / 2, line.clip / 2, line.pitch / 2, line.outcome,
            line.published_on, line.certificate_number,
        )  # fmt: skip
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, cell, text)
            else:
                page.write_number(row, column, cell)
    book.close()


def one(which: str, count: int) -> tuple[float, float]:
    """Run one export in a process of its own; return seconds of CPU and peak MB."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", which, str(count)], capture_output=True, text=True, check=True
    )
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / 1000


def main() -> None:
    """Print the table, or be one of its runs."""
    if "--one" in sys.argv:
        which, count = sys.argv[2], int(sys.argv[3])
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            {"ours": ours, "bare": bare}[which](Path(folder) / "results.xlsx", count)
            print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    runs = [(one("bare", count), one("ours", count)) for _ in range(RUNS)]
    bare_s, ours_s = median(each[0][0] for each in runs), median(each[1][0] for each in runs)
    print(f"{platform.node()} · {count} rows · median of {RUNS}, CPU seconds")
    print(f"bare xlsxwriter {bare_s:6.2f} s  {max(each[0][1] for each in runs):5.0f} MB")
    print(f"kaobo           {ours_s:6.2f} s  {max(each[1][1] for each in runs):5.0f} MB")
    print(f"ratio bare/kaobo {bare_s / ours_s:.2f} (aim: at least 0.8), memory aim: under 150 MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.xlsx"
        ours(path, count)
        began = time.process_time()
        equal = read_results(path) == list(lines(count))
        print(f"read back equal: {equal}, {time.process_time() - began:.2f} s")


if __name__ == "__main__":
    main()
