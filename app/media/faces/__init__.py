"""Faces in two photos: portraits that are brought, and how far apart they are.

Why this room exists: the models are an optional part of an installation; nothing else may need them.
"""
