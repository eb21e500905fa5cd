"""The jobs people do at the centre, and the ports they need.

Why this room exists: an order of steps, and what is one transaction, is decided here once; the kiosk, the
desk, the command line and the demo all call the same jobs.  No Qt, no SQL, no files.
"""
