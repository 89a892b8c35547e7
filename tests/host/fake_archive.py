# SPDX-License-Identifier: GPL-2.0
"""A package archive of a few small kernels, with an apt that knows nothing else."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

APT_CACHE = '''#!/bin/sh
case $1 in
pkgnames) cat "$ARCHIVE/names" ;;
show) cat "$ARCHIVE/$3.control" 2>/dev/null || { echo "E: No packages found" >&2; exit 100; } ;;
esac
'''
APT_GET = '''#!/bin/sh
for last in "$@"; do :; done
echo "$last" >> "$ARCHIVE/downloads"
cp "$ARCHIVE/$last.deb" . 2>/dev/null || { echo "E: 404 Not Found: $last" >&2; exit 100; }
'''


class Archive:
    """Packages can be added and withdrawn; `ask` runs scripts/kernels against them."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.path = folder / 'archive'
        self.cache = folder / 'cache'
        self.commands = folder / 'bin'
        for path in (self.path, self.commands):
            path.mkdir()
        (self.path / 'names').touch()
        self.tool('apt-cache', APT_CACHE)
        self.tool('apt-get', APT_GET)

    def tool(self, name: str, text: str) -> None:
        (self.commands / name).write_text(text)
        (self.commands / name).chmod(0o755)

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith('KCXX_')}
        return {**kept, 'PATH': f'{self.commands}:{kept["PATH"]}', 'ARCHIVE': str(self.path),
                'KCXX_CACHE': str(self.cache), **more}

    def mention(self, name: str) -> None:
        with open(self.path / 'names', 'a', encoding='ascii') as names:
            names.write(f'{name}\n')

    def package(self, name: str, version: str, files: dict[str, str], depends: str = '') -> None:
        tree = self.path / 'tree'
        control = f'Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: nobody\n'
        for path, text in {**files, 'DEBIAN/control': control + 'Description: fake\n'}.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text)
        deb = self.path / f'{name}={version}.deb'
        subprocess.run(['dpkg-deb', '--root-owner-group', '-b', tree, deb], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run(['rm', '-r', tree], check=True)
        record = control + f'Depends: {depends}\nFilename: pool/{name}.deb\n'
        for selector in (name, f'{name}={version}'):
            (self.path / f'{selector}.control').write_text(record)
        self.mention(name)

    def kernel(self, release: str, version: str, image: str = 'linux-image-{}') -> None:
        """Headers in their parts, as Debian has them, and an image unless told otherwise."""
        common = release.replace('-amd64', '').replace('-cloud', '')
        headers = f'linux-headers-{release}'
        self.package(headers, version, {
            f'usr/src/{headers}/Makefile': f'include /usr/src/linux-headers-{common}-common/Makefile\n'},
            f'linux-headers-{common}-common (= {version}), linux-image-{release} (= {version}) | '
            f'linux-image-{release}-unsigned (= {version}), linux-kbuild-{common}, gcc-12')
        self.package(f'linux-headers-{common}-common', version, {
            f'usr/src/linux-headers-{common}-common/Makefile': f'all:\n\t@echo common {common}\n'})
        self.package(f'linux-kbuild-{common}', version, {f'usr/lib/linux-kbuild-{common}/x': ''})
        if image:
            self.package(image.format(release), version, {
                f'boot/vmlinuz-{release}': f'image {version}\n',
                f'lib/modules/{release}/modules.order': ''})

    def withdraw(self, name: str, version: str) -> None:
        for path in (f'{name}={version}.deb', f'{name}={version}.control', f'{name}.control'):
            (self.path / path).unlink()

    def downloads(self) -> list[str]:
        path = self.path / 'downloads'
        return path.read_text().split() if path.exists() else []

    def ask(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([ROOT / 'scripts/kernels', *arguments], text=True, check=False,
                              capture_output=True, env=self.environment(**environment))
