"""Agreements: the documents that a page says were signed, adopted or are being prepared, and what parties undertook.

`sentence` cuts a sentence into words; `outlook`, `clauses` and `subjects` answer what the rules ask of a verb in it.
`phrases` and `titles` find the names of documents, `governors` and `predicates` what stands to their left and right,
`documents` judges both. `commitments` and `decisions` read what parties undertook and set up. `identity` tells which
mentions mean one document, `parties` and `dates` between whom and when; `collector` makes the items of a page.
"""

from extract.rules.agreements.collector import find_agreements

__all__ = ["find_agreements"]
