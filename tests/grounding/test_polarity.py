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
    ("The sides [signed neither the accord nor the protocol].", "neither"),
    ("ARLAND DENIES [SIGNING PACT]", "DENIES"),
    ("Arland Refuses To [Sign Pact]", "Refuses To"),
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
    ("The presidents of Arland and Belmark did not, despite hours of talks, [sign the accord].", "did not"),
    (
        "Arland's foreign ministry on Tuesday denied media reports that its minister had [met with rebel leaders].",
        "denied media reports",
    ),
    ("The two leaders were due to sign the accord but never [did so: no accord was signed].", "no"),
    ("Contrary to reports, [the two sides did not sign a memorandum].", "did not"),
    ("Reports that the two presidents [had signed a deal] were false.", "were false"),
    ("It is false that the ministers [signed a memorandum].", "false that"),
    ("Claims that the leaders [met in secret] were denied by the palace.", "were denied"),
    ("The summit ended with no [joint declaration adopted].", "no"),
    ("The sides have yet to [sign the agreement].", "yet to"),
    ("The agreement [has not yet been signed].", "has not"),
    ("[The agreement remains unsigned].", "remains unsigned"),
    ("The president is not going to [sign the treaty].", "is not"),
    ("The president will not [sign the treaty].", "will not"),
    ("The president won't [attend the summit].", "won't"),
    ("The parliament rejected [the treaty].", "rejected"),
    ("The parliament voted not to [ratify the treaty].", "not"),
    ("The parliament voted against [ratifying the treaty].", "voted against"),
    ("Neither Arland nor Belmark [signed the declaration].", "Neither"),
    ("Arland was the only member not to [sign the declaration].", "not"),
    ("Not a single minister [signed the declaration].", "Not"),
    ("No one [signed the declaration].", "No"),
    ("The minister declined to [sign].", "declined to"),
    ("Without an [agreement signed], the talks will go on.", "Without"),
    ("The company backed out of [signing the contract].", "backed out of"),
    ("The two never [met].", "never"),
    ("They cannot [agree on a date].", "cannot"),
    ("The sides couldn't [agree on a date].", "couldn't"),
    ("The minister hasn't [met him].", "hasn't"),
    ("Hardly any of the leaders [signed it].", "Hardly"),
    ("The president has ruled out [a meeting with the rebels].", "ruled out"),
    ("The president avoided [meeting the press].", "avoided"),
    ("There was no [signing ceremony].", "no"),
    ("There were no [talks between the two].", "no"),
    ("There has been no [meeting].", "no"),
    ("The government scrapped [the agreement with Belmark].", "scrapped"),
    ("We didn't [sign anything], the minister said.", "didn't"),
    ('"We did not [sign anything]," the minister said.', "did not"),
    ("The two sides did not exchange or [sign documents].", "did not"),
    ("The meeting between Ana Sorel and Bo Lind, planned for Friday, [was not held].", "was not"),
    ("[The meeting between Ana Sorel and Bo Lind], planned for Friday, was not held.", "was not held"),
    ("[The meeting], which had been planned for Friday, was cancelled.", "was cancelled"),
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
    "The party with no seats [signed the accord].",
    "With no fanfare, ministers [signed the accord].",
    "The neighbours have nothing to hide and [signed the accord].",
    "The sides [signed a no-fly agreement with a not-for-profit body].",
    "They can't help [meeting every spring].",
    "The ministers have not only [signed the accord] but kept it.",
    "The two sides agreed that neither would [raise tariffs], and signed a pact.",
    "The talks, which yielded no results in May, [resumed and the sides signed a pact].",
    "The president, who is not a member, [met with members on Friday].",
    "They [met not in Rivertown but in Hillcity].",
    "The leaders [met not once but twice].",
    "They [signed the accord, although not all provisions were agreed].",
    "Although not all provisions were agreed, they [signed the accord].",
    "They had never met before, but on Friday they [signed the accord].",
    "Not all of the members [signed the accord].",
    "Not only Arland but also Belmark [signed the accord].",
    "No country has done more than Arland, which [signed the accord in May].",
    "No less important, the two sides [signed a contract].",
    "No matter what happens, the leaders [agreed to meet].",
    "The two sides, no longer enemies, [signed the accord].",
    "It was no surprise that the sides [signed the accord].",
    "They did not wait and [signed the accord].",
    "There's no question the leaders [agreed on this].",
    "The minister said it was not the last time that the two [met].",
    "The members cannot ignore that the two sides [signed the accord].",
    "The leaders [reaffirmed that nuclear war cannot be won and signed a statement].",
    "The parties [signed an agreement under which neither party may transfer arms].",
    "The parties [signed an agreement on the non-use of force].",
    "The parties [adopted a statement rejecting any use of force].",
    "The parties rejected any use of force and [adopted a statement].",
    "The leaders condemned the failure to implement the truce and [agreed to meet].",
    "The leaders expressed concern at the lack of progress and [agreed to meet].",
    '"No one can stop us," he said after he [signed the accord].',
    "The president, without naming anyone, [signed the decree].",
    "Without naming anyone, the president said the sides [agreed on a plan].",
    "Far from home, the two [signed a pact].",
    "He failed to win support, so he [signed the accord alone].",
    "Despite the refusal to attend by Belmark, the members [adopted the text].",
    "The members [adopted the text] despite the refusal of Belmark to attend.",
    "The trade deal was not easy, but we [reached it].",
    "It is not by chance that we [signed this document here].",
    "It is not for the first time that we [meet here].",
    "Nothing can stop us: we [signed it].",
    "Instead of the foreign minister, his deputy [signed the accord].",
    "Instead, they [signed a protocol].",
    "The ministers [discussed how to prevent war and signed a plan].",
    "To prevent war, the ministers [signed a plan].",
    "To avoid delays, they [agreed to meet in May].",
    "In order not to lose time, they [agreed to meet in May].",
    "If not for the weather, nothing was lost; they [met indoors].",
    "The two countries, neither of which is an ally, [signed a pact].",
    "Thousands of people, none of them armed, gathered as the leaders [met].",
    "The accord [was signed not by the president but by his envoy].",
    "The accord [was signed] not on Monday but on Friday.",
    "The minister stressed that no effort would be spared and [agreed on a plan].",
    "This is not the first agreement that the countries [signed].",
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
    "The two sides are due to [sign the accord on Friday].",
    "[The signing ceremony] will take place on Friday.",
    "The accord, to [be signed on Friday], covers fish.",
    "The sides are preparing [the signing of the accord].",
    "The ministers are ready to [sign].",
    "He will [travel to Rivertown to sign the accord].",
    "The sides have agreed to [hold a summit in June].",
    "The upcoming [meeting in Rivertown] was on the agenda.",
    "They discussed preparations for [the summit in Rivertown].",
    "The president looks forward to [meeting his colleague].",
    "The parties have vowed to [sign a treaty].",
    "The ministers are set to [meet].",
    "The sides decided to [sign the contract next year].",
    "We shall [sign the treaty].",
    "We'll [sign the treaty].",
    "They're going to [sign the treaty].",
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
    "The minister would [sign the accord] only in Rivertown.",
    "The ministers may [sign the accord].",
    "The sides should [sign the accord].",
    "The sides must [reach an agreement].",
    "Arland wants the sides to [sign the accord].",
    "They considered [holding a summit].",
    "They discussed whether to [hold a summit].",
    "Arland offered to [host the summit].",
    "The envoy pushed for [signing the deal].",
    "The bloc expressed hope that the sides [sign the accord].",
    "Belmark suggested that they [meet in June].",
    "Belmark sought [an agreement on water].",
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
    "The ministers [met to sign the accord].",
    "After he [signed the accord], he left.",
    "The leaders [met in May] to discuss what could be done.",
    "If needed, more will come; the sides [signed the accord].",
    "He asked whether it rained when they [met].",
    "The accord that will govern trade [was signed].",
    "They hoped to meet soon and [signed a memo].",
    "The leaders [expressed hope for a deal].",
    "The ministers who will [lead the work] met.",
    "The ministers [adopted a plan that would double trade].",
    "The leaders [agreed that trade should grow].",
    "The ministers expect growth and [signed a plan].",
    "The president, who would later resign, [signed the treaty].",
    "The will of the people was heard when they [signed it].",
    "May 3: the ministers [signed the accord].",
    "The can was opened and they [met].",
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


def test_a_passage_with_two_statements_is_denied_only_if_both_are() -> None:
    text = "They did not meet on Monday but signed the accord on Tuesday."
    assert denial(text, (0, len(text)), (0, len(text))) is None
    text = "They did not meet and did not sign the accord."
    assert denial(text, (0, len(text)), (0, len(text))) == "did not"


def test_the_words_of_a_denial_are_those_of_one_line() -> None:
    text = "The ministers did\nnot sign the accord."
    assert denial(text, (0, len(text)), (22, 26)) == "did not"


def test_a_passage_without_words_is_neither_denied_nor_ahead() -> None:
    text = "They did not sign.   "
    for passage in ((17, 18), (18, 21), (5, 5)):
        assert (denial(text, (0, 21), passage), prospect(text, (0, 21), passage)) == (None, None)


@pytest.mark.parametrize(
    "unit", ["not to ", "did not ", "to sign ", "if ", ", ", "that ", "signed no ", "sign or ", '"', "x"]
)
def test_the_time_grows_with_the_sentence(unit: str) -> None:
    # A sentence of the reader has at most 2,000 characters; this one has ten times more.
    text = unit * (20_000 // len(unit))
    begin = time.process_time()
    denial(text, (0, len(text)), (0, len(text)))
    prospect(text, (0, len(text)), (len(text) - 8, len(text)))
    assert time.process_time() - begin < 3
