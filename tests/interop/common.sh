# Sourced by the scripts here: arguments, a store, its dumps, Byline's own answers.
#   tests/interop/NAME.sh [BYLINE] [ARTICLES...]
# BYLINE is the program (default: target/release/byline). Without ARTICLES the hand-written fixture is used.
byline=$(realpath "${1:-target/release/byline}")
shift || true
place=target/interop
python=$place/venv/bin/python
mkdir -p "$place"
if [ ! -x "$python" ]; then
    python3 -m venv "$place/venv"
    "$place/venv/bin/pip" install -q 'rdflib==7.6.0' 'pyoxigraph==0.5.13' 'pyshacl'
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
store="$out/store"
if [ $# -gt 0 ]; then
    "$byline" build --quiet --store "$store" "$@" >/dev/null
else
    "$byline" build --quiet --store "$store" --input articles tests/fixtures/articles.jsonl >/dev/null
fi

# Queries that come with Byline, which other programs must answer as Byline does.
shared="visits claimed denied conflicts corroborated most-supported said sends sources planned events"
answers() {
    mkdir -p "$out/answers"
    for query in $shared; do
        "$byline" query --quiet --store "$store" "$query" --to csv --output "$out/answers/$query.csv" || true
        cat tests/interop/prefixes.rq "queries/$query.rq" >"$out/answers/$query.rq"
    done
}
# Rows without their heading, sorted.
rows() { tail -n +2 | tr -d '\r"' | grep . | LC_ALL=C sort; }
# same WHAT FOUND EXPECTED
same() {
    if [ "$2" != "$3" ]; then
        printf '%s: %s, not %s\n' "$1" "$2" "$3" >&2
        exit 1
    fi
    printf '%-40s %s\n' "$1" "$2"
}
# agree WHO QUERY FILE: the file holds the answer that Byline gives.
agree() {
    if ! diff <(rows <"$out/answers/$2.csv") <(rows <"$3") >&2; then
        echo "$1: $2: the answers differ" >&2
        exit 1
    fi
    printf '%-40s %s rows\n' "$1: $2" "$(rows <"$3" | wc -l)"
}
