"""Reconciling: the items of several passages, or of two engines, as the items of one record.

`unite` makes one document's items of those that one engine read from its passages; `reconcile` makes one record's items
of those of the rules and those of a model. What is the same:

participants  of one kind, and: one name in two spellings; or a mention in common, one name being part of the other; or
              one the short form of the other and of nobody else
figures       their numbers share a character
meetings      told in one passage, of kinds that one event may be called by; or of one title; or of one kind and day,
              with two participants in common and none that speaks against it
agreements    named in one passage, of kinds that one document may be called by, the titles having words in common; or
              of one kind and title

Two items of one engine in one passage are two, unless all of this is the same. Between the engines items are paired one
to one, the best match first. Whose word is kept where both speak:

figures       the rules': value, high, unit, kind, qualifier, number, aspect, direction, status, period, speaker
              the model's: metric, if it has half of the words of the rules' and stands in the evidence
participants  the rules': kind, country, organization, mentions that overlap
              the model's: a fuller name that the text has; role, if it says all that the rules' says, is an office
              without its country, and stands beside a mention
meetings      the rules': kind, status, title, date, place, mode, principals, topics
              both: participants, the model's if the evidence names them
agreements    the rules': kind, status, date, parties, meeting
              the model's: title, if it keeps most words of the rules' and stands in the evidence
              both: signatories

What the rules left empty is filled by the model so:

always          topics, parties, the meeting of an agreement
by the text     metric and title that stand in the evidence; role that stands beside a mention; principals who took part
by trust        period, if the sentence tells a time; speaker, if the sentence names them; date, place, mode; country,
                organization

A trusted model is one that agreed with the rules on this document wherever both speak (`Trust`): what the rules leave
empty is most often empty in the text, so a model that fills in blindly would make the record worse. For the same reason
an item that only the model found has to show by itself that it is one (`doubts`); what does not is returned with the
reason. Every disagreement is returned as a sentence.
"""

from extract.reconcile.chunks import unite
from extract.reconcile.engines import Reconciled, reconcile

__all__ = ["Reconciled", "reconcile", "unite"]
