"""Checks: what a proposed item must pass, and what the library itself reads from the characters it points at."""
