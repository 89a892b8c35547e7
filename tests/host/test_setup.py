#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""scripts/setup with a fake apt: says what is missing, installs just that, needs root for no more.
Prints TAP."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
import tap  # noqa: E402

# What is installed is in the file `installed`, what was asked of apt in `asked`, the kernels that
# the archive and the cache have are one word each. OFFLINE makes apt fail.
FAKES = {
    'bin/dpkg-query': 'grep -qx "$4" "$S/installed" && echo installed',
    'bin/apt-get': '''echo "$*" >> "$S/asked"
[ -z "${OFFLINE:-}" ] || { echo "E: Could not resolve the archive" >&2; exit 100; }
[ "$2" = update ] && [ -f "$S/newer" ] && mv "$S/newer" "$S/archive"
[ "$2" = install ] || exit 0
shift 4
for package in "$@"; do echo "$package" >> "$S/installed"; done''',
    'bin/sudo': 'echo sudo >> "$S/asked"\nexec "$@"',
    'bin/id': 'echo "${FAKE_UID:-0}"',
    'scripts/kernels': '''case $1 in
fetch) cp "$S/archive" "$S/cache" ;;
list) [ -f "$S/cache" ] && echo "6.12 release kdir image" || echo "6.12 release - -" ;;
esac 2>/dev/null''',
}
PACKAGES = '# build\nclang-22\nmake # both\n\n# boot\nbusybox-static\n'


class Machine:
    """A copy of setup on a machine of fakes."""

    def __init__(self, folder: str, installed: str, **files: str) -> None:
        self.root = pathlib.Path(folder) / f'{len(list(pathlib.Path(folder).iterdir()))}'
        for path, text in FAKES.items():
            self.write(path, f'#!/bin/sh\n{text}\n').chmod(0o755)
        shutil.copy(ROOT / 'scripts/setup', self.root / 'scripts/setup')
        self.write('scripts/packages.txt', PACKAGES)
        self.write('installed', '\n'.join(installed.split()) + '\n')
        for name, text in files.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def setup(self, *arguments: str, **environment: str) -> tuple[int, str]:
        run = subprocess.run([self.root / 'scripts/setup', *arguments], text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env={'S': str(self.root), 'PATH': f'{self.root}/bin:/usr/bin:/bin',
                                  **environment})
        return run.returncode, run.stdout

    def asked(self) -> list[str]:
        path = self.root / 'asked'
        return path.read_text().splitlines() if path.exists() else []


def checking(report: tap.Report, folder: str) -> None:
    bare = Machine(folder, 'make', archive='k')
    status, said = bare.setup('--check')
    report.result(status == 1 and 'missing packages: clang-22 busybox-static' in said
                  and 'Linux 6.12' in said, '--check lists what is missing', said)
    report.result(not bare.asked() and not (bare.root / 'cache').exists(), 'and changes nothing')
    full = Machine(folder, 'make clang-22 busybox-static', cache='k')
    report.result(full.setup('--check') == (0, ''), '--check has nothing to say')
    broken = Machine(folder, 'make clang-22 busybox-static')
    broken.write('scripts/kernels', '#!/bin/sh\necho no archive >&2\nexit 1\n')
    status, said = broken.setup('--check')
    report.result(status == 1 and 'no archive' in said, 'kernels that nobody knows are missing', said)


def installing(report: tap.Report, folder: str) -> None:
    bare = Machine(folder, 'make', archive='k')
    status, said = bare.setup()
    wanted = ['-q update', '-q install -y --no-install-recommends clang-22 busybox-static']
    report.result(status == 0 and bare.asked() == wanted, 'installs what is missing', said)
    report.result((bare.root / 'cache').exists(), 'and fetches the kernels')
    status, said = bare.setup()
    report.result(status == 0 and bare.asked() == wanted and len(said.splitlines()) == 1,
                  'does nothing the second time, in one line', said)
    offline = Machine(folder, 'make', archive='k')
    status, said = offline.setup(OFFLINE='1')
    report.result(status == 1 and 'Could not resolve' in said, 'says why apt failed', said)
    report.result(Machine(folder, 'make').setup('--nonsense')[0] == 2, 'an unknown option')


def as_user(report: tap.Report, folder: str) -> None:
    user = Machine(folder, 'make', archive='k')
    status, _ = user.setup(FAKE_UID='1000')
    report.result(status == 0 and user.asked().count('sudo') == 2, 'a user with sudo')
    alone = Machine(folder, 'make', archive='k')
    (alone.root / 'bin/sudo').unlink()
    for tool in ('dirname', 'sed', 'grep', 'awk', 'env', 'tail', 'cp', 'mv', 'sh'):
        (alone.root / 'bin' / tool).symlink_to(shutil.which(tool) or tool)
    status, said = alone.setup(FAKE_UID='1000', PATH=f'{alone.root}/bin')
    command = 'apt-get update && apt-get install --no-install-recommends clang-22 busybox-static'
    report.result(status == 1 and said.rstrip().endswith(command) and not alone.asked(),
                  'a user without sudo learns what root has to run', said)
    alone.write('installed', 'make\nclang-22\nbusybox-static\n')
    report.result(alone.setup(FAKE_UID='1000', PATH=f'{alone.root}/bin')[0] == 0
                  and not alone.asked(), 'the kernels need no root')


def kernels(report: tap.Report, folder: str) -> None:
    everything = 'make clang-22 busybox-static'
    stale = Machine(folder, everything, newer='k2')
    status, said = stale.setup()
    report.result(status == 0 and stale.asked() == ['-q update'], 'lists out of date', said)
    cached = Machine(folder, everything, cache='k')
    status, said = cached.setup(OFFLINE='1')
    report.result(status == 0 and 'going on' in said, 'offline, the cached kernels will do', said)
    status, said = Machine(folder, everything).setup(OFFLINE='1')
    report.result(status == 1 and 'no stock kernels' in said, 'offline without any', said)


def main() -> int:
    report = tap.Report()
    with tempfile.TemporaryDirectory() as folder:
        for part in (checking, installing, as_user, kernels):
            part(report, folder)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
