# Licet. `make` alone says what there is; CONTRIBUTING.md says more.
SHELL = /bin/sh
.DEFAULT_GOAL = help

VENV ?= .venv
PORT ?= 8000
BIN = $(VENV)/bin
# A part of the suite, such as tests/law; empty for the whole, and only the whole has a floor.
TESTS ?=
# Modules whose tests are tried by changing them, such as src/licet/law/alike.py; empty for all of the law and assessment.
MODULES ?=
# The least share of the core's lines and branches that the tests must reach, in per cent.
CORE_COVERAGE ?= 95
LOCK_TOOL = uv==0.13.9

export VENV PYTHON

.PHONY: run demo test test-slow mutants bench lint docs lock help

run: $(VENV)/run.lock ## assess the example requests, print them, serve the site (PORT=8000)
	@$(BIN)/licet demo --serve --port '$(PORT)'

demo: $(VENV)/run.lock ## the same without serving
	@$(BIN)/licet demo

test: $(VENV)/dev.lock lint ## check everything and run the whole test suite
	@tools/setup/system.sh
	$(BIN)/python -m pytest -n 2 --dist loadfile $(or $(TESTS),--cov --cov-fail-under=$(CORE_COVERAGE))

test-slow: $(VENV)/dev.lock ## run the tests that take minutes
	@tools/setup/system.sh
	$(BIN)/python -m pytest -m slow $(TESTS)

mutants: $(VENV)/dev.lock ## change the law one operator or date at a time; every change must fail a test (MODULES=)
	$(BIN)/python -m tools.mutants $(MODULES)

bench: $(VENV)/dev.lock ## measure, and print the figures
	@for script in benchmarks/*.py; do [ -e "$$script" ] || continue; echo "$$script"; $(BIN)/python "$$script" || exit; done

lint: $(VENV)/dev.lock ## ruff, mypy and the import contracts
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/dev.lock ## write anew the pages and the picture that are made from the code
	@$(BIN)/python -m tools.pages

lock: ## write anew the locks, from pyproject.toml
	@tools/setup/lock.sh '$(LOCK_TOOL)'

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

# The stamp of an installation is a copy of its lock; install.sh says why.
$(VENV)/%.lock: requirements/%.lock pyproject.toml tools/setup/install.sh
	@tools/setup/install.sh $*
