#!/usr/bin/env bash
# Nothing but `push` and an allowed SERVICE uses a network: tests/faults/offline.sh [BYLINE]
# Every command runs in a network namespace without interfaces, and, where strace is installed, is watched for sockets
# (a pair of sockets between two threads of the program is none).
set -euo pipefail
cd "$(dirname "$0")/../.."
byline=$(realpath "${1:-target/release/byline}")
alone=(unshare --net)
[ "$(id -u)" = 0 ] || alone=(unshare --user --map-root-user --net)
if ! "${alone[@]}" true 2>/dev/null; then
    echo "offline: skipped, this system allows no network namespace"
    exit 0
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
watch=()
if command -v strace >/dev/null && strace -f -o "$out/try" true 2>/dev/null; then
    watch=(strace -f -qq -e trace=socket,connect,bind,sendto,sendmsg -o "$out/calls")
fi
articles=$PWD/data/articles
cd "$out"
commands=0
run() {
    "${alone[@]}" "${watch[@]}" "$byline" --quiet "$@" >"$out/printed" || { echo "offline: byline $* failed" >&2; exit 1; }
    if [ -s "$out/calls" ]; then
        echo "offline: byline $* used a network:" >&2
        head -3 "$out/calls" >&2
        exit 1
    fi
    commands=$((commands + 1))
}
run read --format json "$articles"
run extract "$articles"
run build "$articles"
run query visits
run query -e 'SELECT * { ?s ?p ?o } LIMIT 3'
run why _ visit _
run path 'North Korea' Ukraine
run draw --to html
run draw --to dot
run list documents
run stats
run check
run export --to trig
run update -e 'INSERT DATA { ent:a rel:visit ent:b }'
run forget seed-000
run man
run completions bash
# These two may, and tell that they cannot.
service='SELECT * { SERVICE <http://192.0.2.1/sparql> { ?s ?p ?o } }'
for refused in "push http://192.0.2.1/store" "query --allow-service http://192.0.2.1/sparql -e"; do
    read -ra words <<<"$refused"
    [ "${words[0]}" = push ] || words+=("$service")
    code=0
    "${alone[@]}" "$byline" "${words[@]}" >/dev/null 2>"$out/told" || code=$?
    [ "$code" = 2 ] && [ "$(wc -l <"$out/told")" = 1 ] || { echo "offline: byline ${words[0]}: exit $code" >&2; cat "$out/told" >&2; exit 1; }
done
echo "offline: $commands commands work without a network${watch:+ and open no socket}; push and SERVICE say in one line that they cannot"
