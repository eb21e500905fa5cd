"""The candidate's windows.

Why this room exists: one page per step of the way through.
"""
