"""Finished and torn films: their digest lists, what they hold, how they are mended.

Why this room exists: a film must be provable and playable long after the program that recorded it is gone.
"""
