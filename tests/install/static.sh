#!/usr/bin/env bash
# The static program in an empty folder: tests/install/static.sh [STATIC] [BYLINE] [ARTICLES]
# STATIC (what scripts/static.sh makes) runs in a root folder that holds nothing but it and the articles, as a user that
# no file names: it reads, builds a store, asks it and draws it. All that it prints must be byte for byte what BYLINE
# (target/release/byline), linked with this system's C library, prints. One line a step; exit code 1 if one fails.
set -euo pipefail
umask 022
cd "$(dirname "$0")/../.."
static=$(realpath "${1:-target/$(uname -m)-unknown-linux-musl/release/byline}")
byline=$(realpath "${2:-target/release/byline}")
articles=$(realpath "${3:-data/articles}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/alone/news" "$work/beside/news"
cp "$static" "$work/alone/byline"
cp -r "$articles" "$work/alone/news/articles"
cp -r "$articles" "$work/beside/news/articles"
chown -R 65534:65534 "$work/alone/news"
chmod 755 "$work" "$work/alone"
failed=0

step() {
    printf '%-7s %-15s %s\n' "$1" "$2" "$3"
    [ "$1" = ok ] || failed=1
}

if readelf --program-headers "$static" | grep -q INTERP || readelf --dynamic "$static" | grep -q NEEDED; then
    step FAILED static "it asks for libraries of the system"
else
    step ok static "no library of the system is asked for, $(($(stat -c %s "$static") / 1000000)) MB"
fi

# same NAME ARGUMENTS…: both programs, each in its folder; exit code and output alike.
same() {
    local name=$1 alone=0 beside=0
    shift
    # chroot starts in /, so the folder of the articles is the store's place, too.
    env -i /usr/sbin/chroot --userspec=65534:65534 "$work/alone" /byline "$@" >"$work/alone.out" 2>"$work/alone.told" || alone=$?
    (cd "$work/beside" && "$byline" "$@") >"$work/beside.out" 2>"$work/beside.told" || beside=$?
    if [ $alone = 0 ] && [ $beside = 0 ] && [ -s "$work/alone.out" ] && cmp -s "$work/alone.out" "$work/beside.out"; then
        step ok "$name" "$(wc -c <"$work/alone.out") bytes, the same as of $(basename "$byline") linked with this system's C library"
    else
        step FAILED "$name" "exit code $alone and $beside; $(cmp "$work/alone.out" "$work/beside.out" 2>&1 | tail -n 1); $(tail -n 1 "$work/alone.told")"
    fi
}

same version --version
same read read --format json news/articles
same extract extract news/articles
same build build --store news/store news/articles
same query query --store news/store -e 'SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 1000'
same "draw --to html" draw --store news/store --to html
same "export --to nq" export --store news/store --to nq
exit $failed
