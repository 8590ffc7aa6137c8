# Everything a contributor types. `make run` and `make test` set up what they need.
PORT ?= 8000
PYTHON_BIN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check lock

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: ## the site on http://127.0.0.1:8000 (another port: make run PORT=8001)
	@sh scripts/install.sh requirements.txt
	@$(PYTHON_BIN) scripts/check_port.py $(PORT)
	@$(PYTHON_BIN) scripts/local_settings.py
	@$(PYTHON_BIN) manage.py migrate --verbosity 0
	@$(PYTHON_BIN) manage.py load_catalogue
	@$(PYTHON_BIN) manage.py create_local_editor
	@echo "Site:   http://127.0.0.1:$(PORT)/"
	@echo "Admin:  http://127.0.0.1:$(PORT)/admin/"
	@echo "Stop with Ctrl-C."
	@DJANGO_RUNSERVER_HIDE_WARNING=true $(PYTHON_BIN) manage.py runserver --skip-checks 127.0.0.1:$(PORT)

test: ## every check and test that this machine can run
	@sh scripts/install.sh requirements.txt requirements-dev.txt
	@sh scripts/test.sh

lock: ## pin the dependencies of pyproject.toml anew
	@sh scripts/install.sh requirements.txt requirements-dev.txt
	@sh scripts/lock.sh
