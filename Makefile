# Two commands matter: `make demo` shows the platform, `make test` checks it.
.PHONY: demo test dev guard assets pictures

demo: ## build, replay the call of 2013 and serve it on 127.0.0.1:8080
	@scripts/demo.sh

test: ## format, lints, documentation, and every test on SQLite, on PostgreSQL and in a browser
	@scripts/test.sh

dev: ## the demonstration, with pages, styles and texts read again at each request
	@scripts/dev.sh

guard: ## licences and known faults of dependencies, typing errors, and the list of what the program is made of
	@scripts/guard.sh

assets: ## install the pinned browser packages and copy what is served
	@scripts/assets.sh

pictures: ## renew the pictures of the guides from a walk over every page
	@scripts/pictures.sh
