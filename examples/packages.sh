# packages.sh: finds and installs what a script needs; sourced, not run.
#
#   need TOOL_OR_PC...   names from the table below; installs what is missing
#
# Knows apt, dnf, apk, pacman and brew. Where it cannot install, it says what is
# missing and by which names the packages go.

pc_exists() { command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "$1"; }

present() {
    case $1 in
    cc) command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1 ;;
    pkg-config) command -v pkg-config >/dev/null 2>&1 ;;
    cjson) pc_exists libcjson ;;
    cmocka) pc_exists cmocka ;;
    yaml) pc_exists yaml-0.1 ;;
    clang-rt) have_fuzzer_runtime ;;
    jsonschema) "${PYTHON:-python3}" -c 'import jsonschema' >/dev/null 2>&1 || /usr/bin/python3 -c 'import jsonschema' >/dev/null 2>&1 ;;
    pytest) "${PYTHON:-python3}" -c 'import pytest' >/dev/null 2>&1 || /usr/bin/python3 -c 'import pytest' >/dev/null 2>&1 ;;
    mesonpy) /usr/bin/python3 -c 'import mesonpy, build' >/dev/null 2>&1 ;;
    cffi) /usr/bin/python3 -c 'import cffi' >/dev/null 2>&1 ;;
    locales) locale -a 2>/dev/null | grep -qi '^de_DE' || command -v localedef >/dev/null 2>&1 ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

have_fuzzer_runtime() {
    command -v clang >/dev/null 2>&1 &&
        [ -e "$(clang -print-file-name=libclang_rt.asan-x86_64.a 2>/dev/null)" -o \
          -e "$(clang --print-resource-dir 2>/dev/null)/lib/linux/libclang_rt.asan-$(uname -m).a" ]
}

# Package names, in the order apt dnf apk pacman brew; - where there is none.
package_name() {
    case $1 in
    cc)         set -- gcc gcc build-base gcc - ;;
    gcc)        set -- gcc gcc gcc gcc - ;;
    clang)      set -- clang clang clang clang llvm ;;
    clang-rt)   set -- libclang-rt-14-dev compiler-rt compiler-rt compiler-rt - ;;
    meson)      set -- meson meson meson meson meson ;;
    ninja)      set -- ninja-build ninja-build ninja ninja ninja ;;
    pkg-config) set -- pkg-config pkgconf-pkg-config pkgconf pkgconf pkg-config ;;
    cjson)      set -- libcjson-dev cjson-devel cjson-dev cjson cjson ;;
    cmocka)     set -- libcmocka-dev libcmocka-devel cmocka-dev cmocka cmocka ;;
    yaml)       set -- libyaml-dev libyaml-devel yaml-dev libyaml libyaml ;;
    python3)    set -- python3 python3 python3 python python ;;
    valgrind)   set -- valgrind valgrind valgrind valgrind - ;;
    jsonschema) set -- python3-jsonschema python3-jsonschema py3-jsonschema python-jsonschema - ;;
    locales)    set -- locales glibc-langpack-de - - - ;;
    abidiff)    set -- abigail-tools libabigail - libabigail - ;;
    pytest)     set -- python3-pytest python3-pytest py3-pytest python-pytest pytest ;;
    mesonpy)    set -- "python3-mesonpy python3-build python3-venv" python3-meson-python py3-meson-python meson-python - ;;
    cffi)       set -- python3-cffi python3-cffi py3-cffi python-cffi - ;;
    *)          set -- "$1" "$1" "$1" "$1" "$1" ;;
    esac
    eval "echo \${$manager}"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo "$@"; else return 1; fi
}

install_packages() {
    case $manager in
    1) as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
       as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" ;;
    2) as_root dnf install -y -q "$@" ;;
    3) as_root apk add --no-progress "$@" ;;
    4) as_root pacman -Sy --noconfirm --needed "$@" ;;
    5) brew install "$@" ;;
    esac
}

find_manager() {
    manager=0
    for entry in 1:apt-get 2:dnf 3:apk 4:pacman 5:brew; do
        if command -v "${entry#*:}" >/dev/null 2>&1; then manager=${entry%%:*}; return; fi
    done
}

# Installs every missing name; returns 1 when one stays missing.
need() {
    missing=
    for name in "$@"; do present "$name" || missing="$missing $name"; done
    [ -z "$missing" ] && return 0
    find_manager
    if [ "$manager" = 0 ]; then
        echo "Missing:$missing. No known package manager (apt, dnf, apk, pacman, brew) was found; please install them by hand." >&2
        return 1
    fi
    packages=
    for name in $missing; do
        package=$(package_name "$name")
        [ "$package" = - ] || packages="$packages $package"
    done
    echo "Installing:$packages" >&2
    # shellcheck disable=SC2086 # a list of names
    if ! install_packages $packages >&2; then
        echo "Could not install$packages (no rights, or no network?). Please install them and run this again." >&2
    fi
    for name in $missing; do
        present "$name" || { echo "Still missing: $name" >&2; return 1; }
    done
}
