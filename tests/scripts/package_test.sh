#!/usr/bin/env bash
# The packages: what is in them, that the base package knows nothing of CUDA, and that installed programs work and
# find the module of the other package. Arguments: the build folder, and whether it has the CUDA module (yes or no).
set -euo pipefail
build=$1 cuda=$2
for tool in dpkg-deb dpkg-shlibdeps file; do
    command -v $tool >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "package_test: $*" >&2
    exit 1
}

cpack --config "$build/CPackConfig.cmake" -B "$work" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "cpack failed"; }
base=$(echo "$work"/fastformer-lab_*.deb) module=$(echo "$work"/fastformer-lab-cuda_*.deb)
[ -f "$base" ] || fail "there is no base package"

depends=$(dpkg-deb -f "$base" Depends)
[[ $depends == *libqt6widgets6* && $depends == *libsqlite3-0* ]] || fail "libraries are missing in: $depends"
[[ ! $depends =~ cuda|cublas|nvidia ]] || fail "the base package needs CUDA: $depends"
mkdir "$work/root"
dpkg-deb -x "$base" "$work/root"
for file in bin/fastformer bin/fastformer-lab share/applications/fastformer-lab.desktop \
    share/icons/hicolor/scalable/apps/fastformer-lab.svg share/doc/fastformer-lab/copyright; do
    [ -s "$work/root/usr/$file" ] || fail "the base package lacks usr/$file"
done
for kernels in "$build"/lib/glibc-hwcaps/*; do # of a build that has them for several levels of the processor
    [ ! -d "$kernels" ] || [ -s "$work/root/usr/lib/fastformer-lab/glibc-hwcaps/${kernels##*/}/liblab_cpu.so" ] ||
        fail "the kernels for ${kernels##*/} are missing"
done
! readelf -d "$work"/root/usr/bin/* | grep -e cublas -e RUNPATH | grep -qvF '$ORIGIN/../lib/fastformer-lab' ||
    fail "a program of the package needs cuBLAS or libraries of this machine"

# What the installed program says when it is asked for a GPU.
say() {
    env -u FASTFORMER_GPU_MODULE "$work/root/usr/bin/fastformer" train --device cuda --steps 1 --limit 50 \
        --lab "$work/lab.db" 2>&1 || true
}
[[ $(say) == *"install the package fastformer-lab-cuda"* ]] || fail "the program does not say what is missing: $(say)"
env -u DISPLAY QT_QPA_PLATFORM=offscreen "$work/root/usr/bin/fastformer-lab" --help >/dev/null 2>&1 || fail "the window's program does not start"

if [ "$cuda" = yes ]; then
    [ -f "$module" ] || fail "there is no package of the CUDA module"
    [[ $(dpkg-deb -f "$module" Depends) == "fastformer-lab (= $(dpkg-deb -f "$base" Version))" ]] || fail "the module's package does not ask for its program"
    dpkg-deb -x "$module" "$work/root"
    [[ $(say) != *fastformer-lab-cuda* ]] || fail "the program does not find the module of the package"
fi
