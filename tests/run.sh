#!/bin/sh
# Every test on a machine that has no more than a shell and git: gcc and clang,
# with and without ASan and UBSan, the thread sanitizer. Ends with the line
# "N passed, N failed, N skipped". Usage: sh tests/run.sh [gcc|clang|asan|tsan]...
set -u
cd "$(dirname "$0")/.." || exit 1
. examples/packages.sh

need cc gcc clang clang-rt pkg-config python3 meson ninja cjson cmocka yaml valgrind jsonschema locales abidiff ||
    echo "Some tools are missing: what needs them is skipped or fails below." >&2
# Asked for apart: a system without one of these still gets the rest.
for tool in pytest mesonpy cffi mypy; do need "$tool" || true; done

root=${OPENNESS_BUILD:-build}/tests
mkdir -p "$root"
[ $# -gt 0 ] || set -- gcc clang asan tsan

configure() { # name compiler options...
    name=$1 compiler=$2
    shift 2
    [ -f "$root/$name/build.ninja" ] ||
        CC=$compiler meson setup "$root/$name" -Dwerror=true "$@" >"$root/$name.log" 2>&1
}

logs=
broken=0
for name in "$@"; do
    case $name in
    gcc) configure gcc gcc ;;
    clang) configure clang clang ;;
    asan) configure asan clang -Db_sanitize=address,undefined -Db_lundef=false ;;
    tsan) configure tsan clang -Db_sanitize=thread -Db_lundef=false ;;
    *) echo "run.sh: no build '$name'" >&2; exit 1 ;;
    esac
    if [ ! -f "$root/$name/build.ninja" ] || ! ninja -C "$root/$name" >>"$root/$name.log" 2>&1; then
        echo "== $name: does not build =="
        tail -n 40 "$root/$name.log"
        broken=$((broken + 1))
        continue
    fi
    echo "== $name =="
    suites=
    [ "$name" = tsan ] && suites='--suite thread'
    # shellcheck disable=SC2086 # zero or two words
    meson test -C "$root/$name" --no-rebuild --print-errorlogs $suites 2>&1 | grep -vE '^(ninja|Ok:|Expected Fail:|Fail:|Unexpected Pass:|Skipped:|Timeout:|Full log)' | tail -n 200
    logs="$logs $root/$name/meson-logs/testlog.json"
done

# shellcheck disable=SC2086 # a list of files
python3 tests/count.py "$broken" $logs
