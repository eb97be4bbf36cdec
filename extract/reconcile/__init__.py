"""Reconciling: the items of several passages, or of two engines, as the items of one record."""

from extract.reconcile.chunks import unite
from extract.reconcile.engines import Reconciled, reconcile

__all__ = ["Reconciled", "reconcile", "unite"]
