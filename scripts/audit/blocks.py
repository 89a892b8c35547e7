# SPDX-License-Identifier: GPL-2.0
"""The unsafe blocks of a tree, as the compiler plugin sees them."""

import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import tempfile

import kbuild_commands


class AuditError(Exception):
    """Something does not compile, or is no audit: says what."""


@dataclasses.dataclass(frozen=True, order=True)
class Block:
    """One unsafe("why") { ... }: `operations` are (rule, what) pairs of all that it covers."""

    file: str
    line: int
    function: str
    reason: str
    operations: tuple[tuple[str, str], ...]
    compiled: bool

    @property
    def part(self) -> str:
        """What a total is made of: a module, or a layer."""
        parts = self.file.split('/')
        return '/'.join(parts[:2]) if parts[0] in ('modules', 'tests') else parts[0]

    @property
    def identity(self) -> tuple[str, str, str]:
        """What stays the same when lines move."""
        return self.file, self.function, self.reason


def without_output(arguments: tuple[str, ...]) -> list[str]:
    """The compilation's flags, for looking alone. -Xclang -disable-llvm-passes is about code."""
    return [word for word in arguments if word != '-disable-llvm-passes']


def blocks_of(build: kbuild_commands.BuildFolder, command: kbuild_commands.Command) -> list[dict]:
    if not any(word.startswith('-fplugin=') for word in command.arguments):
        raise AuditError(f'{build.out} was built without the plugin: scripts/plugin/build says why')
    with tempfile.NamedTemporaryFile(suffix='.json') as file:
        run = subprocess.run([*command.arguments, f'-fplugin-arg-kcxx-audit={file.name}',
                              '-fsyntax-only', str(command.source)], cwd=build.kdir, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if run.returncode:
            raise AuditError(f'{command.source} does not compile:\n{run.stdout}')
        return json.load(file)


def merge(found: list[dict]) -> list[Block]:
    """One for each place, with what all files that include it use there."""
    places: dict[tuple[str, int], dict] = {}
    for block in found:
        place = places.setdefault((block['file'], block['line']),
                                  {**block, 'operations': set(), 'compiled': False})
        place['operations'] |= {(each['rule'], each['what']) for each in block['operations']}
        place['compiled'] |= block['compiled']
    return sorted(Block(**{**place, 'operations': tuple(sorted(place['operations']))})
                  for place in places.values())


def audited(build: kbuild_commands.BuildFolder, modules: list[str]) -> list[kbuild_commands.Command]:
    """What is compiled for these modules, or all. What else tests have built in the folder is nobody's module."""
    folders = [kbuild_commands.ROOT / name for name in ('cxxrt', 'modules', 'tests/modules')]
    commands = [command for command in build.cxx if any(map(command.source.is_relative_to, folders))]
    unknown = set(modules) - {command.source.parent.name for command in commands}
    if unknown:
        raise AuditError(f'{build.out} has no module {" ".join(sorted(unknown))}')
    return [command for command in commands if not modules or command.source.parent.name in modules]


def audit(build: kbuild_commands.BuildFolder, modules: list[str]) -> list[Block]:
    commands = audited(build, modules)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda command: blocks_of(build, command), commands)
        return merge([block for blocks in found for block in blocks])


def load(path: pathlib.Path) -> list[Block]:
    """An audit that was written as JSON."""
    try:
        return merge(json.loads(path.read_text(encoding='utf-8'))['blocks'])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuditError(f'{path} is no audit: {error}') from None


def as_json(blocks: list[Block]) -> str:
    return json.dumps({'blocks': [
        {**dataclasses.asdict(block),
         'operations': [{'rule': rule, 'what': what} for rule, what in block.operations]}
        for block in blocks]}, indent=1) + '\n'
