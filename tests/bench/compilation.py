# SPDX-License-Identifier: GPL-2.0
"""What checks cost when a module is compiled: the time of the plugin, and text for each kind of check."""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'scripts'))
import kbuild_commands  # noqa: E402
from checks import WITHOUT  # noqa: E402

ROUNDS = 5
PLUGIN = ('-fplugin', '-fpass-plugin=', '-fno-sanitize-merge', '-Rpass=')


class Modules:
    """The C++ of all modules of a build."""

    def __init__(self, out: pathlib.Path, kdir: pathlib.Path) -> None:
        self.build = kbuild_commands.BuildFolder(out, kdir)
        self.commands = [command for command in self.build.cxx
                         if command.source.is_relative_to(ROOT / 'modules')]

    def compile(self, arguments: list[str], source: pathlib.Path, target: str) -> float:
        """Seconds of CPU."""
        before = os.times()
        subprocess.run([*arguments, '-c', '-o', target, str(source)], cwd=self.build.kdir, check=True)
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    def seconds(self, with_plugin: bool) -> float:
        total = 0.0
        for command in self.commands:
            arguments = [word for word in command.arguments
                         if with_plugin or not word.startswith(PLUGIN)]
            total += self.compile(arguments, command.source, '/dev/null')
        return total

    def text(self, more: list[str]) -> dict[str, int]:
        """Bytes of code and constants, with the entries of traps, for each module."""
        sizes: dict[str, int] = {}
        with tempfile.NamedTemporaryFile(suffix='.o') as target:
            for command in self.commands:
                self.compile([*command.arguments, *more], command.source, target.name)
                shown = subprocess.run(['size', target.name], check=True, text=True,
                                       stdout=subprocess.PIPE).stdout.splitlines()[1].split()
                name = command.source.parent.name
                sizes[name] = sizes.get(name, 0) + int(shown[0]) + int(shown[1])
        return sizes

    def plugin_line(self) -> str:
        """Alternately, so that what else the machine does falls on both."""
        rounds = [(self.seconds(True), self.seconds(False)) for _ in range(ROUNDS)]
        ratios = [with_it / without for with_it, without in rounds]
        median = statistics.median(ratios)
        return (f'  with the plugin {statistics.median(r[0] for r in rounds):.2f} s, without '
                f'{statistics.median(r[1] for r in rounds):.2f} s: {median:.3f} '
                f'[{min(ratios):.3f}..{max(ratios):.3f}]')

    def text_table(self) -> list[str]:
        whole = self.text([])
        lines = [f"  {'':<20}{'as built':>10}" + ''.join(f'{"- " + name:>18}' for name in WITHOUT)]
        columns = [self.text(flags) for flags in WITHOUT.values()]
        for module, size in sorted(whole.items()):
            lines.append(f'  {module:<20}{size:>10}' + ''.join(
                f'{f"{column[module]} ({column[module] / size:.2f})":>18}' for column in columns))
        return lines
