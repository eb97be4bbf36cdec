"""A folder of cassettes: one a document and prompt version, listed, checked and cleared of what nobody plays."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from extract.errors import CassetteError, ExtractError
from extract.replay import cassette_file, scrub
from extract.replay.cassette_file import CassetteFile, Head
from extract.replay.recording import Recording
from extract.settings import RecordMode

AnyDocument = TypeVar("AnyDocument")

# File systems take 255 bytes; what follows a name is its digest, the prompt's version and the ending.
_LONGEST_NAME = 120
_LONGEST_VERSION = 60


class Cassettes:
    """The cassettes of a run: `with cassettes.of("talks.txt", text, "extraction.v1"): ...`.

    A file is named after its document, the digest of the document's text and the prompt's version. So it does not
    depend on the folder a document lies in, nor on which documents there are besides.
    """

    def __init__(
        self,
        folder: str | Path,
        record: RecordMode = "none",
        *,
        secrets: Sequence[str] = (),
        today: Callable[[], date] = date.today,
    ) -> None:
        self.folder = Path(folder)
        self.record: RecordMode = record
        self._secrets = tuple(secrets)
        self._today = today

    def path_of(self, document: str, text: str, prompt_version: str) -> Path:
        """Where the cassette of a document lies; `document` is the label of its source."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        version = _safe(prompt_version, _LONGEST_VERSION) or "prompt"
        return self.folder / f"{_name(document)}.{digest}.{version}.yaml"

    def of(self, document: str, text: str, prompt_version: str) -> Recording:
        """The cassette of a document, to be entered around its reading."""
        # Where a text or a prompt changed, the file has another name: the earlier ones tell what is different.
        return Recording(
            self.path_of(document, text, prompt_version),
            record=self.record,
            document=document,
            prompt_version=prompt_version,
            secrets=self._secrets,
            relatives=lambda: [path for path in _files(self.folder) if _stem(path) == _name(document)],
            today=self._today,
        )


class _Watched(Cassettes):
    """Cassettes to replay that remember which were asked for; a run of many documents would not want to hold them."""

    def __init__(self, folder: str | Path) -> None:
        super().__init__(folder, "none")
        self.recordings: list[Recording] = []

    def of(self, document: str, text: str, prompt_version: str) -> Recording:
        recording = super().of(document, text, prompt_version)
        self.recordings.append(recording)
        return recording


@dataclass(frozen=True, slots=True)
class CassetteFacts:
    """A cassette as a line of `list`."""

    path: Path
    document: str | None
    prompt_version: str | None
    recorded: date | None
    models: tuple[str, ...]
    requests: int
    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class CassetteReport:
    """What a check found about one cassette."""

    path: Path
    document: str | None
    interactions: int = 0
    played: int = 0
    unplayed: tuple[str, ...] = ()
    unplayed_places: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    unused: bool = False
    """Whether no document asks for it."""
    error: str | None = None
    """Why it cannot be read, or its document not be extracted."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with it, a sentence each; empty where all is well."""
        found = [] if self.error is None else [self.error]
        if self.unused:
            found.append("unused: no document asks for it")
        found += [f"stale: {text}" for text in self.missing]
        if self.unplayed and not self.missing and self.error is None:
            first = self.unplayed[0]
            found.append(f"partly played: {len(self.unplayed)} of {self.interactions} are not asked, first {first}")
        return (*found, *(f"leaky: {leak}" for leak in self.leaks))


def check(
    folder: str | Path,
    documents: Iterable[AnyDocument],
    read: Callable[[AnyDocument, Cassettes], object],
) -> list[CassetteReport]:
    """What is wrong with the cassettes of `folder`, given today's documents: a report for each cassette.

    `read` extracts one document under `cassettes.of(...)`, as a run would; nothing is sent. Its requests are those
    of today's library: what the cassettes do not hold is stale, what nobody asks for is unused.
    """
    reports = [report for document in documents for report in _reports(folder, document, read)]
    used = {report.path for report in reports}
    reports += [_unused(path) for path in _files(Path(folder)) if path not in used]
    return sorted(reports, key=lambda report: str(report.path))


def prune(reports: Iterable[CassetteReport], *, dry_run: bool = False) -> list[str]:
    """Remove the cassettes that no document asks for, and the exchanges of the others that are not asked.

    Given is what `check` found; returned is what was removed, a line each. A cassette that misses a request, or
    that could not be checked, stays as it is: what it lacks may be what its other exchanges lead to.
    """
    removed = []
    for report in reports:
        if report.unused and report.error is None:
            if not dry_run:
                _unlinked(report.path)
            removed.append(f"{report.path}: no document asks for it")
        elif report.unplayed_places and not report.missing and report.error is None:
            if not dry_run:
                _shortened(report.path, set(report.unplayed_places))
            removed += [f"{report.path}: {request}" for request in report.unplayed]
    return removed


def list_cassettes(folder: str | Path) -> list[CassetteFacts]:
    """The cassettes of a folder and of the folders in it, by path."""
    return [_facts(path) for path in _files(Path(folder))]


def leaks(path: str | Path) -> list[str]:
    """What in a cassette looks like a key, a cookie or an account; the secrets themselves are not repeated."""
    text = _text(Path(path))
    found = scrub.leaks_in(text)
    for exchange in _contents(Path(path), text)["interactions"]:
        request, response = exchange["request"], exchange["response"]
        for side in (request, response):
            found += scrub.leaks_in(base64.b64decode(side.get("base64", "")).decode("latin-1"))
        found += scrub.leaking_url(request["url"])
        found += scrub.leaking_headers(request["headers"], response["headers"])
    return found


def _reports(
    folder: str | Path, document: AnyDocument, read: Callable[[AnyDocument, Cassettes], object]
) -> list[CassetteReport]:
    cassettes = _Watched(folder)
    error = None
    try:
        read(document, cassettes)
    except CassetteError as failure:
        error = str(failure)
    except ExtractError as failure:
        if not cassettes.recordings:
            raise
        error = f"the document could not be read: {failure}"
    return [_report(recording, error) for recording in cassettes.recordings]


def _report(recording: Recording, error: str | None) -> CassetteReport:
    missing = tuple(str(miss) for miss in recording.misses)
    if not recording.entered:
        return CassetteReport(recording.path, recording.document, error=error or "it was never entered")
    return CassetteReport(
        path=recording.path,
        document=recording.document,
        interactions=recording.interactions,
        played=recording.played,
        unplayed=tuple(recording.unplayed),
        unplayed_places=tuple(recording.unplayed_places),
        missing=missing,
        leaks=tuple(leaks(recording.path)) if recording.path.is_file() else (),
        error=None if missing else error,
    )


def _unused(path: Path) -> CassetteReport:
    try:
        facts = _facts(path)
        return CassetteReport(path, facts.document, facts.requests, leaks=tuple(leaks(path)), unused=True)
    except CassetteError as error:
        return CassetteReport(path, None, unused=True, error=str(error))


def _facts(path: Path) -> CassetteFacts:
    contents = _contents(path, _text(path))
    exchanges = contents["interactions"]
    models = {_part(exchange["request"], "model") for exchange in exchanges}
    usages = [_part(exchange["response"], "usage") for exchange in exchanges]
    head = cassette_file.head_of(contents)
    return CassetteFacts(
        path=path,
        document=head.document,
        prompt_version=head.prompt_version,
        recorded=head.recorded,
        models=tuple(sorted(str(model) for model in models if model)),
        requests=len(exchanges),
        prompt_tokens=sum(_count(usage, "prompt_tokens") for usage in usages),
        completion_tokens=sum(_count(usage, "completion_tokens") for usage in usages),
    )


def _part(side: dict[str, Any], name: str) -> Any:
    data = side.get("json")
    return data.get(name) if isinstance(data, dict) else None


def _count(usage: Any, name: str) -> int:
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) else 0


def _shortened(path: Path, places: set[int]) -> None:
    """Write the cassette without the exchanges at `places`; its head stays."""
    file = CassetteFile(Head())
    requests, responses, *_ = file.load_cassette(path, file)
    kept = [at for at in range(len(requests)) if at not in places]
    contents = {"requests": [requests[at] for at in kept], "responses": [responses[at] for at in kept]}
    file.save_cassette(path, contents, file)


def _unlinked(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise CassetteError(f"{path}: the cassette cannot be removed: {error}") from error


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def _text(path: Path) -> str:
    try:
        return cassette_file.read(path)
    except FileNotFoundError as error:
        raise CassetteError(f"{path}: there is no such cassette") from error


def _contents(path: Path, text: str) -> dict[str, Any]:
    try:
        CassetteFile(Head()).deserialize(text)
        return cassette_file.loaded(text)
    except CassetteError as error:
        raise CassetteError(f"{path}: {error}") from error


def _name(document: str) -> str:
    """The last part of a path or URL, without its ending, as a name that every file system takes."""
    last = re.split(r"[/\\]", re.sub(r"[?#].*", "", document).rstrip("/\\"))[-1]
    return _safe(re.sub(r"(?<=.)\.[A-Za-z][A-Za-z0-9]{0,4}$", "", last), _LONGEST_NAME) or "document"


def _safe(name: str, longest: int) -> str:
    words = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name))
    return words.encode()[:longest].decode(errors="ignore").strip("-._")


def _stem(path: Path) -> str:
    """The document's part of a cassette's name, which may hold dots itself."""
    return re.sub(r"\.[0-9a-f]{8}\..*\Z", "", path.name)
