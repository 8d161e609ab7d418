# `make sweep` and `make test` are all a fresh machine needs: Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: sweep test lint docs chaos bench clean

sweep: .venv/installed
	$(BIN)/scoresweep launch quickstart

# Two processes of one core each, a file in one of them; those that start Ray after all others.
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder
test: lint
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m "not slow" $(SIDE_BY_SIDE)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m slow $(SIDE_BY_SIDE)

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.prose

# The documentation, into build/docs/index.html; a warning or a broken link is an error.
docs: .venv/installed
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --nitpicky --fresh-env --quiet docs build/docs

# Kills what a sweep lives on, again and again; docs/explanation/reliability.md says what it needs.
CHAOS ?= --faults 100 --seed 0 --log chaos.jsonl
chaos: .venv/installed
	$(BIN)/python -m tests.chaos.run $(CHAOS)

# docs/appendix/performance.md and docs/appendix/searches.md say what was seen.
# Alone on the machine; figures go to bench/*.json as well. SHARES="--data FOLDER" where CIFAR-10 is there already.
bench: .venv/installed
	rm -rf bench && mkdir bench
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.search --noise
	$(BIN)/python -m benchmarks.inputs --json bench/inputs.json
	$(BIN)/python -m benchmarks.steps --json bench/steps.json
	$(BIN)/python -m benchmarks.jets --json bench/jets.json
	$(BIN)/python -m benchmarks.reading --json bench/reading.json
	$(BIN)/python -m benchmarks.scheduling --makespan --json bench/scheduling.json
	$(BIN)/python -m benchmarks.shares --compile $(SHARES) --json bench/shares.json
	$(BIN)/python -m benchmarks.rows bench/*.json

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "scoresweep needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info
