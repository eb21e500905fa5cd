"""The rules of the exam: frozen values and pure functions, standard library only.

Why this room exists: a verdict must be a function of (scheme, bank release, entries) and nothing else,
so that an appeal can replay it.  No Qt, SQL, clock, file or random source comes in here.
"""
