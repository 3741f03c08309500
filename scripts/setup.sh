# shellcheck shell=bash
# What ./start and ./check share; both source this file. It installs the missing Debian packages, configures the
# release preset when that is needed, and builds. A second run finds everything in place and touches no network.

lab_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
lab_build_dir=$lab_root/build/release

lab_say() { printf '%s\n' "$*" >&2; }
lab_fail() {
    lab_say "${0##*/}: $*"
    exit 1
}

# Prints the packages of the list that are not installed.
lab_missing_packages() {
    local wanted installed
    wanted=$(sed 's/#.*//' "$lab_root/scripts/packages.txt" | tr -s ' \t' '\n' | sed '/^$/d' | sort -u)
    # dpkg-query fails when it has never heard of one of them; what it prints is right all the same.
    # shellcheck disable=SC2086  # one argument a package
    installed=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null || true; } |
        sed -n 's/^installed //p' | sort -u)
    comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

lab_install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        lab_say "This is not a Debian system: the packages of scripts/packages.txt are taken to be installed."
        return
    fi
    local missing as_root=() apt
    missing=$(lab_missing_packages) || lab_fail "the list of missing packages could not be made."
    mapfile -t missing < <(printf '%s' "$missing")
    [ ${#missing[@]} -eq 0 ] && return

    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            lab_fail "these packages are missing: ${missing[*]}. Run this script as root, or install sudo."
        as_root=(sudo)
    fi
    apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    lab_say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    "${apt[@]}" update >&2 </dev/null || lab_fail "apt-get update failed; see its message above."
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2 </dev/null ||
        lab_fail "apt-get could not install the packages; see its message above."
}

# Ninja repeats the configuration by itself when a CMakeLists.txt changes; presets and a moved folder it cannot see.
lab_configure() {
    local ninja_file=$lab_build_dir/build.ninja cache=$lab_build_dir/CMakeCache.txt fresh=()
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$lab_root" "$cache"; then
        fresh=(--fresh)
    elif [ -f "$ninja_file" ] && [ "$ninja_file" -nt "$lab_root/CMakePresets.json" ]; then
        return
    fi
    (cd "$lab_root" && cmake --preset release "${fresh[@]}") >&2 || lab_fail "the configuration failed; see above."
}

# lab_build TARGET…: everything that these targets need, on all cores.
lab_build() {
    cmake --build "$lab_build_dir" --parallel "$(nproc)" --target "$@" >&2 || lab_fail "the build failed; see above."
}
