#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""scripts/kernels against a small archive: which kernel stands for a series, and what is cached.
Prints TAP."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable

sys.dont_write_bytecode = True
from fake_archive import ROOT, Archive  # noqa: E402

sys.path.insert(0, str(ROOT / 'tests'))
import tap  # noqa: E402


def newest(report: tap.Report, archive: Archive) -> None:
    for release in ('6.12.9+deb12-amd64', '6.12.117+deb12-amd64', '6.12.20+deb12-amd64'):
        archive.kernel(release, '1')
    archive.kernel('6.12.200+deb12-cloud-amd64', '1')
    archive.kernel('6.12.300+deb12-rt-amd64', '1')
    archive.kernel('6.12.400+deb12-amd64', '1', image='')
    archive.mention('linux-headers-6.12.500+deb12-amd64')
    archive.kernel('6.1.0-9-amd64', '1')
    archive.kernel('6.1.0-56-amd64', '1')

    def release(series: str, **environment: str) -> str:
        return archive.ask('release', series, **environment).stdout.strip()
    report.result(release('6.12') == '6.12.117+deb12-amd64',
                  'the newest by number, of the generic flavour, with headers and image')
    report.result(release('6.1') == '6.1.0-56-amd64', '6.1 is not 6.12')
    report.result(release('6.12', KCXX_FLAVOUR='cloud') == '6.12.200+deb12-cloud-amd64', 'cloud')
    report.result(archive.ask('list').stdout == '6.1 6.1.0-56-amd64 - -\n'
                  '6.12 6.12.117+deb12-amd64 - -\n', 'a list of kernels that are not fetched yet')
    report.result(not archive.downloads(), 'asking for a release downloads nothing')


def cached(report: tap.Report, archive: Archive) -> None:
    archive.kernel('6.12.9+deb12-amd64', '6.12.9-1~deb12u1')
    kdir = pathlib.Path(archive.ask('kdir', '6.12').stdout.strip())
    report.result(kdir.name == 'linux-headers-6.12.9+deb12-amd64' and kdir.is_dir(), 'headers')
    report.result(not any('image' in name for name in archive.downloads()), 'headers alone')
    moved = archive.cache.rename(archive.cache.with_name('moved cache'))
    make = subprocess.run(['make', '-s', '-C', moved / kdir.relative_to(archive.cache)], text=True,
                          stdout=subprocess.PIPE, check=False)
    report.result(make.stdout == 'common 6.12.9+deb12\n', 'headers work wherever they lie')
    moved.rename(archive.cache)
    image = pathlib.Path(archive.ask('image', '6.12').stdout.strip())
    report.result(image.read_text() == 'image 6.12.9-1~deb12u1\n', 'image')
    modules = pathlib.Path(archive.ask('modules', '6.12').stdout.strip())
    report.result((modules / 'modules.order').exists(), "the kernel's own modules")
    count = len(archive.downloads())
    archive.ask('fetch', '6.12')
    report.result(count == 4 and len(archive.downloads()) == count, 'nothing is downloaded twice')


def moves(report: tap.Report, archive: Archive) -> None:
    archive.kernel('6.12.9+deb12-amd64', '1')
    archive.ask('kdir', '6.12')
    archive.kernel('6.12.10+deb12-amd64', '1', image='linux-image-{}-unsigned')
    release = archive.ask('release', '6.12').stdout
    report.result(release == '6.12.9+deb12-amd64\n', 'the cached kernel stays in use')
    archive.withdraw('linux-image-6.12.9+deb12-amd64', '1')
    gone = archive.ask('image', '6.12')
    report.result(gone.returncode == 1 and 'no longer served' in gone.stderr
                  and 'scripts/kernels fetch' in gone.stderr, 'an image that is gone', gone.stderr)
    archive.ask('fetch', '6.12')
    image = archive.ask('image', '6.12').stdout.strip()
    report.result('6.12.10+deb12' in image and pathlib.Path(image).exists(),
                  'fetch moves to the newest, whose image is not signed yet')


def failures(report: tap.Report, archive: Archive) -> None:
    nothing = archive.ask('release', '6.12')
    report.result(nothing.returncode == 1 and 'run scripts/setup' in nothing.stderr
                  and len(nothing.stderr.splitlines()) == 1, 'an apt without lists', nothing.stderr)
    archive.kernel('6.12.9+deb12-amd64', '1')
    (archive.path / 'linux-kbuild-6.12.9+deb12=1.deb').unlink()
    broken = archive.ask('kdir', '6.12')
    report.result(broken.returncode == 1 and '404' in broken.stderr, 'a failing download')
    report.result(not list(archive.cache.rglob('*.deb')) and not list(archive.cache.rglob('usr')),
                  'and leaves nothing behind')
    for arguments, environment in ((('release', '5.10'), {}), (('list',), {'KCXX_FLAVOUR': 'x'})):
        wrong = archive.ask(*arguments, **environment)
        report.result(wrong.returncode == 1 and len(wrong.stderr.splitlines()) == 1,
                      f'refused: {environment or arguments}', wrong.stderr)


def at_once(report: tap.Report, archive: Archive) -> None:
    archive.kernel('6.12.9+deb12-amd64', '1')
    asking = [subprocess.Popen([ROOT / 'scripts/kernels', 'image', '6.12'], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               env=archive.environment()) for _ in range(4)]
    answers = {process.communicate()[0] for process in asking}
    report.result(len(answers) == 1 and pathlib.Path(answers.pop().strip()).exists(),
                  'four at once get the same image')
    report.result(len(archive.downloads()) == 4, 'and download it once')


def main() -> int:
    report = tap.Report()
    parts: list[Callable[[tap.Report, Archive], None]] = [newest, cached, moves, failures, at_once]
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            part(report, Archive(pathlib.Path(folder)))
    return report.status()


if __name__ == '__main__':
    if not shutil.which('dpkg-deb'):
        sys.exit('test_kernels: dpkg-deb not found')
    sys.exit(main())
