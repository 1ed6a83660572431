#!/usr/bin/env bash
# The Debian package in a fresh Debian: tests/install/deb.sh [BYLINE] [--keep FOLDER]
# Makes the package of BYLINE (target/release/byline) and a fresh Debian (SUITE, or the one that runs here), installs the
# package there with apt, and as an ordinary user of it builds a store of an article, asks it and draws it; looks for
# manual pages and completions; takes the package away again. One line a step; exit code 1 if one of them fails. Needs
# root, debootstrap and Debian's archive (MIRROR). --keep keeps the fresh Debian, unused, in FOLDER for the next time.
set -euo pipefail
umask 022
cd "$(dirname "$0")/../.."
byline=target/release/byline keep=
while [ $# -gt 0 ]; do
    case $1 in
    --keep) keep=$2 && shift ;;
    *) byline=$1 ;;
    esac
    shift
done
suite=${SUITE:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
mirror=${MIRROR:-http://deb.debian.org/debian}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fresh=${keep:-$work/fresh}
debian=$work/debian
failed=0

# inside PROGRAM ARGUMENTS…: as root in the fresh Debian, with a /proc of its own that goes with the program.
inside() {
    unshare --mount --pid --fork --mount-proc="$debian/proc" \
        chroot "$debian" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}

# reader COMMAND: as an ordinary user, in an empty folder of that user's.
reader() { inside runuser -u reader -- sh -ec "cd /home/reader/news; $1"; }

# step NAME FUNCTION: its result in one line: what the function printed last, or what went wrong.
step() {
    local outcome=ok
    # In a shell of its own, not in a condition: there `set -e` would not hold.
    set +e
    (set -e; "$2") >"$work/printed" 2>&1
    [ $? = 0 ] || { outcome=FAILED failed=1; }
    set -e
    printf '%-7s %-15s %s\n' "$outcome" "$1" "$(tail -n 1 "$work/printed")"
    [ $outcome = ok ] || sed 's/^/        /' "$work/printed" | tail -n 20 >&2
}

# Every file there is, but for what apt and dpkg note down about themselves, and the user's.
files() {
    (cd "$debian" && find . \( -path ./proc -o -path ./home -o -path ./var/cache -o -path ./var/log -o -path ./var/lib/apt \
        -o -path ./var/lib/dpkg -o -path ./tmp \) -prune -o -type d -printf '%p %m\n' -o -printf '%p %m %s %l\n' | sort)
}

package_made() {
    package=$(scripts/deb.sh "$byline" "$work")
    echo "$(basename "$package"), $(($(stat -c %s "$package") / 1000000)) MB; needs $(dpkg-deb -f "$package" Depends)"
}

fresh_debian() {
    if [ ! -d "$fresh" ]; then
        debootstrap --variant=minbase "$suite" "$work/new" "$mirror"
        mv "$work/new" "$fresh"
    fi
    cp -a "$fresh" "$debian"
    cp /etc/resolv.conf "$debian/etc/"
    inside useradd --create-home reader
    inside runuser -u reader -- mkdir /home/reader/news
    install -D -m 644 data/articles/seed-000.txt "$debian/home/reader/news/articles/seed-000.txt"
    files >"$work/before"
    inside dpkg-query --show --showformat '${Package}\n' >"$work/packages"
    echo "Debian $(cat "$debian/etc/debian_version"), $(wc -l <"$work/packages") packages"
}

installed() {
    cp "$work"/byline_*.deb "$debian/tmp/"
    inside apt-get update
    inside sh -c 'apt-get install --yes --no-install-recommends /tmp/byline_*.deb'
    inside dpkg --audit
    others=$(inside dpkg-query --show --showformat '${Package}\n' | comm -13 "$work/packages" - | sed '/^byline$/d' | paste -sd ' ')
    echo "$(inside dpkg-query --show --showformat '${Status}' byline); with it came: ${others:-nothing else}"
}

version() {
    told=$(reader 'byline --version')
    echo "$told"
    [ "$told" = "byline $(dpkg-deb -f "$work"/byline_*.deb Version)" ]
}

built() {
    reader 'byline build articles 2>&1'
    reader 'byline list documents' | grep -c seed-000
    reader 'byline stats' | tr -s ' \n' ' '
}

asked() {
    rows=$(reader "byline query -e 'SELECT ?to { ?korea rdfs:label \"North Korea\" . ?korea rel:send-troops-to ?to }'")
    echo "$rows"
    grep -q Russia <<<"$rows"
}

drawn() {
    reader 'byline draw --to dot >graph.dot'
    head -n 1 "$debian/home/reader/news/graph.dot" | grep '^\(di\)\?graph'
    echo "$(grep -c -- '->' "$debian/home/reader/news/graph.dot") edges"
}

manual() {
    # By the commands that the program tells, not by those that the package was made from.
    commands=$(reader 'byline --help' | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
    for command in '' $commands; do
        page=usr/share/man/man1/byline${command:+-$command}.1.gz
        reader "byline man $command" | cmp - <(gzip -dc "$debian/$page")
    done
    echo "$(wc -w <<<"$commands") commands and byline itself have a page in /usr/share/man/man1, as the program prints it"
}

completions() {
    inside bash -ec '. /usr/share/bash-completion/completions/byline; complete -p byline'
    head -n 1 "$debian/usr/share/zsh/vendor-completions/_byline" | grep -x '#compdef byline'
    grep -q '^complete -c byline' "$debian/usr/share/fish/vendor_completions.d/byline.fish"
    echo "bash (loaded), zsh, fish: where Debian's shells look for them"
}

removed() {
    inside apt-get purge --yes --autoremove byline
    files | diff "$work/before" -
    inside dpkg-query --show --showformat '${Package}\n' | diff "$work/packages" -
    [ -d "$debian/home/reader/news/byline.store" ]
    echo "every file and package as before; what the user made stands"
}

step package package_made
step "fresh Debian" fresh_debian
step install installed
step version version
step build built
step query asked
step "draw --to dot" drawn
step "manual pages" manual
step completions completions
step remove removed
exit $failed
