# SPDX-License-Identifier: GPL-2.0
"""Layers: cxxrt <- bindings <- modules, and kernel headers for C alone.

cxxrt includes itself and the standard library (and the kernel's numbers in <asm/errno.h>);
bindings include cxxrt, bindings and the kernel's uapi headers besides; modules include bindings,
the standard library, uapi headers and their own folder, but no other module and no raw binding.
Kernel headers proper are for C of bindings and of modules. Tests may include what they
test. An include in <> of a file of this tree is its path from the root; in "", its path from the
including file.
"""

import re

from check.tree import Tree

INCLUDE = re.compile(r'^\s*#\s*include(?:_next)?\s*([<"])([^>"]+)[>"]')
LAYERS = ('cxxrt', 'bindings', 'modules', 'tests')
KERNEL = re.compile(r'^(linux|asm|asm-generic|uapi|drm|net|rdma|sound|scsi|trace|crypto|kunit)/')
UAPI = re.compile(r'^(linux|asm|asm-generic|drm|rdma|sound|scsi)/')
# Headers of the standard library have no folder, libc++'s own ones start with two underscores.
STANDARD = re.compile(r'^(__\w+/)*\w+(\.h)?$')
GENERATED = ('raw_generated.hpp', 'features.h')


def layer_allows(path: str, kind: str, target: str) -> bool:
    """Whether a file may include `target`, written in angle brackets."""
    layer = path.split('/')[0]
    own = '/'.join(path.split('/')[:2]) + '/'
    generated = target in GENERATED
    standard = bool(STANDARD.match(target)) and not generated
    if layer == 'cxxrt':
        return standard or target.startswith('cxxrt/') or target == 'asm/errno.h'
    if path.startswith('bindings/raw/') and not path.endswith('.hpp'):
        return True
    if layer == 'bindings':
        return (standard or target.startswith(('cxxrt/', 'bindings/')) or bool(UAPI.match(target))
                or kind == 'c' and bool(KERNEL.match(target))
                or generated and path == 'bindings/raw.hpp')
    if layer == 'modules':
        if target.startswith(own):
            return True
        if kind == 'c' and path.endswith('.c'):
            return bool(KERNEL.match(target))
        return (standard or bool(UAPI.match(target)) or target.startswith('bindings/')
                and target != 'bindings/raw.hpp' and not target.startswith('bindings/raw/'))
    return True


def problem(tree: Tree, path: str, quote: str, target: str) -> str | None:
    if quote == '"':
        if '..' in target.split('/'):
            # Kernel C has no include path to the root.
            allowed = path.startswith('tests/') and path.endswith('.c')
            return None if allowed else 'leaves its folder: write the path from the root, in <>'
        here = path.rsplit('/', 1)[0] + '/' + target
        return None if here in tree.files else 'is not a file of this folder'
    if target.split('/')[0] in LAYERS and '/' in target and target not in tree.files:
        return 'is not the path of a file from the root'
    if not layer_allows(path, tree.kind(path), target):
        return 'is not for ' + path.split('/')[0] + '/'
    return None


def check(tree: Tree) -> list[str]:
    problems = []
    for path in tree.of_kind('c++', 'c'):
        if path.split('/')[0] not in LAYERS:
            continue
        for number, line in enumerate(tree.lines(path), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            why = problem(tree, path, *match.groups())
            if why:
                problems.append(f'{path}:{number}: {match.group(2)} {why}')
    return problems
