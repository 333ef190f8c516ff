# All that is done with this project, by name. `make` lists it.
#
# Whatever needs the environment makes it first: .venv, with exactly the packages of the lock files. It is made once;
# a stamp file in it is compared with the lock file, so that it follows when that changes.

PYTHON ?= python3
VENV ?= .venv
CORPUS ?= corpus
OUTPUTS ?= outputs
WORKERS ?= 1
GOLD ?= tests/gold
DATA ?=
MARKED ?=
MISSES ?=
RELEASES ?= corpus
SAMPLE ?= 1500
SECONDS ?= 1800

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup extract profile evaluate gate bench train tune check test fuzz docs lock clean

# `python -m` throughout: the scripts of an environment do not work where its path is long or has spaces.
RUN := $(VENV)/bin/python -m
# Silent as long as all is well; errors are still printed.
PIP_INSTALL := $(RUN) pip --disable-pip-version-check install -qq
INSTALLED := $(VENV)/.stamp-installed
INSTALLED_DEV := $(VENV)/.stamp-installed-dev
INSTALLED_TRAIN := $(VENV)/.stamp-installed-train
LOCK := $(RUN) uv pip compile pyproject.toml --quiet --no-config --universal --generate-hashes --python-version 3.11 \
	--group build --custom-compile-command "make lock"

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile
	@echo 'Names in capitals are set behind the target: make extract CORPUS=releases WORKERS=2'

setup: $(INSTALLED) ## Make the environment .venv; PYTHON names another Python than python3

extract: $(INSTALLED) ## Extract the tables of the releases in CORPUS into OUTPUTS, with WORKERS processes
	@# 3 says that some inputs stand in quarantine; the command has listed them, and the tables are whole.
	@$(RUN) pipeline extract "$(CORPUS)" --outputs "$(OUTPUTS)" --workers $(WORKERS) || [ $$? -eq 3 ]

profile: $(INSTALLED) ## Show where the time of a run over CORPUS goes
	@$(RUN) pipeline profile "$(CORPUS)" --workers $(WORKERS)

evaluate: $(INSTALLED) ## Score the pipeline on the annotated releases in GOLD; MISSES=people (or another kind) lists the errors
	@$(RUN) pipeline.evaluate "$(GOLD)" --workers $(WORKERS) $(if $(MISSES),--misses $(MISSES))

gate: $(INSTALLED) ## Compare the scores on all gold sets with their floors
	@$(RUN) pipeline.evaluate.gate --workers $(WORKERS)

bench: $(INSTALLED_DEV) ## Time stock spaCy, the language model and the whole pipeline on SAMPLE of the RELEASES (a folder or .parquet) in turns
	@$(VENV)/bin/python benchmarks/throughput.py "$(RELEASES)" --sample $(SAMPLE)

train: $(INSTALLED_TRAIN) ## Train the language model from nothing on the data in DATA (about two hours; goes on where it was cut)
	@[ -d "$(DATA)" ] || { echo 'DATA names the folder of training data: make train DATA=folder (training/README.md)'; exit 1; } >&2
	@$(RUN) spacy project run all training --vars.data "$(abspath $(DATA))"

tune: $(INSTALLED_TRAIN) ## Go on training the language model with the marked releases in MARKED (a few minutes)
	@[ -d "$(MARKED)" ] || { echo 'MARKED names a folder of marked releases: make tune MARKED=folder (training/README.md)'; exit 1; } >&2
	@$(RUN) spacy project run own training --vars.own "$(abspath $(MARKED))"

check: $(INSTALLED_DEV) ## Check style and types
	@$(RUN) ruff check
	@$(RUN) mypy

test: $(INSTALLED_DEV) ## Run the tests
	@$(RUN) pytest

fuzz: $(INSTALLED_DEV) ## Try the readers and the date grammar on made-up bytes, SECONDS each (Linux); what breaks them is kept in tests/fuzz/cases
	@$(RUN) tests.fuzz readers $(SECONDS)
	@$(RUN) tests.fuzz dates $(SECONDS)

docs: $(INSTALLED_DEV) ## Write anew what README.md, docs and the notebook show of code and results
	@$(RUN) tools.docs

lock: $(INSTALLED_DEV) ## Write the lock files anew from pyproject.toml
	@echo 'Resolving dependencies'
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --output-file requirements-dev.lock --extra dev --constraints requirements.lock
	@$(LOCK) --output-file requirements-train.lock --extra train --constraints requirements.lock

clean: ## Remove the environment and all caches; tables stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo 'There is no $(PYTHON). Install Python 3.11 or later, or name one: make setup PYTHON=/path/to/python'; exit 1; } >&2
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or later is needed, $(PYTHON) is $$("$(PYTHON)" -V 2>&1)." \
			'Name a newer one: make setup PYTHON=/path/to/python'; exit 1; } >&2
	@echo 'Making the environment $(VENV)'
	@"$(PYTHON)" -m venv --clear "$(VENV)" || { \
		echo 'The environment could not be made. On Debian and Ubuntu: apt install python3-venv'; rm -rf "$(VENV)"; exit 1; } >&2

$(INSTALLED): requirements.lock pyproject.toml $(VENV)/bin/python
	@echo 'Installing the packages of requirements.lock, the language model among them'
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(INSTALLED_DEV): requirements-dev.lock $(INSTALLED)
	@echo 'Installing the packages of requirements-dev.lock, for tests and checks'
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(INSTALLED_TRAIN): requirements-train.lock $(INSTALLED)
	@echo 'Installing the packages of requirements-train.lock, for training'
	@$(PIP_INSTALL) --require-hashes -r requirements-train.lock
	@touch $@
