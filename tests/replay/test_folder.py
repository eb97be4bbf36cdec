"""A folder of cassettes: a file for each document and prompt, and nothing in it that nobody plays."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from extract.errors import CassetteError, CassetteMiss, ModelUnavailable, NoModel
from extract.replay import CassetteReport, Cassettes, check, leaks, list_cassettes, prune
from tests.replay.asking import ask
from tests.replay.server import serving

V1 = "extraction.v1"
DOCUMENTS = {"a/orla.txt": "Orla met Bram.", "b/orla.txt": "Orla met Cato.", "lund.txt": "They met in Lund."}

LABELS = [
    ("talks.txt", "talks"),
    ("/home/orla/press/talks.txt", "talks"),
    ("C:\\press\\talks.docx", "talks"),
    ("https://press.example/2026/talks.html?page=1#top", "talks"),
    ("https://press.example/talks/", "talks"),
    ("rows.jsonl:12", "rows.jsonl-12"),
    ("J. Orla's visit", "J.-Orla-s-visit"),
    ("Встреча в Лунде.txt", "Встреча-в-Лунде"),
    ("Lu\u0308beck.txt", "Lübeck"),
    ("000_89b329ad.txt", "000_89b329ad"),
    (".hidden", "hidden"),
    ("-", "document"),
    ("", "document"),
    ("../..", "document"),
    ("a\x00b\nc", "a-b-c"),
    ("long" * 100 + ".txt", "long" * 30),
    ("é" * 300, "é" * 60),
]


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_a_file_is_named_after_its_document(tmp_path: Path, label: str, name: str) -> None:
    path = Cassettes(tmp_path).path_of(label, "Orla met Bram.", "my prompts/extraction v2")
    assert path.parent == tmp_path
    assert re.sub(r"[0-9a-f]{8}\.my", "DIGEST.my", path.name) == f"{name}.DIGEST.my-prompts-extraction-v2.yaml"
    path.write_text("")


def test_documents_of_one_name_have_files_of_their_own() -> None:
    cassettes = Cassettes("cassettes")
    assert len({cassettes.path_of(label, text, V1) for label, text in DOCUMENTS.items()}) == 3
    assert cassettes.path_of("/x/orla.txt", "Orla.", V1) == cassettes.path_of("orla.txt", "Orla.", V1)
    assert cassettes.path_of("orla.txt", "Orla.", V1) != cassettes.path_of("orla.txt", "Orla.", "extraction.v2")


class Reader:
    """Extracts as a run does: one question a document, in the version of the prompt that is today's."""

    def __init__(self, url: str, version: str = V1, prompt: str = "Read:") -> None:
        self.url = url
        self.version = version
        self.prompt = prompt

    def __call__(self, label: str, cassettes: Cassettes) -> list[str]:
        text = DOCUMENTS[label]
        with cassettes.of(label, text, self.version):
            return ask(self.url, f"{self.prompt}\n{text}")


@pytest.fixture
def recorded(tmp_path: Path) -> Reader:
    """A reader whose conversations lie in `tmp_path`; its server is gone."""
    with serving() as server:
        read = Reader(server.url)
        cassettes = Cassettes(tmp_path, "once", today=lambda: date(2026, 3, 6))
        for label in DOCUMENTS:
            read(label, cassettes)
    return read


def test_a_fresh_folder_has_no_problems(tmp_path: Path, recorded: Reader) -> None:
    reports = check(tmp_path, DOCUMENTS, recorded)
    assert [report.problems for report in reports] == [(), (), ()]
    assert [(report.document, report.interactions, report.played) for report in reports] == [
        ("lund.txt", 1, 1),
        *sorted([(label, 1, 1) for label in DOCUMENTS if "orla" in label], key=lambda row: place(tmp_path, row[0])),
    ]


def lund_in(folder: Path) -> Path:
    return Cassettes(folder).path_of("lund.txt", DOCUMENTS["lund.txt"], V1)


def place(folder: Path, label: str) -> str:
    return str(Cassettes(folder).path_of(label, DOCUMENTS[label], V1))


@pytest.mark.usefixtures("recorded")
def test_the_list_tells_what_there_is(tmp_path: Path) -> None:
    lund = list_cassettes(tmp_path)[0]
    assert (lund.document, lund.prompt_version, lund.recorded) == ("lund.txt", V1, date(2026, 3, 6))
    assert (lund.models, lund.requests, lund.prompt_tokens, lund.completion_tokens) == (("tiny-1",), 1, 7, 3)
    assert len(list_cassettes(tmp_path)) == 3
    assert list_cassettes(tmp_path / "nowhere") == []


def test_a_changed_prompt_makes_cassettes_stale(tmp_path: Path, recorded: Reader) -> None:
    read = Reader(recorded.url, prompt="Read well:")
    for report in check(tmp_path, DOCUMENTS, read):
        (problem,) = report.problems
        assert problem.startswith(f"stale: {report.document}: the cassette {report.path} holds no answer")
        assert "- messages[0].content: Read:\n  + messages[0].content: Read well:" in problem


def test_a_new_version_of_the_prompt_is_compared_with_the_one_before(tmp_path: Path, recorded: Reader) -> None:
    read = Reader(recorded.url, version="extraction.v2", prompt="Read well:")
    reports = check(tmp_path, ["lund.txt"], read)
    stale, *unused = [report for report in reports if report.missing] + [report for report in reports if report.unused]
    assert "there is no cassette" in stale.problems[0]
    assert "+ messages[0].content: Read well:" in stale.problems[0]
    assert [report.problems for report in unused] == [("unused: no document asks for it",)] * 3


@pytest.mark.usefixtures("recorded")
def test_what_nobody_plays_is_found_and_cleared(tmp_path: Path) -> None:
    lund = lund_in(tmp_path)
    with serving() as server:
        server_url = server.url
        with Cassettes(tmp_path, "all").of("lund.txt", DOCUMENTS["lund.txt"], V1):
            ask(server_url, "Read:\nThey met in Lund.", "And what else?")
    read = Reader(server_url)
    before = lund.read_text()
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "old.yaml").write_text("cassette: 1\ninteractions: []\n")
    reports = check(tmp_path, ["lund.txt"], read)
    problems = {report.path.name: report.problems for report in reports}
    assert problems.pop(lund.name) == (
        f"partly played: 1 of 2 are not asked, first POST {server_url}/chat/completions 'And what else?'",
    )
    assert set(problems.values()) == {("unused: no document asks for it",)}
    removed = prune(reports, dry_run=True)
    assert (len(removed), lund.read_text()) == (4, before)
    assert prune(reports) == removed
    assert [path.name for path in tmp_path.rglob("*.yaml")] == [lund.name]
    assert check(tmp_path, ["lund.txt"], read)[0].problems == ()
    assert lund.read_text().splitlines()[:5] == before.splitlines()[:5]
    assert prune(check(tmp_path, ["lund.txt"], read)) == []


def test_a_stale_cassette_is_not_cleared(tmp_path: Path, recorded: Reader) -> None:
    assert prune(check(tmp_path, DOCUMENTS, Reader(recorded.url, prompt="Read well:"))) == []
    assert len(list_cassettes(tmp_path)) == 3


def test_a_leak_is_found(tmp_path: Path, recorded: Reader) -> None:
    lund = lund_in(tmp_path)
    lund.write_text(lund.read_text() + "# sk-invented0123456789\n")
    assert check(tmp_path, DOCUMENTS, recorded)[0].problems[0].startswith("leaky: line ")
    orla = next(report for report in check(tmp_path, ["b/orla.txt"], recorded) if report.path == lund)
    assert (orla.unused, len(orla.leaks)) == (True, 1)


def test_a_file_that_is_no_cassette_is_found_and_kept(tmp_path: Path, recorded: Reader) -> None:
    other, lund = tmp_path / "a notes.yaml", lund_in(tmp_path)
    for path in (other, lund):
        path.write_text("- my notes\n")
    reports = check(tmp_path, DOCUMENTS, recorded)
    problems = {report.path: report.problems for report in reports}
    assert problems[lund] == (f"{lund}: it is no cassette of this library: record it again",)
    assert problems[other][0].startswith(f"{other}: it is no cassette")
    assert prune(reports) == []
    with pytest.raises(CassetteError, match=r"a notes\.yaml"):
        list_cassettes(tmp_path)


def test_a_document_that_cannot_be_read_is_told_apart(tmp_path: Path, recorded: Reader) -> None:
    def breaks(label: str, cassettes: Cassettes) -> None:
        recorded(label, cassettes)
        raise ModelUnavailable("the model refused")

    report = check(tmp_path, ["lund.txt"], breaks)[0]
    assert report.problems == ("the document could not be read: the model refused",)

    def lacks(_label: str, _cassettes: Cassettes) -> None:
        raise NoModel("no model is configured")

    with pytest.raises(NoModel):
        check(tmp_path, ["lund.txt"], lacks)


def test_a_miss_that_the_reader_swallowed_is_reported(tmp_path: Path) -> None:
    def falls_back(label: str, cassettes: Cassettes) -> None:
        with suppress(CassetteMiss):
            Reader("http://127.0.0.1:9/v1")(label, cassettes)

    (report,) = check(tmp_path, ["lund.txt"], falls_back)
    assert report.problems[0].startswith("stale: lund.txt: there is no cassette")


def test_no_cassette_has_no_leaks_to_tell(tmp_path: Path) -> None:
    with pytest.raises(CassetteError, match="there is no such cassette"):
        leaks(tmp_path / "no.yaml")


def test_a_report_without_findings_is_no_problem() -> None:
    assert CassetteReport(Path("a.yaml"), "a").problems == ()
