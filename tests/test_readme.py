"""README shows what the commands really print (its Python examples run as doctests)."""

from __future__ import annotations

import doctest
import shutil

import pytest

from tests.readme import blocks, printed, reader


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are for a POSIX shell")
def test_the_commands_print_what_readme_says() -> None:
    checker = doctest.OutputChecker()
    with reader() as folder:
        for command, output in [example for block in blocks() for example in block]:
            now = printed(command, folder)
            # "..." on a line of its own stands for lines left out.
            assert checker.check_output(output, now, doctest.ELLIPSIS), f"{command}\n{now}\n(python -m tests.readme)"


def test_the_help_texts_are_in_readme() -> None:
    commands = [command for block in blocks() for command, _ in block]
    assert "extract --help" in commands
    assert "extract run --help" in commands
