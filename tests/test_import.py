"""Nothing heavy is loaded on the way: what a command or a call does not need, it does not pay for."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import extract

LIBRARIES = {"typer", "rich", "pydantic", "pandas", "numpy", "openai", "instructor", "tenacity", "vcr", "jsonschema"}


def loaded(code: str) -> set[str]:
    """The libraries and modules of ours that a new interpreter has loaded after `code`."""
    report = "import sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    modules = done.stderr.split()
    return {name for name in modules if name in LIBRARIES or name.startswith("extract.")}


def libraries(code: str) -> set[str]:
    return loaded(code) & LIBRARIES


def test_importing_the_package_loads_nothing() -> None:
    assert loaded("import extract") == set()


def test_reading_a_text_loads_pydantic_alone() -> None:
    assert libraries("from extract import extract; extract('Trade grew by 27%.')") == {"pydantic"}


COMMAND = """
import io, sys
from extract.cli import main
sys.argv = ["extract", *{arguments!r}]
sys.stdin = io.TextIOWrapper(io.BytesIO(b"Trade grew by 27%."))
try:
    main()
except SystemExit:
    pass
"""


def test_help_loads_neither_pydantic_nor_rich() -> None:
    assert libraries(COMMAND.format(arguments=["--help"])) == {"typer"}


def test_running_loads_no_rich_where_nobody_watches() -> None:
    assert libraries(COMMAND.format(arguments=["run", "-"])) == {"typer", "pydantic"}


@pytest.mark.parametrize("name", extract.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(extract, name) is not None
    assert name in dir(extract)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'extractor'"):
        getattr(extract, "extractor")  # noqa: B009


def test_an_extractor_and_its_records_can_be_pickled() -> None:
    extractor = pickle.loads(pickle.dumps(extract.Extractor(extract.Settings(engine="rules"))))
    record = extractor.extract("Trade grew by 27%.")
    assert pickle.loads(pickle.dumps(record)) == record
