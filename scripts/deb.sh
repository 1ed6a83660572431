#!/usr/bin/env bash
# Makes a Debian package of a built Byline: scripts/deb.sh [BYLINE] [FOLDER]
# BYLINE is the program (default: target/release/byline), FOLDER where the package goes (default: target). Prints its name.
set -euo pipefail
umask 022
cd "$(dirname "$0")/.."
byline=$(realpath "${1:-target/release/byline}")
folder=${2:-target}
version=$("$byline" --version | cut -d' ' -f2)
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
# The package's own `/`: mktemp's folder is its owner's alone.
chmod 755 "$root"
trap 'rm -rf "$root"' EXIT
scripts/install.sh "$root/usr" "$byline"
documents=$root/usr/share/doc/byline
mkdir -p "$documents" "$root/DEBIAN"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$documents"
cat LICENSE data/model/README.md >"$documents/copyright"
# What the program is linked with, and the packages that have it.
mkdir -p "$root/debian"
touch "$root/debian/control"
libraries=$(cd "$root" && dpkg-shlibdeps -O --ignore-missing-info usr/bin/byline 2>/dev/null | sed -n 's/^shlibs:Depends=//p' || true)
rm -r "$root/debian"
cat >"$root/DEBIAN/control" <<END
Package: byline
Version: $version
Architecture: $architecture
Maintainer: The Byline project
Depends: ${libraries:-libc6}
Recommends: graphviz
Section: text
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Description: reads English news into a knowledge graph of claims
 Byline reads articles offline with a neural model of its own, and keeps who
 said what, how surely, and where it stands, as RDF that can be asked in SPARQL.
END
package=$folder/byline_${version}_$architecture.deb
# Times of the last commit: the same sources give the same package.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0) dpkg-deb --root-owner-group -Zgzip --build "$root" "$package" >/dev/null
echo "$package"
