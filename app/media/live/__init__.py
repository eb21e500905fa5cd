"""The booth's picture and clock on their way to the examiner.

Why this room exists: the desk may stand behind the glass.  What travels carries its own moment of the film, so that
no tag depends on the way.
"""
