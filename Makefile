# Few verbs, each runnable alone. The first one sets up .venv; nothing outside this folder is touched.

.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
INFRA_READY := $(VENV)/.ready-infra
CDK := infra/node_modules/.bin/cdk
WEB_READY := web/node_modules/.ready
PAGES := web/dist/index.html
PAGE_SOURCES := $(shell find web/src web/public -type f -not -name schema.d.ts) \
  $(wildcard web/*.json web/*.ts web/index.html) docs/openapi.json \
  santral/local/connect/ccp/page/audio.js
STAGE ?= dev
SOURCES := $(wildcard app.py infra santral functions benchmarks tests)
# More workers than this only repeat the imports.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n > 8 ? 8 : n)))

# Of each endpoint, in `make fuzz`.
EXAMPLES ?= 300

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# A PYTHONPATH from elsewhere would be searched before the pinned packages.
unexport PYTHONPATH
# Node.js may have been put there; this machine's own comes first, where it is new enough.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
# Node 20 works; jsii prints twelve lines about its age.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 1
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION := 1

.PHONY: help setup run up call day pages test browse pictures fuzz layer synth deploy prove check lint types imports spelling format docs bench lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with the pinned packages (the other targets do it by themselves)

run: $(READY) ## play a morning of a sample business
	@$(PY) -m santral morning

up: $(READY) ## serve pages, REST API and Amazon Connect here (ARGS="--port 9000 --state DIR")
	@$(MAKE) --no-print-directory pages || echo "Going on without the pages that are not built." >&2
	@$(PY) -m santral up $(ARGS)

pages: $(PAGES) ## build the pages in web/ where they are older than their sources

call: $(READY) ## ring the sample business from this terminal (ARGS="--help" for more)
	@$(PY) -m santral call $(ARGS)

day: $(READY) ## simulate a day (ARGS="--calls 10000 --agents 90 --seed 1")
	@$(PY) -m santral day $(ARGS)

test: $(READY) $(INFRA_READY) $(WEB_READY) ## run every test but those in a browser (ARGS="-k hours" for some)
ifeq ($(strip $(ARGS)),)
	@npm --prefix web run --silent test
endif
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal --ignore=tests/web $(ARGS)

browse: $(READY) $(PAGES) ## run the tests in Chromium: pages, panel, chats, voices (ARGS="-k phone")
	@.ci/setup-browser
	@# Real time on a busy machine: a story that fails is told once more, and the summary names it (R).
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --reruns 1 tests/web $(ARGS)

pictures: $(READY) $(PAGES) ## take a picture of every page, light, dark and narrow (ARGS="DIR")
	@.ci/setup-browser
	@$(PY) -m tests.web.pictures $(ARGS)

fuzz: $(READY) ## ask every endpoint what nobody thought of (minutes; EXAMPLES=300)
	@SANTRAL_FUZZ_EXAMPLES=$(EXAMPLES) $(PY) -m pytest -n $(WORKERS) \
	  tests/functional/api/test_generated_requests.py $(ARGS)

layer: $(READY) ## build what the Lambda functions share, without Docker
	@$(PY) -m infra.packaging $(ARGS)

synth: $(INFRA_READY) $(CDK) $(PAGES) layer ## write the templates of a stage (STAGE=dev) to cdk.out
	@$(CDK) synth --quiet --context stage=$(STAGE) $(ARGS)

deploy: $(INFRA_READY) $(CDK) $(PAGES) layer ## deploy a stage to the account of your credentials (STAGE=dev)
	@$(CDK) deploy --all --context stage=$(STAGE) $(ARGS)

prove: $(INFRA_READY) $(CDK) ## deploy to an emulator of AWS on this computer, and call (3 minutes)
	@$(PY) -m santral.local.proof $(ARGS)

check: lint types imports spelling ## lint, types, imports and spelling

lint: $(READY) $(WEB_READY) ## ruff and biome: rules and format
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@npm --prefix web run --silent lint

types: $(READY) $(INFRA_READY) $(WEB_READY) ## mypy and tsc, strict
	@$(PY) -m mypy $(SOURCES)
	@npm --prefix web run --silent types

imports: $(READY) ## import-linter: imports go one way
	@$(VENV)/bin/lint-imports --no-logo

spelling: $(READY) ## codespell
	@$(PY) -m codespell_lib

docs: $(READY) ## write the generated pages of docs/ anew
	@$(PY) -m santral.local.generated_pages

format: $(READY) $(WEB_READY) ## ruff and biome: fix what can be fixed
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format
	@npm --prefix web run --silent format

bench: $(READY) ## speed beside SimPy's and moto's (minutes; ARGS="--only server")
	@$(PY) -m benchmarks $(ARGS)

lock: $(READY) ## pin requirements*.in again, with hashes (needs the package index)
	@$(PY) -m pip install --quiet 'pip-tools==7.6.2'
	@for name in requirements requirements-dev requirements-infra requirements-node requirements-prove; do \
	  CUSTOM_COMPILE_COMMAND='make lock' $(PY) -m piptools compile --quiet --generate-hashes \
	    --strip-extras --allow-unsafe --annotation-style=line --no-emit-index-url --no-emit-find-links \
	    --no-emit-trusted-host --output-file=$$name.txt $$name.in || exit 1; \
	done

clean: ## remove .venv and every cache
	rm -rf $(VENV) .venv-prove cdk.out infra/node_modules web/node_modules web/dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .santral dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is older than the requirements only on the first run and after they changed.
$(READY): requirements.txt requirements-dev.txt
	@.ci/setup $(VENV)
	@touch $@

$(INFRA_READY): $(READY) requirements-infra.txt
	@.ci/setup-infra $(VENV)
	@touch $@

$(CDK): infra/package-lock.json | $(INFRA_READY)
	@npm ci --prefix infra --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(WEB_READY): web/package-lock.json | $(READY)
	@.ci/setup-node $(VENV)
	@echo "Installing what the pages are built with (half a minute, once) …" >&2
	@npm ci --prefix web --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(PAGES): $(WEB_READY) $(PAGE_SOURCES)
	@echo "Building the pages …" >&2
	@npm --prefix web run --silent build >web/node_modules/.build.log 2>&1 || \
	  { cat web/node_modules/.build.log >&2; exit 1; }
