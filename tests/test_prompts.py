"""Prompts are versioned templates, the library's or a user's own, and always make the same request of the same text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract import prompts
from extract.errors import WrongCall
from extract.llm.asking import ask_for_items
from extract.prompts import Prompts, Template
from extract.text import reader

OWN = "You list ships.\n\n<!-- user -->\n\n{{head}}\n\n<<<{{mark}}\n{{passage}}\n{{mark}}>>>\n"
AGAIN = "<!-- user -->\n\nMissing in {{lists}}:\n{{refused}}\n{{missed}}\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_the_librarys_own_prompts_have_a_version() -> None:
    loaded = prompts.load()
    assert loaded.version == prompts.VERSION
    assert re.fullmatch("[0-9a-f]{12}", loaded.fingerprint)
    assert loaded.extraction.system
    assert "{{passage}}" in loaded.extraction.user


def test_a_file_replaces_the_first_question_alone(tmp_path: Path) -> None:
    own = prompts.load(str(write(tmp_path, ships=OWN) / "ships.md"))
    assert own.extraction.system == "You list ships."
    assert own.followup == prompts.load().followup
    assert own.version == f"own-{own.fingerprint}"


def test_a_folder_replaces_what_it_holds(tmp_path: Path) -> None:
    own = prompts.load(str(write(tmp_path, **{"followup.v7": AGAIN, "notes": "nothing"})))
    assert own.followup.user.startswith("Missing in")
    assert own.extraction == prompts.load().extraction
    assert own.version != prompts.VERSION
    both = prompts.load(str(write(tmp_path, extraction=OWN)))
    assert both.extraction.system == "You list ships."
    assert both.version != own.version


def test_the_fingerprint_changes_with_every_character_and_with_where_it_stands() -> None:
    one = Template("ab", "c {{passage}}")
    variants = [one, Template("a", "bc {{passage}}"), Template("ab", "c  {{passage}}"), Template("Ab", "c {{passage}}")]
    prints = {Prompts(variant, one, one, "v").fingerprint for variant in variants}
    prints |= {Prompts(one, variant, one, "v").fingerprint for variant in variants[1:]}
    assert len(prints) == 2 * len(variants) - 1


def test_line_endings_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "unix.md").write_bytes(OWN.encode())
    (tmp_path / "windows.md").write_bytes(OWN.replace("\n", "\r\n").encode())
    assert prompts.load(str(tmp_path / "unix.md")) == prompts.load(str(tmp_path / "windows.md"))


def test_a_byte_order_mark_is_no_part_of_the_words(tmp_path: Path) -> None:
    write(tmp_path, plain=OWN)
    (tmp_path / "marked.md").write_bytes(b"\xef\xbb\xbf" + OWN.encode())
    assert prompts.load(str(tmp_path / "marked.md")) == prompts.load(str(tmp_path / "plain.md"))


def test_a_template_without_a_border_is_the_users_part(tmp_path: Path) -> None:
    own = prompts.load(str(write(tmp_path, plain="List all of {{passage}}") / "plain.md"))
    assert own.extraction == Template("", "List all of {{passage}}")
    page = reader.read("Ana Silva met Tom Berg.")
    assert ask_for_items(own, page, (0, 23), ()) == [{"role": "user", "content": "List all of Ana Silva met Tom Berg."}]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no prompts in"),
        ({"notes": "nothing"}, "no prompts in"),
        ({"extraction.v1": OWN, "extraction.v2": OWN}, "2 prompts for extraction.*extraction.v1.md, extraction.v2.md"),
        ({"extraction": "<!-- user -->\nList all."}, "no place {{passage}}"),
        ({"extraction": "{{passage}}\n<!-- user -->\nList all."}, "no place {{passage}} in its user's part"),
        (
            {"extraction": OWN + "{{date}}"},
            "place {{date}}, which nothing fills: known are fields, head, mark, passage",
        ),
        ({"followup": "{{refused}} {{lists}}"}, "no place {{missed}}"),
        ({"followup": AGAIN + "{{passage}}"}, "place {{passage}}, which nothing fills"),
    ],
)
def test_what_is_wrong_with_own_prompts_is_said(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(WrongCall, match=message.replace("{", r"\{").replace("}", r"\}")):
        prompts.load(str(write(tmp_path, **files)))


def test_a_path_without_prompts_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match=r"no prompts at .*: name a file, or a folder"):
        prompts.load(str(tmp_path / "nowhere"))


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "extraction.md").write_bytes(b"\xff\xfe\x00{{passage}}")
    with pytest.raises(WrongCall, match="cannot be read"):
        prompts.load(str(tmp_path))


@pytest.mark.parametrize(
    "name", ["{{head}}", "{{passage}}", "{{mark}}", "{{nothing}}", "{{", "\\1", "\\g<0>", "<!-- user -->"]
)
def test_a_document_is_not_filled_in(name: str) -> None:
    text = f"Ana Silva met {name} and Tom Berg."
    *_, user = ask_for_items(prompts.load(), reader.read(text), (0, len(text)), ())
    assert user["content"].count(text) == 1


REQUEST = """
import json, sys
from extract import prompts
from extract.llm.asking import ask_for_items
from extract.text import reader
text = "OSLO, 3 May 2021 - Ana Silva met Tom Berg. Trade grew by 5% to $3 million."
sys.stdout.write(json.dumps(ask_for_items(prompts.load(), reader.read(text), (0, len(text)), ())))
"""


def test_the_same_text_makes_the_same_request_everywhere_and_every_day(tmp_path: Path) -> None:
    requests = []
    root = Path(__file__).parent.parent
    for seed, folder, zone in (("0", root, "UTC"), ("1", tmp_path, "Asia/Tokyo"), ("4242", Path("/"), "UTC")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", REQUEST], cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        requests.append(done.stdout)
    assert len(set(requests)) == 1
    said = "\n".join(message["content"] for message in json.loads(requests[0]))
    assert str(root) not in said
    assert re.findall(r"\b20\d\d-\d\d-\d\d\b", said) == ["2021-05-03"]
