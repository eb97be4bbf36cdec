"""Schemas of a user's own, filled by a model and held against the text leaf by leaf."""
