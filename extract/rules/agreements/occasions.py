"""Occasions: on which day and at which meeting an agreement was concluded."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from extract.rules.drafts import AgreementDraft, MeetingDraft, Range
from extract.rules.reading import Reading
from extract.schemas import Period
from extract.values.dates import DateMention

CONCLUDED = frozenset(("signed", "adopted", "agreed"))
"""What has a day on which it was done."""
# How far after an agreement its date may stand, and how far before its verb.
_DATE_AFTER, _DATE_BEFORE = 60, 200
# A date before the verb opens the sentence ("In 2001, our countries signed") or touches the verb ("today agreed").
_OPENING, _ADJACENT = 12, 12
# How many days old a meeting may be to be the news.
_NEWS = 14
_RECENTLY = ("recently", "earlier", "previously")


@dataclass(slots=True)
class Occasions:
    """The meetings and days of a page, as far as its agreements ask for them."""

    reading: Reading
    meetings: list[MeetingDraft]
    _main: dict[int, int] = field(default_factory=dict)
    _at: dict[int, int] = field(default_factory=dict)
    _statement_days: dict[int, Period] = field(default_factory=dict)
    """The days of the joint statements that pages are themselves."""

    def __post_init__(self) -> None:
        """Sort the meetings held by sentence and by page, once."""
        sentences, headers = self.reading.page.sentences, self.reading.page.headers
        first: dict[int, int] = {}
        for index, meeting in enumerate(self.meetings):
            if meeting.status != "held":
                continue
            for start, _ in meeting.evidence:
                i = self.sentence_at(start)
                if i is None:
                    continue
                self._at.setdefault(i, index)
                page = sentences[i].header
                if start < first.get(page, start + 1):
                    first[page] = start
                    self._main[page] = index
        for page, index in list(self._main.items()):
            held, published = self.meetings[index].date, headers[page].published or self.reading.page.published
            if held is not None and published is not None and abs((published - held.end).days) > _NEWS:
                del self._main[page]

    def sentence_at(self, offset: int) -> int | None:
        """The sentence in which `offset` lies."""
        i = bisect_right(self.reading.page.sentences, offset, key=lambda sentence: sentence.start) - 1
        return i if i >= 0 else None

    def main_meeting(self, page: int) -> int | None:
        """The meeting that the page reports: the first it names, if it was held within days of the publication."""
        return self._main.get(page)

    def place_page(self, draft: AgreementDraft, page: int) -> None:
        """Day and meeting of the document that a page is itself."""
        draft.meeting = self.main_meeting(page)
        published = self.reading.page.headers[page].published
        draft.date = self._day_of(draft.meeting) or (None if published is None else _day(published))
        if draft.date is not None:
            self._statement_days[page] = draft.date

    def place(
        self, draft: AgreementDraft, i: int, said: Range, *, name: Range | None, until: int, elsewhere: bool
    ) -> None:
        """Day and meeting of what sentence `i` states; `until` is where a date after it must have ended."""
        stated = self.stated_date(i, said, name=name, until=until)
        if draft.status not in CONCLUDED:
            return
        sentence = self.reading.page.sentences[i]
        meeting = None if elsewhere else self._at.get(i, self.main_meeting(sentence.header))
        held = self._day_of(meeting)
        if held is None and not elsewhere:
            held = self._statement_days.get(sentence.header)
        if stated is not None and (held is None or stated.start > held.end or stated.end < held.start):
            # Concluded on another day than the page's meeting.
            draft.date = stated
            return
        if stated is None and self._is_of_another_day(i):
            return
        draft.meeting = meeting
        draft.date = stated or held

    def _is_of_another_day(self, i: int) -> bool:
        """Whether the sentence speaks of the past: "recently signed"; "in February", of a year that no text tells."""
        sentence = self.reading.page.sentences[i]
        text = self.reading.page.view[sentence.start : sentence.end].lower()
        if any(word in text for word in _RECENTLY):
            return True
        return any(mention.period is None and mention.relative for mention in self.reading.dates(i))

    def stated_date(self, i: int, said: Range, *, name: Range | None, until: int) -> Period | None:
        """The date by the verb: "signed on Monday", "Today we signed", "adopted in 2011"; not one in the name."""
        published = self.reading.page.headers[self.reading.page.sentences[i].header].published
        published = published or self.reading.page.published
        best: DateMention | None = None
        distance = _DATE_AFTER + _DATE_BEFORE
        for mention in self.reading.dates(i):
            if not self._may_date(mention, published) or (name and name[0] <= mention.start < name[1]):
                continue
            away = self._distance(i, mention, said, until)
            if away is not None and away < distance:
                best, distance = mention, away
        return best.period if best else None

    def _may_date(self, mention: DateMention, published: date | None) -> bool:
        """Whether it is a day, month or year in the past, stated of its own: not one in "Under the 1972 Treaty"."""
        if mention.period is None or mention.deadline or mention.comparison or mention.since:
            return False
        if mention.grain not in ("day", "month", "year") or (published and mention.period.start > published):
            return False
        return self.reading.page.view[max(mention.start - 4, 0) : mention.start].lower() != "the "

    def _distance(self, i: int, mention: DateMention, said: Range, until: int) -> int | None:
        """How far the date stands from what it may date; None if it belongs to another clause."""
        start, end = said
        if mention.start >= end:
            between = self.reading.page.view[end : mention.start]
            away = mention.start - end
            apart = away > _DATE_AFTER or mention.end > until or ";" in between or " and " in between
            return None if apart else away
        if mention.end > start:
            return 0
        away = start - mention.end
        opening = self.reading.page.sentences[i].start + _OPENING
        # "Noting the plan announced in April, the leaders established": another clause's date.
        return None if away > _DATE_BEFORE or (mention.start > opening and away > _ADJACENT) else away

    def _day_of(self, meeting: int | None) -> Period | None:
        """The days of a meeting, unless they are too many to date an agreement by."""
        held = None if meeting is None else self.meetings[meeting].date
        return held if held is not None and (held.end - held.start).days < _NEWS else None


def _day(day: date) -> Period:
    return Period(start=day, end=day)
