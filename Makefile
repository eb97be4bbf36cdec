# make run    extracts the seeds into out/ and shows what came out: by the rules alone, and with a model's recorded answers;
#             needs Python 3.11 or later, and nothing else
# make test   runs every check
# make bench  measures the speed: of the rules, of a request, of many documents at once
# make lock   renews the lock files after a change of the dependencies
# make clean  takes everything away that make made

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: run test bench lock clean

run: .venv/run
	$(BIN)/extract run seeds -o out/records.jsonl --engine rules
	@$(BIN)/extract show --no-text out/records.jsonl
	$(BIN)/extract run seeds -o out/hybrid.jsonl --config cassettes/extract.toml --cassettes cassettes
	@echo "The rules' records are in out/records.jsonl, those with a model's recorded answers in out/hybrid.jsonl;"
	@echo "'$(BIN)/extract show out/hybrid.jsonl' shows them in their texts."

test: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m pytest
	$(BIN)/extract cassettes check cassettes seeds --config cassettes/extract.toml

bench: .venv/dev
	$(BIN)/python -m tests.benchmarks.speed
	$(BIN)/python -m tests.benchmarks.client
	$(BIN)/python -m tests.benchmarks.documents

.venv/run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] + ": make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q extract
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The lock files name versions and hashes, no index: any index that serves the same files will do.
lock: .venv/run
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra llm --extra replay --group build $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra llm --extra replay --group dev $(LOCK) -o requirements-dev.lock

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

clean:
	rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
