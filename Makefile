# `make` alone prints the commands. Everything is installed into .venv/ and node_modules/, nothing elsewhere,
# but for Debian's programs that tests need, which `make test` installs when it runs as root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help demo dev check test bench eval golden docs words lock clean programs

help: ## print this
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

demo: $(VENV)/.run ## set up, rescue the sample copy, publish it and serve it on loopback
	$(BIN)/broadsheet demo $(DEMO)

dev: $(VENV)/.dev ## set up everything for working on the code
	@echo "Ready: $(BIN)/broadsheet, $(BIN)/pytest"

check: $(VENV)/.dev ## formatting, lint, types, import direction
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/check_shape.py

test: $(VENV)/.dev programs node_modules/.done ## set up and run every test; DATABASE=postgresql: on a server alone
	$(BIN)/pytest -n auto --dist worksteal $(if $(DATABASE),--database $(DATABASE)) $(PYTEST)

bench: $(VENV)/.bench ## measure side by side with peers; prints a table, writes build/bench.json
	$(BIN)/python -m bench $(BENCH)

eval: $(VENV)/.dev ## count what rescue reads rightly; prints a table, writes build/eval.json
	$(BIN)/python -m bench.evaluation $(EVAL)

golden: $(VENV)/.dev ## write the pages and sites that tests compare with anew; then read the difference
	$(BIN)/python -m tests.theme.test_golden_pages
	$(BIN)/python -m tests.site.small_papers

docs: $(VENV)/.dev ## write the generated parts of docs/ anew
	$(BIN)/python tools/write_docs.py

words: $(VENV)/.dev ## gather the newsroom's words for translation, and compile those that are translated (needs gettext)
	cd src/broadsheet/newsroom && DJANGO_SETTINGS_MODULE=broadsheet.newsroom.settings ../../../$(BIN)/django-admin makemessages -l fa --no-location --no-wrap --no-obsolete
	for file in $$(find src/broadsheet/newsroom -name '*.po'); do \
	sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|MIME-Version|Generated-By):/d' $$file && \
	msgfmt --check-format -o $${file%.po}.mo $$file || exit 1; done

# pillow-heif, which Wagtail would bring for an app that is not used here, holds a GPL encoder: it is left out, so
# that the files are installed as they are, without asking what else they would like (--no-deps).
lock: ## resolve the requirement files anew (needs uv)
	uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-emit-package pillow-heif pyproject.toml --group build -o requirements/run.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-emit-package pillow-heif pyproject.toml --group dev -o requirements/dev.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --constraint requirements/run.txt --group postgresql -o requirements/postgresql.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --constraint requirements/run.txt --group heic -o requirements/heic.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --group bench -o requirements/bench.txt

clean: ## remove what make made
	rm -rf $(VENV) node_modules build demo-paper

programs:
	@tools/install_programs

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit("Broadsheet needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/.made
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/run.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	touch $@

node_modules/.done: package.json package-lock.json | programs
	@if command -v npm >/dev/null; then npm ci --silent && touch $@; else echo "no npm: the HTML validator's tests will skip"; fi
