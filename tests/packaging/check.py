"""Check a built wheel and sdist: what they hold, and that the wheel works where nothing else of the project is.

`python -m tests.packaging.check dist` ends with exit status 1 and a line for each thing that is wrong.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Run in a folder that holds decoys, by a Python that has the wheel: the library must be found, not the decoys.
SESSION = """
import importlib.util
import extract, extract.prompts, extract.schemas
from extract import extract as read
assert extract.prompts.load().version == "v1"
assert importlib.util.find_spec("openai") is None, "the rules should need no model's library"
assert "site-packages" in extract.__file__, extract.__file__
record = read("Trade between the two countries grew by 27% to $14.7 billion.", engine="rules")
assert [figure.number.text for figure in record.figures] == ["27%", "$14.7 billion"], record.figures
"""

REPLAY = ("--config", str(ROOT / "cassettes" / "extract.toml"), "--cassettes", str(ROOT / "cassettes"))


def main(folder: Path) -> int:
    """The exit status: 0 if all is well."""
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    problems = [*wrong_in_wheel(wheel), *wrong_in_sdist(sdist), *wrong_when_installed(wheel)]
    for problem in problems:
        print(f"packaging: {problem}", file=sys.stderr)
    if not problems:
        print(f"packaging: {wheel.name} and {sdist.name} are complete and work")
    return 1 if problems else 0


def package_files() -> set[str]:
    """The files under version control that make up the package."""
    listed = subprocess.run(["git", "ls-files", "extract"], cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in listed.stdout.split("\n") if name and not Path(name).name.startswith("build_")}


def wrong_in_wheel(wheel: Path) -> list[str]:
    """What the wheel lacks or should not have."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    problems = [f"the wheel lacks {name}" for name in sorted(package_files() - names)]
    problems += [f"the wheel should not hold {name}" for name in sorted(names - package_files())]
    for name in ("extract/py.typed", "extract/prompts/extraction.v1.md", "extract/schemas/record.schema.json"):
        if name not in names:
            problems.append(f"the wheel lacks {name}")
    return problems


def wrong_in_sdist(sdist: Path) -> list[str]:
    """What the sdist lacks."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = package_files() | {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile"}
    return [f"the sdist lacks {name}" for name in sorted(wanted - names)]


def wrong_when_installed(wheel: Path) -> list[str]:
    """What goes wrong with the wheel alone in a new environment, run in a folder with decoys of our folders' names."""
    with tempfile.TemporaryDirectory() as place:
        elsewhere = Path(place)
        for decoy in ("schemas", "prompts"):
            (elsewhere / f"{decoy}.py").write_text("raise ImportError('a decoy was imported')\n")
        (elsewhere / "note.txt").write_text("Trade grew by 27% to $14.7 billion.\n")
        binaries = elsewhere / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        for command in (
            [sys.executable, "-m", "venv", str(elsewhere / "venv")],
            [*pip, str(wheel.resolve())],
            [str(binaries / "python"), "-c", SESSION],
            [str(binaries / "extract"), "run", "note.txt", "--engine", "rules", "-o", "records.jsonl"],
            [str(binaries / "extract"), "show", "records.jsonl"],
            [str(binaries / "python"), "-m", "extract", "schema"],
            # Without the locks: what a resolver makes of the floors must work, too.
            [*pip, f"{wheel.resolve()}[llm,replay]"],
            [str(binaries / "extract"), "run", str(ROOT / "seeds"), "-o", "replayed.jsonl", *REPLAY],
        ):
            done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
            if done.returncode:
                return [f"{' '.join(command)[:200]} ended with {done.returncode}:\n{done.stderr.strip()}"]
    return []


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
