"""Polarity: a statement and its denial share their words; these tables say which is which."""

from __future__ import annotations

import time

import pytest

from extract.grounding import denial, prospect

# The passage that is asked about stands in square brackets.
DENIED = [
    ("The ministers did not [sign the agreement].", "did not"),
    ("The ministers didn't [sign the agreement].", "didn't"),
    ("The ministers have never [signed the agreement].", "have never"),
    ("[The ministers did not sign the agreement.]", "did not"),
    ("The ministers refused to [sign the agreement].", "refused to"),
    ("The two sides failed to [reach an agreement on ports].", "failed to"),
    ("The two sides, meeting in Rivertown, failed to [sign the accord].", "failed to"),
    ("Arland was unable to [ratify the treaty].", "unable to"),
    ("The delegations left without [signing the accord].", "without"),
    ("Instead of [signing the accord], the delegations went home.", "Instead of"),
    ("The parties are far from [signing a treaty].", "far from"),
    ("The parties stopped short of [signing a treaty].", "short of"),
    ("Arland denied [signing the pact].", "denied"),
    ("Arland denied that its minister had [signed the pact].", "denied that"),
    ("Arland denied it had [signed the pact].", "denied"),
    ("The ministry rejected reports that the two countries had [signed a deal].", "rejected reports"),
    ("It is not true that they [signed the accord].", "is not"),
    ("There is no evidence that the sides [signed the accord].", "no evidence that"),
    ("The spokesman did not confirm that the sides had [signed the accord].", "did not"),
    ("[No agreement was reached].", "No"),
    ("No [agreement on fisheries was signed] by the ministers.", "No"),
    ("Neither side [signed the accord].", "Neither"),
    ("Nobody [signed the accord] in the end.", "Nobody"),
    ("None of the leaders [met the press or signed a text].", "None"),
    ("The sides [signed no agreement].", "no"),
    ("The sides [agreed on nothing].", "nothing"),
    ("The talks ended with [no agreement] in sight.", "no"),
    ("The presidents cancelled [the meeting in Rivertown].", "cancelled"),
    ("The presidents called off [the summit].", "called off"),
    ("[The meeting in Rivertown] was cancelled.", "was cancelled"),
    ("[The meeting in Rivertown] has been called off.", "has been called off"),
    ("[The signing of the accord] did not take place.", "did not take"),
    ("[The accord] has not been signed.", "has not been signed"),
    ("[The ceremony] was postponed because of fog.", "was postponed"),
    ("The ministers did not sign [the River Accord].", "did not"),
    ("They met on Monday but did not [sign the accord].", "did not"),
    ("They did not meet or [sign anything].", "did not"),
    ("They decided not to [sign the accord].", "not"),
    ("The minister had no plans to [meet the delegation].", "no"),
    ("Belmark ruled out [signing the protocol].", "ruled out"),
    ("At no point did the ministers [sign a text].", "no"),
    ("Rain prevented the leaders from [signing the text outdoors].", "prevented"),
    ("The accord is no longer [signed by all members].", "no longer"),
    ("The leaders did not want to [sign the accord].", "did not"),
    ("Never have the two presidents [met in person].", "Never"),
    ("The minister did not come, nor did he [sign the letter].", "nor"),
]

AFFIRMED = [
    "They did not meet on Monday but [signed the accord on Tuesday].",
    "Although no deal was reached last year, they [signed one today].",
    "Although they did not meet in March, the ministers [signed the accord in May].",
    "The ministers not only [signed the accord] but also opened a bridge.",
    "They did not only [sign the accord] but also opened a bridge.",
    "There is no doubt that the ministers [signed the accord].",
    "The ministers no doubt [signed the accord] gladly.",
    "The ministers [signed nothing less than a peace treaty].",
    "The ministers [signed no fewer than 12 agreements].",
    "The ministers [signed the accord without delay].",
    "Without delay the ministers [signed the accord].",
    "They could not but [sign the accord].",
    "They did not fail to [sign the accord].",
    "They did not hesitate to [sign the accord].",
    "Nobody denied that the sides had [signed the accord].",
    "Arland did not deny that it had [signed the accord].",
    "The accord, which does not cover fisheries, [was signed on Friday].",
    "[The accord signed on Friday] does not cover fisheries.",
    "[The meeting in Rivertown] did not produce a joint text.",
    "The leaders, who did not meet last year, [signed the accord].",
    "They [signed the accord], not the protocol.",
    "They [met on Monday], but no text was signed.",
    "The ministers did not leave before [signing the accord].",
    "Despite no progress on fish, they [signed the accord].",
    "With no time left, the ministers [signed the accord].",
    "The neighbours have no border dispute and [signed the accord in Rivertown].",
    "Having failed to agree in May, the ministers [signed the accord in June].",
    "The president did not attend [the signing of the River Accord].",
    "Not least, they [agreed on a new bridge].",
    "He regretted that she could not come and [signed the guest book].",
    "The sides [agreed not to raise tariffs].",
    "The parties [reached an agreement that no side will raise tariffs].",
    "She is not the first to [sign the pledge].",
    "Unlike Belmark, which refused to sign, Arland [signed the accord].",
    "The treaty never entered into force; the sides [signed a new one].",
    "The minister, not yet thirty, [signed the accord].",
    "Whether or not it rains, the ministers [met on the bridge].",
    "No sooner had they landed than the ministers [signed the accord].",
    "Nothing was left to chance: the ministers [signed the accord at noon].",
    "Trade did not suffer, and the two sides [signed three contracts].",
    "He said he did not mention that they had [signed the accord].",
    "The ministers managed to [sign the accord].",
]

FUTURE = [
    "The ministers will [sign the accord on Friday].",
    "The ministers will jointly [sign the accord].",
    "The accord is to [be signed on Friday].",
    "The ministers plan to [sign the accord].",
    "The ministers are expected to [meet in June].",
    "Arland intends to [ratify the treaty].",
    "The sides agreed to [establish a commission].",
    "[The accord] will be signed on Friday.",
    "[The summit] is scheduled for June.",
    "The envoys spoke ahead of [the signing of the accord].",
    "The ministers will meet and [sign the accord].",
]

HYPOTHETICAL = [
    "The ministers could [sign the accord].",
    "The ministers might yet [meet in June].",
    "If the sides [sign the accord], tariffs fall.",
    "Unless they [sign the accord], tariffs rise.",
    "It is unclear whether they [signed the accord].",
    "Belmark proposed that the sides [sign a protocol].",
    "Belmark proposed [signing a protocol].",
    "The council urged the parties to [sign the accord].",
    "The council called on both parties to [sign the accord].",
    "Arland hopes to [join the convention].",
    "They discussed the possibility of [signing a treaty].",
    "The envoy called for [an agreement on water].",
    "Should the parties [sign the accord], tariffs will fall.",
]

FACTS = [
    "The ministers [signed the accord].",
    "In May the ministers [signed the accord].",
    "The presidents [met in Rivertown and will meet again].",
    "The presidents had the opportunity to [meet in Rivertown].",
    "They [agreed to establish a commission].",
    "After talks that could have failed, the ministers [signed the accord].",
    "The accord, which will enter into force in June, [was signed on Friday].",
    "The ministers, who hope to meet again, [signed the accord].",
    "The minister said that he had [signed the accord].",
    "If anything went wrong, it was the weather; the ministers [signed the accord].",
    "The ministers were pleased to [sign the accord].",
    "The ministers [signed the accord] and will publish it.",
    "The ministers [held talks on what they might build together].",
    "[The summit] was held in June.",
]


def _marked(written: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    start, end = written.index("["), written.index("]")
    sentence = written[:start] + written[start + 1 : end] + written[end + 1 :]
    return sentence, (0, len(sentence)), (start, end - 1)


@pytest.mark.parametrize(("written", "words"), DENIED)
def test_a_denied_statement_is_told_with_the_words_that_deny_it(written: str, words: str) -> None:
    assert denial(*_marked(written)) == words


@pytest.mark.parametrize("written", AFFIRMED + FACTS)
def test_what_the_sentence_states_is_not_denied(written: str) -> None:
    assert denial(*_marked(written)) is None


@pytest.mark.parametrize("written", FUTURE)
def test_what_is_to_come_is_told_from_what_happened(written: str) -> None:
    assert prospect(*_marked(written)) == "future"


@pytest.mark.parametrize("written", HYPOTHETICAL)
def test_what_is_wished_or_depends_on_something_is_no_fact(written: str) -> None:
    assert prospect(*_marked(written)) == "hypothetical"


@pytest.mark.parametrize("written", FACTS)
def test_a_fact_has_no_prospect(written: str) -> None:
    assert prospect(*_marked(written)) is None
