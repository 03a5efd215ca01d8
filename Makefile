# ppx: `make extract` and `make test` each set up what they need on a machine with Python ≥ 3.11, git and make.

PYTHON ?= python3
RAW ?= data/raw
OUT ?= data/out
CORPUS ?= data/raw
GOLD ?= tests/gold
FLOORS ?= $(GOLD)/floors.toml
EVAL ?= out/eval
TEXTS ?= texts
TARGETS ?= decode parse rewrite split numeral page container project spreadsheet report office sites
SECONDS ?= 60
RUNS ?= 100
PAGES ?= 10000
TIMES ?= 250
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help extract batch report test test-browser format lint types imports unit eval bench bench-check bench-peers bench-html bench-script bench-damage bench-jobs bench-refresh bench-warc bench-report bench-start bench-linear faults fuzz audit wheel lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

extract: $(RUN) ## run the main job: data/raw → data/out
	$(BIN)/ppx extract data/raw data/out

batch: $(RUN) ## what changed in folders of your own: make batch RAW=… OUT=… [OPTIONS="--snapshot --strict"]
	$(BIN)/ppx extract "$(RAW)" "$(OUT)" $(OPTIONS)

report: $(RUN) ## build the site over results, to open from disk: make report [OUT=… RAW=…]
	$(BIN)/ppx report "$(OUT)" "$(RAW)"

test: format lint types imports unit ## format, lint, types, import contracts, tests

format: $(DEV)
	$(BIN)/ruff format --check --quiet .

lint: $(DEV)
	$(BIN)/ruff check --quiet .

types: $(DEV)
	$(BIN)/mypy

imports: $(DEV)
	$(BIN)/lint-imports --no-logo

unit: $(DEV)
	$(BIN)/python -m pytest -q

test-browser: $(DEV) ## the report in a headless Chromium: make test-browser [CHROMIUM=/path/to/chromium]
	@test -x "$(CHROMIUM)" || { echo "no Chromium found: install it (Debian: apt-get install chromium) or say make test-browser CHROMIUM=/path/to/it" >&2; exit 1; }
	PPX_CHROMIUM="$(CHROMIUM)" $(BIN)/python -m pytest -q -m browser

eval: $(DEV) ## score a corpus against gold with floors: make eval [GOLD=… CORPUS=… FLOORS=…]
	$(BIN)/ppx extract "$(CORPUS)" "$(EVAL)"
	$(BIN)/ppx score "$(GOLD)" "$(EVAL)" --raw "$(CORPUS)" --floors "$(FLOORS)"

bench: $(RUN) ## characters/s by stage, beside a floor and other tools at the same job: make bench [CORPUS=…]
	$(BIN)/python benchmarks/stages.py "$(CORPUS)" --peers

bench-check: $(RUN) ## fail where ppx became slower, by ratios to a yardstick
	$(BIN)/python benchmarks/ratios.py data/raw

bench-peers: $(RUN) ## deadlines and quantities beside JioNLP, Recognizers-Text and cn2an
	$(BIN)/python benchmarks/peers_text.py --raw "$(CORPUS)" --gold "$(GOLD)"

bench-html: $(RUN) ## main text beside trafilatura, readability, resiliparse and magic-html
	$(BIN)/python benchmarks/peers_html.py --raw "$(CORPUS)" --gold "$(GOLD)"

bench-script: $(RUN) ## restored wording beside t2s and tw2sp: make bench-script TEXTS=folder [HOLD_OUT=10: of texts that were counted]
	$(BIN)/python benchmarks/script.py "$(TEXTS)" $(if $(HOLD_OUT),--hold-out $(HOLD_OUT))

bench-damage: $(RUN) ## clauses that keep their number under damage: make bench-damage TEXTS=folder of laws
	$(BIN)/python benchmarks/damage.py "$(TEXTS)"

bench-report: $(RUN) ## seconds, size and memory of a report over many documents: make bench-report [CORPUS=… TIMES=… CHROMIUM=…]
	$(BIN)/python benchmarks/report.py "$(CORPUS)" --times $(TIMES) $(if $(CHROMIUM),--chromium "$(CHROMIUM)")

bench-jobs: $(DEV) ## seconds of one job and of two, by turns, and their ratio, on a machine that does nothing else
	$(BIN)/python benchmarks/jobs.py

bench-refresh: $(DEV) ## seconds and memory of a first run and of refreshes: make bench-refresh [PAGES=10000]
	$(BIN)/python benchmarks/refresh.py --pages "$(PAGES)"

bench-warc: $(DEV) ## seconds and memory over WARC files of 0.25 and 1 GB
	$(BIN)/python benchmarks/warc.py

bench-start: $(DEV) ## seconds until ppx begins, memory of a worker over 100, 400, 1600 pages: make bench-start [CORPUS=…]
	$(BIN)/python benchmarks/start.py "$(CORPUS)"

fuzz: $(DEV) ## look for bytes that break a claim: make fuzz [TARGETS="page decode …"] [SECONDS=60]
	$(PIP) install --require-hashes -r requirements/fuzz.lock
	cd tests && for target in $(TARGETS); do ../$(BIN)/python -m fuzz $$target $(SECONDS) || exit 1; done

faults: $(DEV) ## kill runs at random moments, run them again, compare: make faults [RUNS=100]
	PPX_FAULT_RUNS=$(RUNS) $(BIN)/python -m pytest -q tests/test_faults.py -k killed_at_random

bench-linear: $(RUN) ## how time grows with a page of repeats, for everything that rules look for: an exponent a shape, under 5 minutes
	$(BIN)/python benchmarks/linear.py

audit: $(DEV) ## known faults of the pinned dependencies (asks the advisory database of PyPI)
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip --disable-pip-version-check --quiet install pip-audit
	for lock in run dev fuzz; do .venv-audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements/$$lock.lock || exit 1; done

wheel: $(DEV) ## build the source archive and the wheel into dist/
	$(BIN)/python -m hatchling build

lock: ## pin anew what the project needs (needs uv; the only target that does)
	$(PYTHON) requirements/lock.py

clean: ## remove everything that was made
	rm -rf $(VENV) .venv-peers .venv-audit dist out data/out .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): pyproject.toml requirements/run.lock requirements/build.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ppx needs Python 3.11 or newer; say make PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.lock -r requirements/build.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(DEV): $(RUN) requirements/dev.lock
	$(PIP) install --require-hashes -r requirements/dev.lock
	touch $@
