# The project's commands. Each prepares what it needs and says in one line what it does.

# Every locked package brings a wheel for these, so nothing has to be built. Newest first; pyproject.toml says the same.
PYTHONS := 3.14 3.13 3.12 3.11
PORT ?= 8000
export PORT
# Every worker and every command a test starts would compile all modules anew.
export PYTHONDONTWRITEBYTECODE =
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
VENDOR := var/vendor
say = @printf '\033[1m→ %s\033[0m\n'

.DEFAULT_GOAL := help
.PHONY: help setup run test test-sqlite test-postgres coverage bench lint format lock drill chaos clean

help:  ## show the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- set-up -----------------------------------------------------------------------------------

$(BIN)/python:
	$(say) "Creating a virtual environment in $(VENV)"
	@for python in $(or $(PYTHON),$(PYTHONS:%=python%) python3 python); do \
	  "$$python" -c 'import ensurepip, sys, venv; sys.exit("%d.%d" % sys.version_info[:2] not in "$(PYTHONS)".split())' \
	    2>/dev/null && exec "$$python" -m venv $(VENV); \
	done; \
	echo "Please install Python with its module venv in one of the versions $(PYTHONS), or name one: make PYTHON=..." >&2; \
	exit 1

# The locks are complete, so nothing is looked up beside them: pip 23 stumbles over a requirement with extras for which
# there is a newer release. Afterwards pip itself says whether anything is missing.
define install
	@$(PIP) install -qq --no-deps --require-hashes -r $<
	@$(PIP) check > var/pip.txt || { cat var/pip.txt >&2; exit 1; }
endef

$(VENV)/.run: requirements.lock | $(BIN)/python var
	$(say) "Installing Python packages"
	$(install)
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(BIN)/python var
	$(say) "Installing Python packages for development"
	$(install)
	@touch $@ $(VENV)/.run

var:
	@mkdir -p $@

node_modules/.run: package.json package-lock.json
	$(say) "Installing the design system"
	@npm ci --omit=dev --loglevel=error > /dev/null
	@touch $@

node_modules/.dev: package.json package-lock.json
	$(say) "Installing the design system and the page checkers"
	@npm ci --loglevel=error > /dev/null
	@touch $@ node_modules/.run

KERN := node_modules/@kern-ux/native/dist
FIRA := fonts/fira-sans
$(VENDOR)/.done: Makefile package-lock.json
	@test -d $(KERN) || $(MAKE) --no-print-directory node_modules/.run
	$(say) "Copying what pages use of the design system"
	@rm -rf $(VENDOR) && mkdir -p $(VENDOR)/kern/$(FIRA)
	@cp $(KERN)/kern.min.css $(VENDOR)/kern/
	@sed -n '/^:root/,/^}/p; /^@media (prefers-color-scheme/,/^}/p; /^:is(body/,/^}/p' $(KERN)/kern.css > $(VENDOR)/kern/tokens.css
	@cp $(KERN)/fonts/fira-sans.css $(VENDOR)/kern/fonts/
	@cp -R $(KERN)/$(FIRA)/. $(VENDOR)/kern/$(FIRA)/
	@cp $(KERN)/../LICENSE.md $(VENDOR)/kern/
	@touch $@

setup: $(VENV)/.run node_modules/.run $(VENDOR)/.done  ## install everything the site needs

# --- daily life -------------------------------------------------------------------------------

run: setup  ## serve the site on 127.0.0.1:8000 (PORT changes it)
	$(say) "Preparing the database and the static files"
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_fixtures --if-empty
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	$(say) "Serving on http://127.0.0.1:$(PORT)/ - Ctrl-C ends it"
	@exec $(BIN)/python -m networks_site.running

PARTS := lint test-sqlite test-postgres
# The slowest tests are named, so that nobody has to look for what has become slow.
PYTEST = $(BIN)/python -m pytest -q -n auto --dist worksteal --durations=10

test: $(VENV)/.dev node_modules/.dev $(VENDOR)/.done  ## check everything, on SQLite and PostgreSQL, and say how long it took
	@begun=$$(date +%s); \
	for part in $(PARTS); do \
	  started=$$(date +%s); \
	  $(MAKE) --no-print-directory $$part || exit 1; \
	  parts="$$parts$${parts:+, }$$part $$(($$(date +%s) - started)) s"; \
	done; \
	printf '\033[1m→ Everything is right; that took %d s: %s\033[0m\n' $$(($$(date +%s) - begun)) "$$parts"

test-sqlite: $(VENV)/.dev node_modules/.dev $(VENDOR)/.done  ## run the tests on SQLite
	$(say) "Testing on SQLite"
	@sh .ci/browser
	@env -u DATABASE_URL $(PYTEST)

test-postgres: $(VENV)/.dev node_modules/.dev $(VENDOR)/.done  ## run on PostgreSQL the tests a database can change
	$(say) "Testing on PostgreSQL"
	@sh .ci/browser
	@$(BIN)/python -m tests.postgres $(PYTEST) -m "database and not (looks or once)"

coverage: $(VENV)/.dev node_modules/.dev $(VENDOR)/.done  ## show which branches the tests do not reach
	$(say) "Testing on SQLite, watching every branch"
	@sh .ci/browser
	@env -u DATABASE_URL $(PYTEST) --cov --cov-report=term-missing:skip-covered

drill: $(VENV)/.dev $(VENDOR)/.done  ## follow docs/operations.md word for word, on a throw-away machine
	$(say) "Following docs/operations.md"
	@env -u DATABASE_URL $(BIN)/python -m tests.postgres $(BIN)/python -m tests.drill
	@env -u DATABASE_URL $(BIN)/python -m tests.chaos 10
	@$(BIN)/python -m tests.restarts 1

chaos: $(VENV)/.dev $(VENDOR)/.done  ## kill workers at random for a minute while people apply, on both databases
	$(say) "Killing workers while people apply"
	@env -u DATABASE_URL $(BIN)/python -m tests.chaos
	@$(BIN)/python -m tests.postgres $(BIN)/python -m tests.chaos
	@$(BIN)/python -m tests.restarts

bench: $(VENV)/.dev $(VENDOR)/.done  ## measure how fast and heavy the pages are
	$(say) "Measuring pages with ten and with a thousand networks"
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(BIN)/python -m tests.bench

lint: $(VENV)/.dev  ## check style, types, templates, layers and migrations
	$(say) "Checking style, types, templates, layers and migrations"
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@git ls-files -co --exclude-standard 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/lint-imports --no-cache > var/imports.txt 2>&1 || { cat var/imports.txt; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0

format: $(VENV)/.dev  ## put Python and templates into shape
	$(say) "Formatting Python and templates"
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@git ls-files -co --exclude-standard 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2 || true

lock: $(VENV)/.dev  ## choose the newest versions the bounds allow and write the lock files
	$(say) "Writing the lock files"
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --group dev pyproject.toml -o requirements-dev.lock
	@npm update --package-lock-only --loglevel=error

clean:  ## remove all that set-up and runs have made, the database included
	$(say) "Removing $(VENV), node_modules and var"
	@rm -rf $(VENV) node_modules var
