"""The ``kaobo`` command and one module per window program: wiring only.

Why this room exists: the only room that knows every other room.
"""
