#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""scripts/bindgen: what it makes of small headers, and what it says of bad input."""

import re
import sys

from fake_kernel import FakeKernel, expect, fake_kernel
from sample_tree import C, tap

RECORDS = C + '''
enum color { RED = 1, GREEN = -2 };
enum wide { WIDE = 1ull << 40 };
typedef unsigned long count_t;
typedef long strict_t __attribute__((aligned(32)));
typedef struct { int value; } tagless_t;
struct bits { unsigned char a : 3, b : 5; int sign : 7; _Bool flag : 1; unsigned int : 4;
              enum color color : 9; unsigned long across : 37; };
struct __attribute__((packed)) packed { char c; long l; short s; };
struct partly { char c; int i __attribute__((packed)); };
struct aligned { char c; int line __attribute__((aligned(64))); char after; };
struct nothing { };
struct holds_nothing { int before; struct nothing nothing; int after; };
struct flexible { int size; struct bits tail[]; };
struct nested { union { struct { short low, high; }; int both; struct { char c : 2; } part; };
                struct { int x; char y; } pair[3]; const char *name; };
struct keywords { int class, new; struct { int this; } namespace; };
struct shadows { count_t count_t; count_t again; tagless_t tagless; };
struct calls { long (*call)(struct calls *, const char *, ...); void (*(*twice)(int))(void);
               int (*table[4])(void); int (*row)[8]; struct hidden *hidden; };
union choice { long l; unsigned char bytes[24]; };
struct strict { char c; strict_t strict; };
struct opaque { int secret[5]; };
'''
NAMES = ('bits packed partly aligned nothing holds_nothing flexible nested keywords shadows calls '
         'choice strict tagless_t wide')


def records() -> FakeKernel:
    return fake_kernel(headers_h=RECORDS, allow_txt=f'type {NAMES}\nopaque opaque\n')


def layout(report: tap.Report) -> None:
    with records() as kernel:
        problem = kernel.accept() or kernel.layout()
        expect(report, not problem, 'layout: both compilers agree on every kind of record', problem)
        text = kernel.text('out/report.txt')
        expect(report, text == 'opaque struct opaque: opaque by the allow-list\n',
               'layout: no record is opaque but the one that is to be', text)
        problem = kernel.cxx('static_assert(sizeof(raw::nothing) == 0);\n'
                             'static_assert(sizeof(raw::opaque) == 20 && alignof(raw::opaque) == 4);\n'
                             'static_assert(raw::GREEN == -2 && raw::WIDE == 1ull << 40);\n'
                             'raw::keywords k{}; k.class_ = k.namespace_.this_ = 1;\n'
                             'raw::nested n{}; n.low = 1; n.pair[2].y = 2;')
        expect(report, not problem, 'layout: the members are there', problem)


REFUSED = re.compile('static assertion failed|a bit-field lies elsewhere')
DAMAGE = (
    ('out/raw_generated.hpp', 'unsigned char a : 3', 'unsigned char a : 4', 'a bit-field elsewhere in C++'),
    ('out/raw_generated.hpp', '\tshort s;\n', '\tint s;\n', 'another size in C++'),
    ('out/raw_generated.hpp', '\tchar after;\n', '\tlong after;\n', 'another offset in C++'),
    ('out/raw_generated.hpp', 'enum wide : unsigned long', 'enum wide : __int128', 'a wider enum in C++'),
    ('out/raw_generated.hpp', 'bytes[24]', 'bytes[32]', 'a longer tail in C++'),
    ('out/raw_generated.hpp', '\nunion choice {', '\nunion __attribute__((packed)) choice {',
     'another alignment in C++'),
    ('headers.h', 'bytes[24]', 'bytes[32]', 'a longer tail in C'),
    ('headers.h', 'union choice {', 'union __attribute__((packed)) choice {', 'another alignment in C'),
    ('headers.h', 'a : 3, b : 5', 'b : 3, a : 5', 'a bit-field elsewhere in C'),
    ('headers.h', 'int x; char y;', 'int x; long y;', 'another size in C'),
    ('headers.h', 'int class, new', 'int new, class', 'another offset in C'),
    ('headers.h', 'GREEN = -2', 'GREEN = -3', 'another value in C'),
)


def layout_differs(report: tap.Report) -> None:
    for path, old, new, what in DAMAGE:
        with records() as kernel:
            problem = kernel.accept()
            if not problem:
                kernel.replace(path, old, new)
                problem = kernel.layout()
            expect(report, bool(REFUSED.search(problem)), f'layout: {what} is refused', problem)


SPACES = C + '''
struct holder { char __user *text; int __rcu *shared; };
unsigned long copy(void *to, const void __user *from, unsigned long size);
void store(int value, volatile void __iomem *where);
int __percpu *counters(void);
'''


def address_spaces(report: tap.Report) -> None:
    with fake_kernel(headers_h=SPACES, allow_txt='type holder\nfn copy store counters\n') as kernel:
        problem = kernel.accept() or kernel.layout()
        expect(report, not problem, 'spaces: annotated pointers compile', problem)
        for name, wanted in (('copy', 'user_ptr<const void> from'), ('text', 'user_ptr<char> text'),
                             ('store', 'iomem_ptr<volatile void> where'),
                             ('counters', 'percpu_ptr<int> counters('), ('shared', 'rcu_ptr<int> shared')):
            expect(report, wanted in kernel.header(), f'spaces: {name} has {wanted}')
        expect(report, 'const void __user *' in kernel.text('prototypes.lock'),
               'spaces: the lock knows them', kernel.text('prototypes.lock'))
        begin = 'raw::holder h{}; char kernel_text[4] = {};\nunsafe("a test that is not run") {\n'
        for what, call, good in (
                ('a user pointer is one', 'raw::copy(kernel_text, h.text, 4);', True),
                ('a kernel pointer is none', 'raw::copy(kernel_text, kernel_text, 4);', False),
                ('a user pointer is no kernel pointer', 'raw::copy(h.text, h.text, 4);', False),
                ('an RCU pointer is no user pointer', 'raw::copy(kernel_text, h.shared, 4);', False),
                ('a user pointer cannot be followed', '*h.text = 0;', False)):
            problem = kernel.cxx(begin + call + '\n}')
            expect(report, good == (not problem), 'spaces: ' + what, problem)


FUNCTIONS = C + '''
struct task;
int print(const char *format, ...);
void stop(void) __attribute__((noreturn));
int delete(struct task *, int class);
extern struct task init_task;
extern unsigned long ticks[];
static inline int half(int x) { return x / 2; }
'''
HELPERS = C + 'int kcxx_half(int x)\n{\n\treturn half(x);\n}\n'


def functions(report: tap.Report) -> None:
    allow = 'fn print stop delete\nvar init_task ticks\n'
    with fake_kernel(headers_h=FUNCTIONS, allow_txt=allow) as kernel:
        kernel.write('helpers/half.c', HELPERS)
        problem = kernel.accept()
        expect(report, not problem, 'functions: generated', problem)
        for wanted in ('int print(const char *format, ...) KCXX_UNSAFE_FN;',
                       '[[noreturn]] void stop(void) KCXX_UNSAFE_FN;',
                       'int delete_(struct task *a0, int class_) __asm__("delete") KCXX_UNSAFE_FN;',
                       'int half(int x) __asm__("kcxx_half") KCXX_UNSAFE_FN;',
                       'extern struct task init_task;', 'extern unsigned long ticks[];'):
            expect(report, f'\n{wanted}\n' in kernel.header(), f'functions: {wanted}', kernel.header())
        problem = kernel.cxx('unsafe("a test that is not run") { raw::print("%d", raw::half(2)); }')
        expect(report, not problem, 'functions: called in unsafe', problem)
        problem = kernel.cxx('raw::print("%d", 1);')
        expect(report, 'unsafe permission' in problem or 'unsafe_permission' in problem,
               'functions: not called outside of it', problem)
        expect(report, 'kcxx_half' not in kernel.text('prototypes.lock'), 'functions: helpers are not locked')


CONSTANTS = C + '''
#define EINVAL 22
#define HIGH (1u << 31)
#define LOWEST (-9223372036854775807L - 1)
#define VERSION "1.2"
#define POINTER ((void *)8)
#define CALL answer(1)
#define NUMBER(x) x
enum { FLAG_A = 1 << 1, FLAG_B };
int answer(int question);
'''


def constants(report: tap.Report) -> None:
    allow = 'macro EINVAL HIGH LOWEST VERSION FLAG_.\noptional macro POINTER CALL NUMBER GONE\n'
    with fake_kernel(headers_h=CONSTANTS, allow_txt=allow) as kernel:
        problem = kernel.accept() or kernel.layout()
        expect(report, not problem, 'constants: generated, and proven', problem)
        problem = kernel.cxx(
            'static_assert(raw::EINVAL == 22 && __is_same(decltype(raw::EINVAL), const int));\n'
            'static_assert(raw::HIGH == 1u << 31 && __is_same(decltype(raw::HIGH), const unsigned int));\n'
            'static_assert(raw::LOWEST == -__LONG_MAX__ - 1);\n'
            'static_assert(sizeof(raw::VERSION) == 4 && raw::VERSION[2] == \'2\');\n'
            'static_assert(raw::FLAG_A == 2 && raw::FLAG_B == 3);')
        expect(report, not problem, 'constants: have the values and types of C', problem)
        skipped = kernel.text('out/report.txt')
        expect(report, 'skipped POINTER: ' in skipped and 'skipped CALL: ' in skipped,
               'constants: what is none is reported', skipped)
        kernel.replace('headers.h', 'EINVAL 22', 'EINVAL 23')
        expect(report, 'EINVAL' in kernel.layout(), 'constants: another value is refused')


def probes(report: tap.Report) -> None:
    text = ('# What the kernel has.\nANSWER: answer(1);\nTWO_ARGUMENTS: answer(1, 2);\n'
            'CALLBACK: void (*f)(void) = answer;\nMACRO: (void)NO(1);\n')
    header = C + 'int answer(int question);\n#define NO(x) no_such_function(x)\n'
    with fake_kernel(headers_h=header, probes_txt=text) as kernel:
        problem = kernel.accept()
        found = kernel.text('out/features.h')
        wanted = [f'#define KCXX_HAVE_{name}' for name in
                  ('ANSWER 1', 'CALLBACK 0', 'MACRO 0', 'TWO_ARGUMENTS 0')]
        expect(report, not problem and found.splitlines()[2:] == wanted, 'probes: tell what is there',
                      problem + found)
        for name in ('use.c', 'use.cpp'):
            kernel.write(name, '#include "out/features.h"\n#if !KCXX_HAVE_ANSWER || KCXX_HAVE_MACRO\n'
                         '#error wrong\n#endif\n')
        problem = kernel.compile_c(kernel.root / 'use.c') + kernel.compile_cxx(kernel.root / 'use.cpp')
        expect(report, not problem, 'probes: C and C++ read them', problem)
        kernel.write('headers.h', header + 'static int f(void) { return nothing; }\n')
        run = kernel.generate()
        expect(report, run.returncode == 1 and 'headers do not compile' in run.stdout,
               'probes: a bad header is no missing feature', run.stdout)


def main() -> int:
    report = tap.Report('bindgen: ')
    for test in (layout, layout_differs, address_spaces, functions, constants, probes):
        test(report)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
