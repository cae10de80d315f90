#!/bin/sh
# Builds the library and scores the built-in releases, on a machine that has
# no more than a shell and git. Usage: sh examples/quickstart.sh
set -eu
cd "$(dirname "$0")/.."
. examples/packages.sh

need cc pkg-config python3 meson ninja cjson || exit 1
need yaml || echo "Without libyaml the build reads no YAML; all else works." >&2

build=${OPENNESS_BUILD:-build}
if [ ! -f "$build/build.ninja" ]; then
    meson setup "$build" -Dtests=disabled >"/tmp/openness-setup.$$" 2>&1 ||
        { cat "/tmp/openness-setup.$$"; rm -f "/tmp/openness-setup.$$"; exit 1; }
    rm -f "/tmp/openness-setup.$$"
fi
ninja -C "$build" >"$build/quickstart.log" 2>&1 || { cat "$build/quickstart.log"; exit 1; }

openness=$build/examples/openness
echo "\$ openness score openai/gpt-oss-120b"
"$openness" score openai/gpt-oss-120b
echo
echo "\$ openness compare"
"$openness" compare
echo
echo "The command is $openness; next: $openness --help"
