"""Practice: people who do not exist go through the real jobs, for the demo, the season and the tests.

Why this room exists: whoever tries Kaobo, and whoever measures it, must see the same jobs that an exam day
uses; only the people, the clock and their skill are made up here.
"""
