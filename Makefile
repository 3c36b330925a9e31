# Every command of the project; `make` alone lists them.

PY := .venv/bin/python
NODE := sh infra/make/node.sh
STAGE ?= prod
TEST_PROCESSES ?= 2
NODE_TESTS = $(shell find tests -name '*.test.mjs' | sort)

.DEFAULT_GOAL := help
.PHONY: help run test check bench package lock clean venv-dev

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | \
		awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: ## Start the whole system at http://127.0.0.1:8000 (PORT=…, DATA_DIR=…, PAC_URL=…)
	@sh infra/make/venv.sh requirements-run.txt
	@exec $(PY) -m infra.local

test: venv-dev ## Run every test, with the browser that they need
	@sh infra/make/browser.sh
	@$(NODE) npm ci --silent --no-audit --no-fund
	$(PY) -m pytest -n $(TEST_PROCESSES) --dist loadgroup
	$(NODE) node --test $(NODE_TESTS)

check: venv-dev ## Run every static check: format, lint, types, imports, API description, template
	.venv/bin/ruff format --check --quiet .
	.venv/bin/ruff check --quiet .
	.venv/bin/mypy
	.venv/bin/lint-imports
	@$(NODE) npm ci --silent --no-audit --no-fund
	$(NODE) npm run --silent check
	$(PY) -m infra.openapi --check
	@mkdir -p build
	$(PY) -m infra.template > build/stack.json
	.venv/bin/cfn-lint build/stack.json

bench: venv-dev ## Measure against the targets, in one run
	$(PY) -m benchmarks

package: ## Build build/package/: deployment.zip and the template of STAGE (prod)
	@if [ -z "$$AWS_DEFAULT_REGION" ]; then \
		echo "Falta AWS_DEFAULT_REGION: la región de AWS para la que se empaqueta." >&2; exit 1; fi
	@sh infra/make/venv.sh requirements-run.txt
	$(PY) -m infra.package $(STAGE) build/package

lock: ## Write the requirements*.txt anew from one resolution of the requirements*.in
	@sh infra/make/lock.sh

clean: ## Remove what was built; .venv and the data in .local stay
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -not -path './node_modules/*' -prune \
		-exec rm -rf {} +

venv-dev:
	@sh infra/make/venv.sh requirements-dev.txt
