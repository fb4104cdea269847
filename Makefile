# The four commands of the desk. Everything installs into .venv; nothing outside this folder is changed.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
RUNTIME := .venv/.runtime-$(shell cksum < requirements.txt | tr ' ' '-')
TOOLS := .venv/.tools-$(shell cat requirements.txt requirements-dev.txt | cksum | tr ' ' '-')

.PHONY: run test bench clean

run: $(RUNTIME)
	@DEMO=$${DEMO:-1} exec $(BIN)/python manage.py up

test: $(TOOLS)
	@exec $(BIN)/python -m tests.run

bench: $(TOOLS)
	@exec $(BIN)/python -m tests.bench

# Leaves var/ alone: it may hold data.
clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .schemathesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 was not found; install it or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than Python 3.11." >&2; exit 1; }
	@echo "Making the virtual environment"
	@$(PYTHON) -m venv .venv

$(RUNTIME): | $(BIN)/python
	@echo "Installing the pinned packages"
	@$(PIP) --requirement requirements.txt
	@touch $@

$(TOOLS): | $(BIN)/python
	@echo "Installing the pinned packages and the development tools"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@
