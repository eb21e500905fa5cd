"""Kaobo 考播: runs a certification exam for livestream hosts, from check-in to certificate."""
