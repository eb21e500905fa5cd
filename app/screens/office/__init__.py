"""The office's windows.

Why this room exists: for clerks and administrators.
"""
