"""The windows: pages paint one state and report wishes, desks join a page to a job.

Why this room exists: the toolkit stays at the rim; no rule lives in a widget.
"""
