# Everything a contributor types. `make run` and `make test` set up what they need.
PORT ?= 8000
PYTHON_BIN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test bench lighthouse screenshots lock

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
	@ENVIRONMENT=.venv-snippets sh scripts/install.sh requirements-snippets.txt & snippets=$$! failed=; \
		sh scripts/install.sh requirements.txt requirements-dev.txt || failed=1; \
		wait $$snippets && [ -z "$$failed" ]
	@sh scripts/test.sh

bench: ## the benchmarks, with the floor measured in the same run
	@sh scripts/install.sh requirements.txt
	@$(PYTHON_BIN) -m scripts.benchmark

lighthouse: ## Lighthouse over the main pages; docs/lighthouse.md says what it needs
	@sh scripts/install.sh requirements.txt
	@$(PYTHON_BIN) -m scripts.lighthouse

screenshots: ## the pictures in docs/screenshots, light and dark, wide and narrow; needs Chromium
	@sh scripts/install.sh requirements.txt requirements-dev.txt
	@$(PYTHON_BIN) -m scripts.screenshots
	@$(PYTHON_BIN) -m scripts.desk_screenshots

lock: ## pin the dependencies of pyproject.toml anew
	@sh scripts/install.sh requirements.txt requirements-dev.txt
	@sh scripts/lock.sh
