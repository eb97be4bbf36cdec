"""The model engine: a language model points at passages, the library checks every character."""
