# Everything a developer types. `make test` alone does its own set-up on a fresh machine.

SHELL      := /bin/bash
BIN        := $(CURDIR)/.bin
GOFUMPT    := $(BIN)/gofumpt-v0.12.0
LINTER     := $(BIN)/golangci-lint-v2.15.0
TESTFLAGS  ?=
BENCH      ?= .
DATA       ?= ../shared/data

.PHONY: help build test check format vet lint generated race generate facts bench fix clean
.DEFAULT_GOAL := help

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \t\2/p' Makefile | expand -t 18

build: ## the program, as ./rootward
	CGO_ENABLED=0 go build -trimpath -o rootward ./cmd/rootward

test: ## all tests, on both databases and in a browser
	@.ci/setup.sh test
	go test $(TESTFLAGS) ./...

check: format vet lint generated race ## what is left: format, linters, generated files, race detector

# What a generator writes looks as the generator wants.
SOURCES = git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 -r ls -d 2>/dev/null | xargs -r grep -L '^// Code generated .* DO NOT EDIT\.$$'

format: $(GOFUMPT)
	@wrong=$$($(SOURCES) | xargs -r $(GOFUMPT) -l); \
	if [ -n "$$wrong" ]; then echo "check: not formatted; run 'make fix':"; echo "$$wrong"; exit 1; fi

vet:
	go vet -composites=false ./...

lint: $(LINTER)
	$(LINTER) run ./...

generated:
	@.ci/generated.sh

race: # -short leaves out the browser and the long lists, which make test runs: the database in Go is ten times slower here
	@.ci/setup.sh check
	go test -race -short -shuffle=on -timeout 15m $(TESTFLAGS) ./...

# A generator that needs published files from outside names them by $DATA in its go:generate line; `make facts` runs those.
generate: ## files made from others in this repository
	go generate -skip '[$$]DATA|shared' ./...

facts: ## tables made from published files in DATA (default ../shared/data)
	@[ -d "$(DATA)" ] || { echo "facts: no folder $(DATA) with the published files; set DATA"; exit 1; }
	DATA=$(abspath $(DATA)) go generate -run '[$$]DATA|shared' ./...

bench: ## benchmarks; BENCH=name for one
	go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

fix: $(GOFUMPT) $(LINTER) ## format, and mend what the linters can mend
	$(SOURCES) | xargs -r $(GOFUMPT) -w
	$(LINTER) run --fix ./...

clean: ## remove what make built
	rm -rf $(BIN) rootward

# The version is part of the name, so that a new version is a new file.
$(GOFUMPT):
	GOBIN=$(BIN) go install mvdan.cc/gofumpt@v0.12.0
	mv $(BIN)/gofumpt $@

$(LINTER):
	GOBIN=$(BIN) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv $(BIN)/golangci-lint $@
