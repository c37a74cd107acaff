#!/usr/bin/env bash
# Puts on this machine what the tests need beside Go, and does nothing when it is there.
#   .ci/setup.sh test     PostgreSQL (a throw-away server is started from it), a browser, fonts for it
#   .ci/setup.sh check    the same and a C compiler, which the race detector needs
set -euo pipefail

what=${1:-test}

have_postgres() {
	[ -n "${TEST_DATABASE_URL:-}" ] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}
have_browser() {
	command -v chromium || command -v chromium-browser || command -v google-chrome
}
have_fonts() {
	compgen -G '/usr/share/fonts/*/noto/NotoSansArabic*' || { command -v fc-list && [ -n "$(fc-list :lang=ar)" ]; }
}
have_compiler() {
	command -v gcc || command -v clang
}

if ! command -v go >/dev/null; then
	echo "setup: Go is missing. Install Go 1.26 or newer: https://go.dev/doc/install" >&2
	exit 1
fi
look() {
	missing=()
	have_postgres >/dev/null || missing+=(postgresql)
	have_browser >/dev/null || missing+=(chromium)
	have_fonts >/dev/null || missing+=(fonts-noto-core)
	if [ "$what" = check ]; then
		have_compiler >/dev/null || missing+=(gcc libc6-dev)
		command -v git >/dev/null || missing+=(git)
	fi
}
look
[ ${#missing[@]} -gt 0 ] || exit 0

sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo -n)
explain() {
	echo "setup: $1" >&2
	echo "setup: install by hand: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
	echo "setup: or run 'go test ./...': it leaves out what needs them and says so." >&2
	exit 1
}
command -v apt-get >/dev/null || explain "this system has no apt-get."
[ ${#sudo[@]} -eq 0 ] || sudo -n true 2>/dev/null || explain "neither root nor sudo without a password."

echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq || explain "apt-get update failed."
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" || explain "apt-get install failed."
look
[ ${#missing[@]} -eq 0 ] || explain "installed, and yet not found."
