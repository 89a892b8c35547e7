# SPDX-License-Identifier: GPL-2.0
"""Kernels for tests, built from the packaged source: one for each qemu/kernels/NAME.config.

A kernel's folder in the cache has its headers, image and symbols, and is named after all that they
were made from: the source's version, the compiler, the configuration and this file.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from debian_kernels import KernelError, command

SERIES = "6.12"
SOURCE = Path(f"/usr/src/linux-source-{SERIES}.tar.xz")
FRAGMENTS = Path(__file__).resolve().parent.parent / "qemu/kernels"
COMPILER = "gcc-12"
# What is left of the tree when the kernel is built: what modules are built with, what boots, the
# symbols for gdb, and KUnit's parser.
KEPT = (
    "Makefile", ".config", "Module.symvers", "System.map", "vmlinux", "include", "scripts",
    "arch/x86/Makefile*", "arch/x86/include", "arch/x86/boot/bzImage", "tools/objtool/objtool",
    "tools/testing/kunit",
)  # fmt: skip


def names() -> list[str]:
    return sorted(path.stem for path in FRAGMENTS.glob("*.config") if path.stem != "base")


def fragments(name: str) -> list[Path]:
    return [FRAGMENTS / "base.config", FRAGMENTS / f"{name}.config"]


def inputs(name: str) -> list[Path]:
    return [FRAGMENTS / "Kconfig", *fragments(name)]


def folder_name(name: str) -> str:
    version = command("dpkg-query", "-W", "-f", "${Version}", f"linux-source-{SERIES}", COMPILER)
    key = hashlib.sha256(version.encode() + Path(__file__).read_bytes())
    for path in inputs(name):
        key.update(path.read_bytes())
    return f"test-{name}-{key.hexdigest()[:16]}"


def release(kdir: Path) -> str:
    return (kdir / "include/config/kernel.release").read_text(encoding="ascii").strip()


class Build:
    """A tree of the kernel's source, on its way to a kernel."""

    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self._log = tree / "build.log"

    def _run(self, *argv: str) -> None:
        with open(self._log, "a", encoding="utf-8") as log:
            done = subprocess.run(argv, cwd=self._tree, stdout=log, stderr=log, check=False,
                                  stdin=subprocess.DEVNULL, env=os.environ | {"ARCH": "x86"})
        if done.returncode:
            tail = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
            raise KernelError("\n".join([f"'{' '.join(argv)}' failed:", *tail]))

    def _make(self, *targets: str) -> None:
        compiler = [f"CC=ccache {COMPILER}"] if shutil.which("ccache") else []
        # A make that asked for this kernel has options of its own, which are not for this one.
        self._run("env", "-u", "MAKEFLAGS", "-u", "MFLAGS", "-u", "MAKELEVEL", "make", f"-j{os.cpu_count()}",
                  *compiler, "KBUILD_BUILD_TIMESTAMP=@0", "KBUILD_BUILD_USER=kcxx",
                  "KBUILD_BUILD_HOST=kcxx", *targets)

    def unpack(self) -> None:
        self._tree.mkdir()
        self._run("tar", "-xf", str(SOURCE), "--strip-components=1")
        # Modules are to be compiled as the kernel was, by who does not know how that was.
        makefile = self._tree / "Makefile"
        text = makefile.read_text(encoding="utf-8")
        makefile.write_text(text.replace("$(CROSS_COMPILE)gcc\n", f"{COMPILER}\n"), encoding="utf-8")
        with open(self._tree / "Kconfig", "ab") as kconfig:
            kconfig.write(b"\n" + (FRAGMENTS / "Kconfig").read_bytes())

    def configure(self, wanted: list[Path]) -> None:
        self._make("tinyconfig")
        self._run("scripts/kconfig/merge_config.sh", "-m", "-Q", ".config", *map(str, wanted))
        self._make("olddefconfig")
        got = set((self._tree / ".config").read_text(encoding="ascii").splitlines())
        lost = [line for path in wanted for line in path.read_text(encoding="ascii").splitlines()
                if re.match(r"(# )?CONFIG_", line) and not taken(line, got)]
        if lost:
            raise KernelError(f"the kernel's Kconfig does not accept: {', '.join(lost)}")

    def compile(self) -> None:
        self._make("bzImage", "modules")

    def prune(self) -> None:
        kept = {path for pattern in KEPT for path in self._tree.glob(pattern)}
        remove_others(self._tree, kept, {parent for path in kept for parent in path.parents})


def remove_others(folder: Path, kept: set[Path], above: set[Path]) -> None:
    """Removes what is neither kept nor above what is."""
    for path in folder.iterdir():
        if path in above:
            remove_others(path, kept, above)
        elif path not in kept:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def taken(line: str, config: set[str]) -> bool:
    """Whether a line of a fragment is in the configuration; what is off may not be there at all."""
    off = re.fullmatch(r"# (CONFIG_\w+) is not set", line)
    return not any(l.startswith(f"{off[1]}=") for l in config) if off else line in config


def make(name: str, folder: Path) -> None:
    """Builds a kernel in a folder, as its subfolder `kdir`."""
    if not SOURCE.exists():
        raise KernelError(f"{SOURCE} is not installed: run scripts/setup")
    print(f"kernels: building the {name} kernel (about {1200 // (os.cpu_count() or 1) // 60} minutes)",
          file=sys.stderr, flush=True)
    build = Build(folder / "kdir")
    build.unpack()
    build.configure(fragments(name))
    build.compile()
    build.prune()
