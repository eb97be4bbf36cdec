"""README's console examples, run as a reader would run them.

`python -m tests.readme` puts what the commands print now into README.md; an output that holds a line "..." stays.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
ELISION = re.compile(r"^\.\.\.$", re.MULTILINE)


def blocks() -> list[list[tuple[str, str]]]:
    """The commands of each console block, each with what README says it prints."""
    return [list(_examples(block)) for block in CONSOLE.findall(README.read_text(encoding="utf-8"))]


def _examples(block: str) -> Iterator[tuple[str, str]]:
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = example.partition("\n")
        yield command, output


@contextmanager
def reader() -> Iterator[Path]:
    """A folder with the seeds and their cassettes in it, where the examples run, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "cassettes"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        yield Path(folder)


def printed(command: str, folder: Path) -> str:
    """What a command prints to a terminal of 100 columns, standard error included, without spaces at line ends."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EXTRACT_", "OPENAI_"))}
    environment |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def main() -> None:
    """Renew README's outputs."""
    with reader() as folder:

        def renewed(block: re.Match[str]) -> str:
            parts = []
            for command, output in _examples(block[1]):
                now = printed(command, folder)
                parts.append(f"$ {command}\n{output if ELISION.search(output) else now}")
            return f"```console\n{''.join(parts)}```"

        README.write_text(CONSOLE.sub(renewed, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
