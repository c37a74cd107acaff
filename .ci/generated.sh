#!/usr/bin/env bash
# Fails when a generated file is not what its generator makes. It compares the tree before and after, so that it may be
# run in the middle of work too.
set -euo pipefail

state() {
	git ls-files -z --cached --others --exclude-standard | sort -zu | while IFS= read -r -d '' f; do
		[ ! -f "$f" ] || sha256sum "$f"
	done
}

before=$(state)
make --no-print-directory generate
if ! changed=$(diff <(printf '%s\n' "$before") <(state)); then
	echo "check: generated files are not up to date; run 'make generate' and commit:" >&2
	printf '%s\n' "$changed" | sed -n 's/^[<>] [0-9a-f]* */  /p' | sort -u >&2
	exit 1
fi
