# SPDX-License-Identifier: GPL-2.0
"""The guest's root file system: busybox, an init, the modules and the script."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUSYBOX = Path("/bin/busybox")


class GuestError(Exception):
    """Something the guest needs is missing: a message for the user."""


def copy(source: Path, target: Path, what: str) -> None:
    if not source.exists():
        raise GuestError(f"no such {what}: {source}")
    if source.is_dir() and what != "file":
        raise GuestError(f"a folder is no {what}: {source}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def copy_busybox(root: Path) -> None:
    if not BUSYBOX.exists():
        raise GuestError(f"{BUSYBOX} not found: run scripts/setup (package busybox-static)")
    if b"ld-linux" in BUSYBOX.read_bytes()[:8192]:
        raise GuestError(f"{BUSYBOX} is not linked statically: install busybox-static instead of busybox")
    copy(BUSYBOX, root / "bin/busybox", "busybox")


def split_file_option(option: str) -> tuple[Path, Path]:
    host, separator, guest = option.rpartition(":")
    if not separator or not host or not guest.startswith("/"):
        raise GuestError(f"--file {option}: expected HOST:GUEST with an absolute path in the guest")
    return Path(host), Path(guest.lstrip("/"))


def populate(
    root: Path,
    modules: Sequence[Path],
    script: Path | None,
    files: Sequence[str],
    settings: Mapping[str, str],
) -> None:
    for folder in ("dev", "proc", "sys", "etc", "modules"):
        (root / folder).mkdir()
    copy_busybox(root)
    shutil.copy(HERE / "init.sh", root / "init")
    (root / "init").chmod(0o755)
    for program in ("ask-machine", "module-symbols"):
        shutil.copy(HERE / program, root / "bin" / program)
    names = [module.name for module in modules]
    for name in names:
        if names.count(name) > 1:
            raise GuestError(f"two modules named {name}: all of them go to /modules in the guest")
    for module in modules:
        copy(module, root / "modules" / module.name, "module")
    if script:
        copy(script, root / "script", "script")
    for option in files:
        host, guest = split_file_option(option)
        copy(host, root / guest, "file")
    lines = [f"{name}={value}\n" for name, value in settings.items()]
    (root / "etc/kcxx-run").write_text("".join(lines), encoding="ascii")


def pack(root: Path, archive: Path) -> None:
    """Packs the tree without compression: loading it is cheaper than unpacking it in the guest."""
    if not shutil.which("cpio"):
        raise GuestError("cpio not found: run scripts/setup")
    names = ["."]
    for folder, folders, files in os.walk(root):
        names += [os.path.relpath(os.path.join(folder, name), root) for name in sorted(folders + files)]
    with open(archive, "wb") as output:
        subprocess.run(
            ["cpio", "--create", "--null", "--format=newc", "--owner=0:0", "--quiet"],
            input="\0".join(names).encode() + b"\0",
            stdout=output,
            cwd=root,
            check=True,
        )
