#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What a build cannot be made of: one clear message each, a status that is not 0, and nothing half
built. Prints TAP."""

import argparse
import pathlib
import sys
import tempfile

from crooked_machine import ROOT, Machine, tap


STOCK = 'build for a stock kernel: make KDIR=$(scripts/kernels kdir 6.12)'


def messages(said: str) -> list[str]:
    """The problems named; a line that is further indented says what to do about one."""
    return [line for line in said.splitlines() if 'kcxx: ' in line and 'kcxx:   ' not in line]


def built(out: pathlib.Path) -> list[str]:
    """What the compilers made."""
    return [str(path) for path in out.rglob('*') if path.suffix in ('.o', '.a', '.bc', '.ko', '.hpp')]


class Trial:
    """Holds make against one mistake after another."""

    def __init__(self, report: tap.Report, machine: Machine) -> None:
        self.report = report
        self.machine = machine

    def judge(self, name: str, run: tuple[int, str], wanted: tuple[str, ...], more: str = '') -> None:
        status, said = run
        problems = messages(said)
        good = (status != 0 and len(problems) == 1 and all(text in said for text in wanted)
                and 'Traceback' not in said and not more)
        self.report.result(good, name, '' if good else f'wanted once: {wanted}\n{status}: {said}{more}')

    def unavailable(self, name: str, *wanted: str, kdir: object = None, make: tuple[str, ...] = (),
                    **environment: str) -> None:
        """`make cxxavailable` says what is missing, and `make` the same before it begins."""
        kdir = self.machine.real_kdir if kdir is None else kdir
        arguments = [f'KDIR={kdir}'] if kdir else []
        asked = self.machine.run('make', 'cxxavailable', *arguments, *make, **environment)
        self.judge(f'{name}: make cxxavailable', asked, wanted)
        out = self.machine.new('out')
        tried = self.machine.run('make', f'O={out}', *arguments, *make, **environment)
        same = messages(tried[1]) == messages(asked[1])
        self.judge(f'{name}: make', tried, wanted, '' if same and not out.exists() else
                   f'\nnot the same: {asked[1]}' if not same else f'\nmade {out}')

    def refused(self, name: str, *wanted: str, tree: pathlib.Path = ROOT, make: tuple[str, ...] = ()
                ) -> None:
        """`make` ends before it compiles anything."""
        out = self.machine.new('out')
        run = self.machine.run('make', f'O={out}', f'KDIR={self.machine.real_kdir}', *make, tree=tree)
        self.judge(name, run, wanted, ' '.join(built(out)))

    def available(self, name: str, **environment: str) -> None:
        """The controls: with nothing amiss, the same ways of asking get a yes."""
        kdir = environment.pop('kdir', self.machine.real_kdir)
        status, said = self.machine.run('make', 'cxxavailable', f'KDIR={kdir}', **environment)
        good = status == 0 and said.endswith('C++ modules can be built.\n') and not messages(said)
        self.report.result(good, f'nothing amiss: {name}', '' if good else said)


def controls(trial: Trial, machine: Machine) -> None:
    trial.available('the real machine')
    trial.available('a PATH of links', PATH=machine.path_without())
    trial.available('a fake compiler that is good', PATH=machine.path_with('clang++-22', 'exec $real "$@"'))
    trial.available('a copy of the headers', kdir=str(machine.kdir()))
    trial.available('a newer kernel', kdir=str(machine.kdir_of_release('6.18.3-1-amd64')))


def kernel_headers(trial: Trial, machine: Machine) -> None:
    empty, file = machine.new('empty'), machine.new('file')
    empty.mkdir()
    file.touch()
    for name, kdir in (('missing', machine.new('nowhere')), ('a file', file)):
        trial.unavailable(f'KDIR is {name}', f'KDIR={kdir}: there is no such folder',
                          'scripts/kernels kdir', kdir=kdir)
    trial.unavailable('KDIR is another folder', f'KDIR={empty} is no folder to build', 'scripts/kernels kdir',
                      kdir=empty)
    trial.unavailable('the running kernel has no headers', 'the running kernel, 9.9.9-none, are not installed',
                      'install linux-headers-9.9.9-none', kdir='',
                      PATH=machine.path_with('uname', '[ "$*" = -r ] && echo 9.9.9-none || exec $real "$@"'))
    for lacking in ('include/config/auto.conf', 'include/generated/autoconf.h',
                    'include/generated/utsrelease.h', 'Module.symvers'):
        trial.unavailable(f'no {lacking}', f'is incomplete, it lacks: {lacking}\n', 'install its headers again',
                          kdir=machine.kdir((lacking,)))
    alone = machine.kdir()
    (alone / 'Makefile').write_text('include /no/linux-headers-common/Makefile\n')
    trial.unavailable('headers without those they include', 'is incomplete: ', '/no/linux-headers-common/Makefile',
                      'with all they depend on', kdir=alone)


def kernels(trial: Trial, machine: Machine) -> None:
    for option in ('CFI_CLANG', 'LTO_CLANG', 'SHADOW_CALL_STACK', 'RANDSTRUCT', 'GCC_PLUGIN_RANDSTRUCT'):
        trial.unavailable(f'CONFIG_{option}', f'is built with CONFIG_{option}, which C++ objects cannot follow', STOCK,
                          kdir=machine.kdir(**{option: 'y'}))
    trial.unavailable('compiled by clang', 'is compiled by clang (Debian clang version 14.0.6)', STOCK,
                      kdir=machine.kdir(CC_IS_GCC='', CC_IS_CLANG='y',
                                        CC_VERSION_TEXT='"Debian clang version 14.0.6"'))
    trial.unavailable("the kernel's compiler is missing", 'is compiled by gcc-99, which is not installed',
                      'install gcc-99', kdir=machine.kdir(CC_VERSION_TEXT='"gcc-99 (Debian 99.1.0-1) 99.1.0"'))
    trial.unavailable('another architecture', 'is not an x86-64 kernel', STOCK, kdir=machine.kdir(X86_64='', ARM64='y'))
    trial.unavailable('no modules', 'is built without support for modules', STOCK, kdir=machine.kdir(MODULES=''))
    for release in ('5.10.0-30-amd64', '6.0.12', '4.19.0-27-amd64'):
        trial.unavailable(f'Linux {release}', f'Linux {release} is too old: kcxx needs 6.1 or newer', STOCK,
                          kdir=machine.kdir_of_release(release))


def compilers(trial: Trial, machine: Machine) -> None:
    old = '[ "$*" = -dumpversion ] && echo 19.1.7 || exec $real "$@"'
    trial.unavailable('clang is too old', 'clang++-22 is clang 19.1.7, which is too old: kcxx needs 22 or newer',
                      'install clang-22', PATH=machine.path_with('clang++-22', old))
    other = pathlib.Path(machine.path_with('clang++-19', old.replace('$real', 'clang++-22')).split(':')[0])
    trial.unavailable('KCXX is too old', f'{other}/clang++-19 is clang 19.1.7, which is too old',
                      make=(f'KCXX={other}/clang++-19',))
    trial.unavailable('no clang', 'the C++ compiler clang++-22 is not installed', 'install clang-22',
                      PATH=machine.path_without('clang++-22'))
    trial.unavailable('KCXX is misspelt', 'the C++ compiler clnag++ is not installed', make=('KCXX=clnag++',))
    trial.unavailable('KCXX is gcc', 'gcc is not clang', make=('KCXX=gcc',))
    trial.unavailable('KCXX is two programs', 'more than one program', 'KCXX_CCACHE=ccache',
                      make=('KCXX=ccache clang++-22',))
    trial.unavailable('no clang for C', 'clang-22, the C compiler beside clang++-22, is not installed',
                      PATH=machine.path_without('clang-22'))
    trial.unavailable('no headers of libc++', 'the headers of libc++ for clang++-22 are not installed',
                      'install libc++-22-dev', PATH=machine.path_with(
                          'clang++-22', '[ "$*" = -print-resource-dir ] && echo /no/lib/clang/22 || exec $real "$@"'))
    package = machine.new('python') / 'clang'
    package.mkdir(parents=True)
    (package / '__init__.py').touch()
    trial.unavailable('no libclang for python', "python's libclang is not installed", 'install python3-clang-22',
                      PYTHONPATH=str(package.parent))


def helpers(trial: Trial, machine: Machine) -> None:
    for word in ('inlined', 'OOL'):
        trial.unavailable(f'KCXX_HELPERS={word}', f'KCXX_HELPERS={word}: helpers are called (ool) or inlined (inline)',
                          make=(f'KCXX_HELPERS={word}',))
    for tool in ('llvm-link', 'opt', 'llvm-nm'):
        path = machine.path_without(f'{tool}-22')
        trial.unavailable(f'no {tool}', f'{tool}-22 is not installed', 'install llvm-22',
                          make=('KCXX_HELPERS=inline',), PATH=path)
        status, said = machine.run('make', 'cxxavailable', f'KDIR={machine.real_kdir}', PATH=path)
        trial.report.result(status == 0, f'nothing amiss: no {tool} where helpers are called',
                            '' if status == 0 else said)
    out = machine.new('out')
    out.mkdir()
    (out / 'Kbuild').write_text(f'kcxx-src := {ROOT}\ninclude $(kcxx-src)/Kbuild\n')
    run = machine.run('make', '-C', machine.real_kdir, f'M={out}', 'KCXX_HELPERS=inlined')
    trial.judge('KCXX_HELPERS, asked of kbuild', run, ('KCXX_HELPERS=inlined: helpers are',), ' '.join(built(out)))


def folders(trial: Trial, machine: Machine) -> None:
    for name, folder, files, wanted in (
            ('a misspelt folder', 'modules/helo', {}, 'modules/helo, but there is no such folder'),
            ('a file for a folder', 'modules/hello/hello.cpp', {},
             'modules/hello/hello.cpp, but there is no such folder'),
            ('no sources', 'modules/empty', {'notes.txt': ''}, 'modules/empty, a folder without a .cpp or .c file'),
            ('C without its main file', 'modules/other', {'a.c': ''}, 'modules/other, a folder of C without other.c'),
            ("C in the place of the module's object", 'modules/same', {'same.c': '', 'same.cpp': ''},
             'modules/same, whose same.c would be the module itself'),
            ('a name that no module has', 'modules/two-parts', {'a.cpp': ''}, 'modules/two-parts, but a module has'),
            ('a name twice', 'modules/more/hello', {'a.cpp': ''},
             'modules/hello modules/more/hello, but a kernel has one module of a name')):
        tree = machine.tree()
        for file, text in files.items():
            (tree / folder).mkdir(parents=True, exist_ok=True)
            (tree / folder / file).write_text(text)
        kbuild = tree / 'Kbuild'
        kbuild.write_text(kbuild.read_text().replace('cxx-modules :=', f'cxx-modules := {folder}', 1))
        names = ' '.join(sorted(wanted.split(',')[0].split()))
        trial.refused(f'Kbuild: {name}', *(names.split()), wanted.split(',', 1)[1], tree=tree)


def arguments(trial: Trial, machine: Machine) -> None:
    trial.refused('flags that clang cannot follow', 'compiled with flags that clang++-22 cannot follow',
                  "unknown argument: '-fno-code-hoisting'", make=('KCFLAGS=-fno-code-hoisting',))
    for flag in ('-fno-sanitize=all', '-Wno-thread-safety', '-w', '-D_LIBCPP_HARDENING_MODE=2', '-fplugin=other.so',
                 '-Xclang'):
        trial.refused(f'a file with {flag}', f'CXXFLAGS_modules/note/note.cpp has {flag}', 'checks stay as they are',
                      make=(f'CXXFLAGS_modules/note/note.cpp=-DFINE=1 -Imodules {flag}',))
    trial.refused('flags of measurements for modules', 'KCXX_BENCH_FLAGS=-fno-sanitize=all', '(KCXX_BENCH=1)',
                  make=('KCXX_BENCH_FLAGS=-fno-sanitize=all',))
    trial.refused('a module that nobody knows', 'KCXX_MODULES names helo, but there is no such module',
                  make=('KCXX_MODULES=note helo',))
    for name in ('O', 'KDIR'):
        run = machine.run('make', f'{name}={machine.folder}/a folder')
        trial.judge(f'a space in {name}', run, ('where a path has a space',))
    nothing = machine.new('out')
    run = machine.run('make', 'modules_install', f'O={nothing}', f'KDIR={machine.real_kdir}')
    trial.judge('nothing to install', run, (f'nothing was built in {nothing}: make modules KDIR=',))
    nothing.mkdir()
    (nothing / 'Kbuild').touch()
    run = machine.run('make', 'clean', f'O={nothing}', 'KDIR=/no/where')
    trial.judge('nothing to clean with', run, (f'cleaning {nothing} needs the headers', 'KDIR=/no/where are none'))


def one_module(trial: Trial, machine: Machine) -> None:
    for name, make, wanted in (
            ('no MODULE', (), 'which module is to be tested? make test-module MODULE=name'),
            ('MODULE is unknown', ('MODULE=nonsense',), "no module 'nonsense' has a test"),
            ('MODULE is a pattern', ('MODULE=*',), "no module '*' has a test"),
            ('KERNEL is unknown', ('MODULE=hello', 'KERNEL=6.9'), 'no such series: 6.9 (there are 6.1, 6.12, kasan, kcsan)')):
        status, said = machine.run('make', 'test-module', *make)
        good = status != 0 and said.count(wanted) == 1 and 'Traceback' not in said and 'CXX' not in said
        trial.report.result(good, f'test-module: {name}', '' if good else f'wanted: {wanted}\n{said}')


def new_module(trial: Trial, machine: Machine) -> None:
    tree = machine.tree()

    def state() -> list[tuple[str, bytes]]:
        return [(str(path), path.read_bytes() if path.is_file() else b'')
                for path in (tree / 'Kbuild', *sorted(tree.glob('modules/**/*')), *sorted(tree.glob('tests/modules/*')))]
    before = state()
    for words, wanted in {
        (): 'usage: ', ('a', 'b'): 'usage: ', ('fine', '--usb'): 'usage: ', ('',): 'usage: ',
        ('Upper',): 'is no module name', ('two-parts',): 'is no module name', ('1st',): 'is no module name',
        ('../evil',): 'is no module name', ('a b',): 'is no module name', ('m' * 52,): 'is too long for a module',
        ('fine\nnot',): 'is no module name', ('naïve',): 'is no module name', ('class',): 'is a word of C++',
        ('kernel',): 'is a word of C++', ('hello',): 'modules/hello is already there',
        ('cxx_export',): 'tests/modules/cxx_export.sh is already there',
    }.items():
        status, said = machine.run(tree / 'scripts/new-module', *words, tree=tree)
        good = status == 2 and said.startswith('new-module: ') and wanted in said and said.count('\n') <= 2
        unchanged = state() == before
        trial.report.result(good and unchanged, f'new-module {" ".join(words)!r}',
                            '' if good and unchanged else f'wanted: {wanted}\n{status}: {said}')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--kernel', default='6.12', help='whose headers are spoilt: 6.1 or 6.12')
    options = parser.parse_args()
    report = tap.Report()
    with tempfile.TemporaryDirectory(prefix='kcxx-test.') as folder:
        machine = Machine(pathlib.Path(folder).resolve(), options.kernel)
        trial = Trial(report, machine)
        for part in (controls, kernel_headers, kernels, compilers, helpers, folders, arguments,
                     one_module, new_module):
            part(trial, machine)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
