#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""What becomes of a module's C++ when it is merged into one object: what the module loader would
silently ignore is refused, each with its message, and so are helpers that were not inlined; names
that kallsyms cannot hold are cut. Compiled as modules are, but without the checks that would have
refused most of it before. Prints TAP."""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from typing import NamedTuple

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / 'scripts'), str(ROOT / 'tests')]
import kbuild_commands  # noqa: E402
import tap  # noqa: E402
from crooked_machine import Machine  # noqa: E402

KBUILD = ROOT / 'scripts/kbuild'
SECTIONS = ('sections the module loader ignores (static constructors, thread_local, exception tables)')
THREAD_LOCAL = 'thread_local is not available in a kernel'
RUN_TIME = ('needs a C++ run-time facility that a kernel has not (guarded static, exception, RTTI)')
NEW = 'plain new, or a std container that allocates (use make_box, make_ref or Vec with GFP_*)'
FLOAT = 'floating point is not available in a kernel'
THUNK = "returns without the kernel's return thunk"
IFUNC = 'resolved by a function that the module loader does not call (ifunc)'


class Case(NamedTuple):
    """Refused with these lines, each `MESSAGE: what it is about` (a regular expression)."""

    name: str
    code: str
    lines: tuple[str, ...]
    flags: tuple[str, ...] = ()


def of(message: str, what: str) -> str:
    return f'{re.escape(message)}: {what}'


# What clang makes itself lacks the kernel's return thunks.
MAKER, WRAPPER = of(THUNK, '<_GLOBAL__sub_I_.*>:'), of(THUNK, '<_ZTW5value>:')
NEEDS = 'int made(); void end(); '
CLASS = 'struct Guard { Guard(); ~Guard(); int value; }; '
REFUSED = (
    Case('a static constructor', NEEDS + 'int value = made();', (of(SECTIONS, r'\.init_array'), MAKER)),
    Case('a static constructor of an old compiler', NEEDS + 'int value = made();', (of(SECTIONS, r'\.ctors'), MAKER),
         ('-fno-use-init-array',)),
    Case('a constructor with a priority', NEEDS + '[[gnu::constructor(200)]] void begin() { made(); }',
         (of(SECTIONS, r'\.init_array\.200'),)),
    Case('a destructor at the end', 'int value; [[gnu::destructor]] void end() { value = 1; }', (of(SECTIONS, r'\.fini_array'),)),
    Case('a section of constructors', 'void f() {} [[gnu::used, gnu::section(".preinit_array")]] '
         'static void (*const early)() = f;', (of(SECTIONS, r'\.preinit_array'),)),
    Case('thread_local, zero', 'thread_local int value; int get() { return value; }',
         (of(SECTIONS, r'\.tbss'), of(THREAD_LOCAL, 'R_X86_64_TPOFF32'), WRAPPER)),
    Case('thread_local with a value', 'thread_local int value = 7; int get() { return value; }',
         (of(SECTIONS, r'\.tdata'), of(THREAD_LOCAL, 'R_X86_64_TPOFF32'), WRAPPER)),
    Case('thread_local of others', 'extern __thread int value; int get() { return value; }',
         (of(THREAD_LOCAL, 'R_X86_64_GOTTPOFF'),)),
    Case('a local static made by code', NEEDS + 'int get() { static int value = made(); return value; }',
         (of(RUN_TIME, '__cxa_guard_acquire __cxa_guard_release'),)),
    Case('a local static to destroy', CLASS + 'int get() { static Guard guard; return guard.value; }',
         (of(RUN_TIME, '__cxa_atexit __cxa_guard_acquire __cxa_guard_release __dso_handle'),),
         ('-fuse-cxa-atexit',)),
    Case('throw', 'void f(int value) { if (value) throw value; }',
         (of(SECTIONS, r'\.eh_frame'), of(RUN_TIME, '_ZTIi __cxa_allocate_exception __cxa_throw'),), ('-fexceptions',)),
    Case('catch', NEEDS + 'int f() { try { return made(); } catch (...) { return 0; } }',
         (of(SECTIONS, r'\.eh_frame \.gcc_except_table'), of(RUN_TIME, '__cxa_begin_catch __gxx_personality_v0')),
         ('-fexceptions',)),
    Case('tables to unwind', NEEDS + 'int f() { return made() + 1; }', (of(SECTIONS, r'\.eh_frame'),),
         ('-fasynchronous-unwind-tables',)),
    Case('RTTI', 'struct Base { virtual ~Base(); }; struct Other : Base { ~Other(); }; Other::~Other() {}',
         (of(RUN_TIME, '_ZTI4Base _ZTVN10__cxxabiv120__si_class_type_infoE'),), ('-frtti',)),
    Case('new', 'int *f() { return new int(7); }', (of(NEW, '_Znwm'),)),
    Case('new of an array', 'int *f(unsigned long n) { return new int[n]; }', (of(NEW, '_Znam'),)),
    Case('new of what is aligned', 'struct alignas(64) Line { int value; }; Line *f() { return new Line; }',
         (of(NEW, '_ZnwmSt11align_val_t'),)),
    Case('double', 'double f(double a, double b) { return a + b; }', (of(FLOAT, '__adddf3'),)),
    Case('float to integer', 'int f(float a) { return static_cast<int>(a * 2); }',
         (of(FLOAT, '__(add|mul)sf3 __fixsfsi|__fixsfsi __(add|mul)sf3'),)),
    Case('integer to double', 'double f(unsigned long a) { return a; }', (of(FLOAT, '__floatundidf'),)),
    Case('a comparison of doubles', 'bool f(double a, double b) { return a < b; }', (of(FLOAT, '__ltdf2'),)),
    Case('a plain return', 'int f(int a) { return a; }', (of(THUNK, '<_Z1fi>:'),), ('-mfunction-return=keep',)),
    Case('ifunc', 'extern "C" { int one() { return 1; } int (*choose())() { return one; } '
         'int get() __attribute__((ifunc("choose"))); int f() { return get(); } }', (of(IFUNC, 'get'),)),
)
ACCEPTED = (
    Case('code, data, and what is empty', 'int a = 1, b; const int c[] = {1, 2}; '
         'const int *f(int i) { return &c[i] + a + b; }', ()),
    Case('templates, virtual functions, a constant static', 'template <class T> struct Box { virtual T get() '
         '{ static const T value{3}; return value; } }; int f() { Box<int> box; return box.get(); }', ()),
    Case('calls of the kernel', 'extern "C" int _printk(const char *, ...); int f() { return _printk("x"); }', ()),
    Case('what C provides for C++', 'extern "C" void kcxx_free(void *); void f(int *p) { kcxx_free(p); }', ()),
)


class Merger:
    def __init__(self, build: kbuild_commands.BuildFolder, folder: pathlib.Path) -> None:
        arguments = build.cxx_arguments()
        self.compiler = [word for word in arguments if not word.startswith(
            ('-W', '-fplugin', '-fpass-plugin', '--warning', '-fsanitize'))]
        self.directory = build.kdir
        self.folder = folder
        self.count = 0

    def compiled(self, code: str, *flags: str) -> pathlib.Path:
        self.count += 1
        source = self.folder / f'{self.count}.cpp'
        source.write_text(code + '\n', encoding='utf-8')
        self.run(*self.compiler, '-w', *flags, '-c', '-o', f'{source}.o', source)
        return pathlib.Path(f'{source}.o')

    def merged(self, code: str, *flags: str) -> pathlib.Path:
        """As kcxx_merge of scripts/kbuild/rules.mk does it."""
        before = self.compiled(code, *flags)
        merged = before.with_suffix('.merged.o')
        self.run('ld', '-m', 'elf_x86_64', '-z', 'noexecstack', '-r', '-X', '--force-group-allocation', '-T',
                 KBUILD / 'merge.lds', '-o', merged, before)
        return merged

    def run(self, *command: object) -> str:
        run = subprocess.run([str(word) for word in command], cwd=self.directory, text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return run.stdout if run.returncode == 0 else sys.exit(f'{command[0]} failed:\n{run.stdout}')


def call(script: str, *arguments: object) -> tuple[int, str]:
    run = subprocess.run(['sh', str(KBUILD / script), *(str(word) for word in arguments)], text=True,
                         check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return run.returncode, run.stdout


def checks(report: tap.Report, merger: Merger) -> None:
    tools = ('readelf', 'nm', 'objdump')
    for case in REFUSED:
        merged = merger.merged(case.code, *case.flags)
        status, said = call('check-merged', merged, *tools)
        lines = said.splitlines()
        good = status == 1 and not merged.exists() and len(lines) == len(case.lines) and all(
            re.fullmatch(rf'{re.escape(str(merged))}: error: ({pattern})', line)
            for pattern, line in zip(case.lines, lines))
        report.result(good, f'refused: {case.name}', '' if good else said)
    for case in ACCEPTED:
        merged = merger.merged(case.code, *case.flags)
        status, said = call('check-merged', merged, *tools)
        report.result((status, said) == (0, '') and merged.exists(), f'accepted: {case.name}', said)
    plain = merger.merged('int f(int a) { return a; }', '-mfunction-return=keep')
    report.result(call('check-merged', plain, *tools[:2]) == (0, ''),
                  'accepted: a plain return, where the kernel has no return thunks')


def inlined(report: tap.Report, merger: Merger) -> None:
    def check(name: str, code: str, left: str) -> None:
        compiled = merger.compiled(code)
        wanted = (1, f'{compiled}: error: helpers were not inlined: {left}\n') if left else (0, '')
        status, said = call('check-inlined', compiled, 'nm')
        good = (status, said) == wanted and compiled.exists() == (not left)
        report.result(good, name, '' if good else said)

    declared = 'extern "C" {{ void {0}(); void {1}(); }} void f() {{ {0}(); {1}(); }}'
    check('inline: a helper that is called', declared.format('kcxx_mutex_lock', 'mutex_unlock'),
          'kcxx_mutex_lock')
    check('inline: helpers that are called', declared.format('kcxx_b', 'kcxx_a'), 'kcxx_a kcxx_b')
    check('inline: a helper that is a function still',
          'extern "C" { [[gnu::noinline]] void kcxx_lock() { asm volatile(""); } } void f() { kcxx_lock(); }',
          'kcxx_lock')
    check('inline: the calls of the runtime', declared.format('kcxx_free', 'kcxx_alloc'), '')
    check('inline: the calls of KUnit', declared.format('kcxx_kunit_fail', 'mutex_lock'), '')


def short_names(report: tap.Report, merger: Merger) -> None:
    tools = ('nm', 'objcopy')
    both = [f'name_{"x" * 500}{end}' for end in 'ab']
    merged = merger.merged('extern "C" {' + ''.join(
        f' [[gnu::noinline]] void {name}() {{ asm volatile(""); }}' for name in both)
        + ' void f() {' + ''.join(f' {name}();' for name in both) + ' } }', '-ffunction-sections')
    names = set(merger.run('nm', '-j', merged).split())
    status, said = call('shorten-names', merged, *tools)
    after = set(merger.run('nm', '-j', merged).split())
    cut = sorted(after - names)
    good = (status, said) == (0, '') and len(after) == len(names) and len(cut) == 2 and all(
        re.fullmatch(r'name_x{455}\.[0-9a-f]{12}', name) for name in cut)
    report.result(good, 'names: long ones are cut and stay different', '' if good else f'{said}{after}')
    calls = merger.run('readelf', '-rW', merged)
    good = all(f' {name} - 4' in calls for name in cut) and 'name_' not in merger.run('nm', '-u', merged)
    report.result(good, 'names: calls follow', '' if good else calls)
    content = merged.read_bytes()
    report.result(call('shorten-names', merged, *tools) == (0, '') and merged.read_bytes() == content,
                  'names: what is short is left alone')
    left = [path.name for path in merged.parent.glob('*.names')]
    report.result(not left, 'names: no file is left', ' '.join(left))


BAD_MODULE = '''// SPDX-License-Identifier: GPL-2.0
#include <bindings/module.hpp>
namespace hello {
struct Hello {
    static int first(int number) { static const int kept = number; return kept; }
    static kernel::Result<kernel::Box<Hello>> init() MAY_SLEEP
    {
        pr_info("%d %d\\n", first(kernel::raw::EINVAL), first(1));
        return kernel::make_box<Hello>(kernel::GFP_KERNEL);
    }
};
} // namespace hello
module_object(hello::Hello);
MODULE_LICENSE("GPL");
'''


def in_a_build(report: tap.Report, machine: Machine, helpers: str) -> None:
    """make ends with the message, also when it is asked again, and makes the module once it is in order."""
    tree, out = machine.new('tree'), machine.new('out')
    # No links: the plugin trusts bindings/ by where it really is.
    shutil.copytree(ROOT, tree, ignore=lambda folder, _: ('.git', 'build') if folder == str(ROOT) else ())
    source = tree / 'modules/hello/hello.cpp'
    good_module = source.read_text(encoding='utf-8')
    source.write_text(BAD_MODULE, encoding='utf-8')
    make = ('make', f'O={out}', f'KDIR={machine.real_kdir}', f'KCXX_HELPERS={helpers}',
            'cxx-modules=modules/hello')
    wanted = f'hello.cxx.o: error: {RUN_TIME}: __cxa_guard_acquire __cxa_guard_release\n'
    for name in ('refused', 'refused again'):
        status, said = machine.run(*make, tree=tree)
        made = [name for name in ('hello.cxx.o', 'hello.o', 'hello.ko') if (out / 'modules/hello' / name).exists()]
        good = status != 0 and said.count(wanted) == 1 and not made
        report.result(good, f'make {helpers}: {name}', '' if good else f'{said}{made}')
    source.write_text(good_module, encoding='utf-8')
    status, said = machine.run(*make, tree=tree)
    good = status == 0 and (out / 'modules/hello/hello.ko').exists()
    report.result(good, f'make {helpers}: built when in order', '' if good else said)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    kbuild_commands.add_options(parser)
    options = parser.parse_args()
    build = kbuild_commands.chosen_build(parser, options)
    report = tap.Report()
    with tempfile.TemporaryDirectory() as folder:
        merger = Merger(build, pathlib.Path(folder))
        for check in (checks, inlined, short_names):
            check(report, merger)
    with tempfile.TemporaryDirectory() as folder:
        for helpers in ('ool', 'inline'):
            in_a_build(report, Machine(pathlib.Path(folder) / helpers, '6.12'), helpers)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
