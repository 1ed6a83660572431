#!/usr/bin/env bash
# Builds Byline as one file that needs nothing of the system it runs on, not even its C library: scripts/static.sh
# For any Linux of this machine's processor; musl is linked in. The store is one N-Quads file: RocksDB is C++, for which
# Debian has no library made for musl. Prints the program's name.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(uname -m)-unknown-linux-musl
if ! [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
    rustup target add "$target"
fi
# A C compiler for musl, for the few functions of the cryptography behind `push`.
scripts/packages.sh musl-tools
cargo build --release --locked --no-default-features --target "$target"
echo "${CARGO_TARGET_DIR:-target}/$target/release/byline"
