"""Widgets that more than one window shows.

Why this room exists: one ring, one row of gates, one button.
"""
