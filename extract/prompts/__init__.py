"""Prompts: how a model is asked, as versioned Markdown templates.

A template has an optional part for the system message, a line `<!-- user -->`, and a part for the user's message;
`{{name}}` stands for what is filled in. A change of wording is a new version: recorded answers belong to the words that
were asked.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from extract.errors import WrongCall

VERSION = "v1"
"""The version of the library's own prompts."""

_FOLDER = Path(__file__).parent
_BORDER = "<!-- user -->"
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_NEEDED = {
    "extraction": frozenset({"passage"}),
    "followup": frozenset({"lists", "refused", "missed"}),
    "custom": frozenset({"passage"}),
}
_KNOWN = {
    "extraction": frozenset({"fields", "head", "mark", "passage"}),
    "followup": frozenset({"lists", "refused", "missed"}),
    "custom": frozenset({"fields", "head", "mark", "passage"}),
}
_NAMES = tuple(_NEEDED)
_FILES = "extraction.md, followup.md or custom.md"


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt with places to fill."""

    system: str
    user: str

    def fill(self, parts: Mapping[str, str]) -> tuple[str, str]:
        """The system's and the user's words; what is filled in is not looked at for places again."""
        system, user = (_PLACE.sub(lambda match: parts[match.group(1)], part) for part in (self.system, self.user))
        # A document that tells nothing of itself leaves an empty head.
        return system.strip(), re.sub(r"\A\s+", "", user).rstrip()


@dataclass(frozen=True, slots=True)
class Prompts:
    """The templates with which a document is read: for its items, for what is left of them, for a user's own schema."""

    extraction: Template
    followup: Template
    custom: Template
    version: str
    """ "v1", or "own-" and the fingerprint of a user's own templates."""

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with any character of the templates."""
        templates = (self.extraction, self.followup, self.custom)
        whole = "\0".join(part for template in templates for part in (template.system, template.user))
        return hashlib.sha256(whole.encode()).hexdigest()[:12]


def load(path: str | None = None) -> Prompts:
    """The library's prompts, or a user's own at `path`: a folder with `extraction*.md`, `followup*.md`, `custom*.md` or
    some of them, or one file, which replaces the extraction prompt. `WrongCall` says what is wrong with them.

    >>> load().version
    'v1'
    """
    own = {} if path is None else _own_files(path)
    templates = {name: _read(own.get(name, _FOLDER / f"{name}.{VERSION}.md"), name) for name in _NAMES}
    prompts = Prompts(**templates, version=VERSION)
    return replace(prompts, version=f"own-{prompts.fingerprint}") if own else prompts


def _own_files(path: str) -> dict[str, Path]:
    if os.path.isfile(path):
        return {"extraction": Path(path)}
    if not os.path.isdir(path):
        raise WrongCall(f"no prompts at {path}: name a file, or a folder that holds {_FILES}")
    files: dict[str, Path] = {}
    for name in _NAMES:
        found = sorted(Path(path).glob(f"{name}*.md"))
        if len(found) > 1:
            raise WrongCall(
                f"{path} holds {len(found)} prompts for {name}: leave one ({', '.join(f.name for f in found)})"
            )
        if found:
            files[name] = found[0]
    if not files:
        raise WrongCall(f"no prompts in {path}: put {_FILES} there")
    return files


def _read(path: Path, name: str) -> Template:
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCall(f"the prompt {path} cannot be read: {error}") from error
    before, border, after = text.partition(_BORDER)
    template = Template(before.strip(), after.strip("\n")) if border else Template("", text.strip("\n"))
    places = set(_PLACE.findall(template.system + template.user))
    if missing := _NEEDED[name] - set(_PLACE.findall(template.user)):
        raise WrongCall(f"the prompt {path} has no place {{{{{min(missing)}}}}} in its user's part")
    if unknown := places - _KNOWN[name]:
        known = ", ".join(sorted(_KNOWN[name]))
        raise WrongCall(f"the prompt {path} has a place {{{{{min(unknown)}}}}}, which nothing fills: known are {known}")
    return template
