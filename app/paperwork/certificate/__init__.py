"""Certificates: drawn, archived, signed, and checked by anyone without a network or a server.

Why this room exists: a certificate outlives the program that made it; everything that gives it its worth
(what is drawn, what is signed, who can check it) stands together.
"""
