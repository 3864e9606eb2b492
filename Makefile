# Everything that is done with this project, one word each. `make help` lists them.

.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
TEMPLATES := templates
# The settings of a real installation, for the checks that only make sense there.
PRODUCTION := PRODUCTION=1 SECRET_KEY=only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG \
	BASE_URL=https://portal.example.org ALLOWED_HOSTS=portal.example.org EMAIL_URL=smtp://mail.example.org \
	DATABASE_URL=postgresql:///portal REDIS_URL=redis://localhost/0
ARGS ?=

.PHONY: help run test pytest lint format types migrations texts-complete deploy bench shell texts lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1  \2/p' Makefile

run: .venv/base ## run the portal on PORT, else 8000; Ctrl-C stops it
	@$(BIN)/python -m portal.start

test: .venv/dev ## run every check and every test
	@$(BIN)/python -m portal.machine --tests
	@$(MAKE) --keep-going lint types migrations texts-complete deploy pytest

pytest: .venv/dev ## run tests only: make pytest ARGS="tests/portal -k search"
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder --reruns 1 $(ARGS)

lint: .venv/dev ## check the style of code and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --check --lint $(TEMPLATES)

format: .venv/dev ## put code and templates into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djlint --quiet --reformat $(TEMPLATES)

types: .venv/dev ## check the types
	@$(BIN)/mypy

migrations: .venv/dev
	@PORTAL_LOCAL=.local/test/checks $(BIN)/python manage.py makemigrations --check --dry-run

texts-complete: .venv/dev
	@$(BIN)/python manage.py check_texts

deploy: .venv/dev
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: .venv/dev ## measure the speed of pages beside bare ones
	@$(BIN)/python -m tests.performance.bench $(ARGS)

shell: .venv/base ## open a Python shell with the portal loaded
	@$(BIN)/python manage.py shell

texts: .venv/dev ## gather the texts of the interface into locale/ (needs gettext)
	@$(BIN)/python manage.py gather_texts

lock: .venv/dev ## write the locked requirements anew from the .in files
	@for name in base dev; do $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
		--python-version 3.11 requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done

clean: ## delete all that was made: environment, servers with their data, files
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m portal.embedded; fi
	@rm -rf .venv .local .mypy_cache .ruff_cache .pytest_cache .coverage locale/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is %s: name another one with PYTHON=python3.12." % sys.version.split()[0])'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python has no venv here: install it (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/base: requirements/base.txt | .venv/python
	@echo "Installing what the portal runs on …"
	@$(PIP) install --quiet --no-deps --require-hashes --requirement $<
	@touch $@

.venv/dev: requirements/dev.txt | .venv/base
	@echo "Installing what the tests need …"
	@$(PIP) install --quiet --no-deps --require-hashes --requirement $<
	@touch $@
