# SPDX-License-Identifier: GPL-2.0
"""What the package archive says about stock kernels, and how to unpack one.

Everything here works as any user: packages are downloaded and unpacked, never installed. That is
on purpose. The 6.12 header package depends on the kernel image, so installing it would also put
that kernel, an initramfs and a boot entry into the user's /boot.
"""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

SERIES = ("6.1", "6.12")
FLAVOURS = {"generic": "amd64", "cloud": "cloud-amd64", "rt": "rt-amd64"}


class KernelError(Exception):
    """A message for the user, who can act on it."""


class Kernel(NamedTuple):
    """A kernel of the distribution: its uname -r, and the version of its packages."""

    release: str
    version: str

    @property
    def headers(self) -> str:
        return f"linux-headers-{self.release}"


def command(*argv: str, cwd: Path | None = None) -> str:
    try:
        done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise KernelError(f"'{argv[0]}' not found: this needs Debian's package tools") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise KernelError(f"'{' '.join(argv)}' failed: {lines[-1]}")
    return done.stdout


def release_pattern(series: str, flavour: str) -> re.Pattern[str]:
    """Matches uname -r of a series and flavour: 6.1.0-56-amd64, 6.12.117+deb12-cloud-amd64."""
    return re.compile(
        rf"{re.escape(series)}\.[0-9][0-9a-z.+]*(?:-[0-9]+)?-{re.escape(FLAVOURS[flavour])}"
    )


def release_key(release: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", release)]


def releases_in(names: str, series: str, flavour: str) -> list[str]:
    """The releases that have header packages in apt's list of package names, newest first."""
    pattern = release_pattern(series, flavour)
    prefix = "linux-headers-"
    found = {name.removeprefix(prefix) for name in names.split() if name.startswith(prefix)}
    return sorted(filter(pattern.fullmatch, found), key=release_key, reverse=True)


def package_fields(name: str, wanted: str = "") -> dict[str, str]:
    """The control fields of a package, or an empty dict if the archive does not have it.

    A name alone is no proof that a package can be had: apt also lists what others merely mention.
    """
    try:
        text = command("apt-cache", "show", "--no-all-versions", f"{name}={wanted}" if wanted else name)
    except KernelError:
        return {}
    fields = dict(line.split(": ", 1) for line in text.splitlines() if re.match(r"[A-Z][^ ]*: ", line))
    return fields if fields.get("Filename") else {}


def newest_kernel(series: str, flavour: str) -> Kernel:
    """The newest kernel of a series whose headers and image are both in the archive."""
    names = command("apt-cache", "pkgnames", f"linux-headers-{series}.")
    for release in releases_in(names, series, flavour):
        version = package_fields(f"linux-headers-{release}").get("Version")
        if version and image_package(Kernel(release, version)):
            return Kernel(release, version)
    raise KernelError(
        f"apt knows no linux-headers-{series}.*-{FLAVOURS[flavour]} package: run scripts/setup, and "
        "if that does not help, add Debian 12's main and security archives to apt's sources"
    )


def image_package(kernel: Kernel) -> str | None:
    """The image of exactly this version; the unsigned one appears some hours before the signed."""
    for name in (f"linux-image-{kernel.release}", f"linux-image-{kernel.release}-unsigned"):
        if package_fields(name, kernel.version):
            return name
    return None


def header_packages(kernel: Kernel) -> list[str]:
    """A kernel's header package, and those of its parts that carry headers and kbuild."""
    depends = package_fields(kernel.headers, kernel.version).get("Depends", "")
    parts = re.findall(r"\b(?:linux-headers-\S+-common\S*|linux-kbuild-\S+?)(?=[ ,]|$)", depends)
    return [kernel.headers, *dict.fromkeys(parts)]


def unpack(packages: list[str], version: str, folder: Path) -> None:
    """Downloads packages and unpacks them into a folder."""
    for name in packages:
        # The sandbox user of apt cannot write here when root runs this; nobody else has one.
        command("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", f"{name}={version}", cwd=folder)
    for package in folder.glob("*.deb"):
        command("dpkg-deb", "-x", str(package), str(folder))
        package.unlink()


def relocate_headers(kdir: Path) -> None:
    """Makes unpacked headers independent of /usr/src, where their Makefile expects them."""
    makefile = kdir / "Makefile"
    text = makefile.read_text()
    moved = re.sub(
        r"^include /usr/src/(\S+)$",
        r"include $(dir $(lastword $(MAKEFILE_LIST)))../\1",
        text,
        flags=re.MULTILINE,
    )
    if moved == text:
        raise KernelError(f"{makefile} has no line 'include /usr/src/...': unknown header package layout")
    makefile.write_text(moved)
