"""What a record is: pydantic models, and nothing else."""

from extract.schemas.agreement import Agreement, AgreementKind, AgreementStatus
from extract.schemas.figure import Aspect, Direction, Figure, FigureKind, FigureStatus, Qualifier
from extract.schemas.item import Item
from extract.schemas.meeting import Meeting, MeetingKind, MeetingMode, MeetingStatus, Place
from extract.schemas.participant import Participant, ParticipantKind
from extract.schemas.period import Period
from extract.schemas.record import SCHEMA_VERSION, Document, Dropped, Extraction, Run, Usage
from extract.schemas.span import Model, Span

__all__ = [
    "SCHEMA_VERSION",
    "Agreement",
    "AgreementKind",
    "AgreementStatus",
    "Aspect",
    "Direction",
    "Document",
    "Dropped",
    "Extraction",
    "Figure",
    "FigureKind",
    "FigureStatus",
    "Item",
    "Meeting",
    "MeetingKind",
    "MeetingMode",
    "MeetingStatus",
    "Model",
    "Participant",
    "ParticipantKind",
    "Period",
    "Place",
    "Qualifier",
    "Run",
    "Span",
    "Usage",
]
