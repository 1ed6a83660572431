#!/usr/bin/env bash
# Installs a built Byline with its manual pages and completions: scripts/install.sh [PREFIX] [BYLINE]
# PREFIX is /usr/local, or for a package the folder that it is made of; BYLINE the program (default:
# target/release/byline). The program is one file, its model in it: nothing else has to lie anywhere.
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=${1:-/usr/local}
byline=$(realpath "${2:-target/release/byline}")
install -D -m 755 "$byline" "$prefix/bin/byline"
strip --strip-unneeded "$prefix/bin/byline" 2>/dev/null || true
man=$prefix/share/man/man1
mkdir -p "$man"
"$byline" man | gzip -9n >"$man/byline.1.gz"
for command in $("$byline" man | sed -n 's/^byline\\-\([a-z]*\)(1)$/\1/p'); do
    "$byline" man "$command" | gzip -9n >"$man/byline-$command.1.gz"
done
mkdir -p "$prefix/share/bash-completion/completions" "$prefix/share/zsh/vendor-completions" \
    "$prefix/share/fish/vendor_completions.d"
"$byline" completions bash >"$prefix/share/bash-completion/completions/byline"
"$byline" completions zsh >"$prefix/share/zsh/vendor-completions/_byline"
"$byline" completions fish >"$prefix/share/fish/vendor_completions.d/byline.fish"
