"""The examiner's windows.

Why this room exists: for eyes that are on a person.
"""
