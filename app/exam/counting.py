"""Numbers in English sentences."""


def count_of(count: int, thing: str) -> str:
    """Return a count with its noun: ``1 fault``, ``2 faults``; ``thing`` is a noun that takes an s."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
