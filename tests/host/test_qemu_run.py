#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""qemu/run with real boots of stock 6.12: how each way a guest can end is told, and that nothing
stays behind. Prints TAP."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
import tap  # noqa: E402

RUN = ROOT / 'qemu/run'


class Guest:
    """Scripts to run, each in a boot of its own."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.temporary = folder / 'tmp'
        self.temporary.mkdir()
        self.count = 0

    def start(self, script: str, *arguments: object, **more: object) -> subprocess.Popen[str]:
        self.count += 1
        path = self.folder / f'{self.count}.sh'
        path.write_text(script)
        return subprocess.Popen([str(part) for part in (RUN, '--script', path, *arguments)], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env={**os.environ, 'TMPDIR': str(self.temporary)}, **more)

    def run(self, script: str, *arguments: object) -> tuple[int, str, str]:
        """Status, what the script said, what qemu/run said."""
        with self.start(script, *arguments) as process:
            said, reported = process.communicate()
        return process.returncode, said, reported

    def leftovers(self) -> list[str]:
        """Files, and QEMUs that boot one of them."""
        ours = f'{self.temporary}/'.encode()
        running = []
        for path in pathlib.Path('/proc').glob('[0-9]*/cmdline'):
            try:
                if b'qemu-system' in (line := path.read_bytes()) and ours in line:
                    running.append(str(path))
            except OSError:
                pass
        return running + [str(path) for path in self.temporary.iterdir()]


def scripts(report: tap.Report, guest: Guest) -> None:
    data = guest.folder / 'data'
    data.write_text('from the host\n')
    log, dmesg = guest.folder / 'log', guest.folder / 'dmesg'
    status, said, reported = guest.run(
        'pwd; uname -r; cat /etc/data; echo oops >&2; echo "<3>kmsg line" > /dev/kmsg; dmesg -c >/dev/null\n'
        'ls -1d /sys/kernel/debug/tracing /sys/kernel/tracing/trace /proc/self; exit 7',
        '--file', f'{data}:/etc/data', '--log', log, '--dmesg', dmesg, '--append', 'kcxx.test=1')
    release = subprocess.run([ROOT / 'scripts/kernels', 'release', '6.12'], text=True, check=True,
                             stdout=subprocess.PIPE).stdout
    report.result(status == 7, "the script's status", reported)
    report.result(said == f'/modules\n{release}from the host\noops\n/proc/self\n'
                  '/sys/kernel/debug/tracing\n/sys/kernel/tracing/trace\n',
                  "the script's output, and nothing but that", said)
    report.result('kmsg line' in log.read_text() and '\r' not in log.read_text(), 'the console in --log')
    text = dmesg.read_text()
    report.result('Linux version' in text and 'kmsg line' in text and 'kcxx.test=1' in text,
                  'the whole log in --dmesg, also what the script cleared')
    status, said, _ = guest.run('nproc', '--icount')
    report.result((status, said) == (0, '1\n'), 'counting instructions, on one CPU')


def requests(report: tap.Report, guest: Guest) -> None:
    """What a guest asks of its machine."""
    pictures = guest.folder / 'pictures'
    pictures.mkdir()
    status, said, reported = guest.run(
        'devices() { ls /sys/bus/pci/devices | wc -l; }\n'
        'devices; ask-machine device_add driver=edu id=plugged\n'
        'for _ in 1 2 3 4 5; do [ "$(devices)" = 6 ] || sleep 1; done; devices\n'
        'ask-machine device_del id=plugged\n'
        'for _ in 1 2 3 4 5; do [ "$(devices)" = 5 ] || sleep 1; done; devices\n'
        'ask-machine screendump filename=a.png format=png device=screen\n'
        'ask-machine screendump filename=../b.png; ask-machine quit; ask-machine device_del id\n'
        'ask-machine device_del id=none 2>&1 && echo "no status"; echo asked',
        '--pictures', pictures, '--device', 'bochs-display,id=screen')
    report.result((status, [path.name for path in pictures.iterdir()]) == (0, ['a.png'])
                  and (pictures / 'a.png').read_bytes().startswith(b'\x89PNG\r\n'), 'a picture of the screen', reported)
    report.result(said.startswith('5\n6\n5\n'), 'a device comes and goes while the guest runs', said)
    refused = ["'../b.png' is outside the folder", "'quit' is not one of", "'id' is not NAME=VALUE", "'none' not found"]
    report.result(all(text in said for text in refused) and said.endswith('asked\n') and 'no status' not in said,
                  'what cannot be done is told to the guest', said)


def bad_endings(report: tap.Report, guest: Guest) -> None:
    started = time.monotonic()
    status, said, reported = guest.run('echo begun; sleep 1000', '--timeout', '20')
    report.result(status == 124 and said == 'begun\n' and 'within 20 seconds' in reported
                  and time.monotonic() - started < 26, 'out of time', reported)
    status, said, reported = guest.run('echo begun', '--timeout', '40', '--start-timeout', '12',
                                       '--append', 'rdinit=/bin/busybox -- sleep 1000')
    report.result(status == 124 and not said and reported.count('within 12 seconds: once more') == 1
                  and 'no start in time' in reported,
                  'a kernel that does not come to the script is started once more', reported)
    started = time.monotonic()
    status, _, reported = guest.run('echo c > /proc/sysrq-trigger; sleep 1000')
    report.result(status == 3 and 'Kernel panic' in reported and time.monotonic() - started < 60,
                  'a panic is seen at once')
    status, _, reported = guest.run('poweroff -f; sleep 1000')
    report.result(status == 3 and 'ended before its script' in reported, 'a guest that goes away')


def log_checks(report: tap.Report, guest: Guest) -> None:
    warn = 'echo "<4>WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2" > /dev/kmsg; dmesg -c > /dev/null; exit'
    status, _, reported = guest.run(f'{warn} 0')
    report.result(status == 3 and 'WARNING: CPU: 0' in reported, 'a warning fails a good script')
    report.result(guest.run(f'{warn} 0', '--allow', 'at a[.]c')[0] == 0, 'unless it is allowed')
    status, _, reported = guest.run('echo 512 > /proc/sys/kernel/tainted')
    report.result(status == 3 and 'tainted: W' in reported, 'a taint fails a good script', reported)
    crash = 'echo c > /proc/sysrq-trigger'
    report.result(guest.run(crash, '--expect-bug', 'sysrq triggered crash')[0] == 0, 'an expected bug')
    report.result(guest.run(crash, '--expect-bug', 'another')[0] == 3, 'another than expected')
    report.result(guest.run('true', '--expect-bug', '.')[0] == 3, 'an expected bug that is missing')


def refusals(report: tap.Report, guest: Guest) -> None:
    for arguments, reason in {
        ('--modules', '/no/such.ko'): 'no such module: /no/such.ko',
        ('--kernel', '5.10'): 'no kernel for --kernel 5.10',
        ('--kernel', '/no/bzImage'): 'no such kernel: /no/bzImage',
        ('--share', '/no/folder'): '--share /no/folder is no folder',
        ('--kernel', '/bin/busybox'): '/bin/busybox is not a bzImage',
        ('--file', 'data'): 'expected HOST:GUEST',
        ('--expect-bug', '('): 'no regular expression',
        ('--timeout', '-1'): 'no number of seconds',
        ('--device', 'nonsense'): "'nonsense' is not a valid device",
        ('--icount', '--accel', 'kvm'): 'cannot be used with KVM',
        ('--log', '/no/folder/log'): '/no/folder/log',
        ('--nonsense',): 'unrecognized arguments: --nonsense',
    }.items():
        status, said, reported = guest.run('true', *arguments)
        report.result(status == 125 and reason in reported and not said,
                      f'refused: {" ".join(arguments)}', reported)


def ends(report: tap.Report, guest: Guest) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        with guest.start('echo begun; sleep 1000', start_new_session=True) as process:
            assert process.stdout and process.stderr
            begun = process.stdout.readline()
            process.send_signal(number)
            status = process.wait(20)
            reported = process.stderr.read()
        expected = -number if number == signal.SIGKILL else 128 + number
        time.sleep(0.5)
        left = [path for path in guest.leftovers() if number != signal.SIGKILL or '/proc/' in path]
        report.result(begun == 'begun\n' and status == expected and not left,
                      f'{number.name} takes QEMU along',
                      '\n'.join([f'status {status} after {begun!r}', *left, reported]))


def by_hand(report: tap.Report, guest: Guest) -> None:
    with guest.start('echo prepared', '--interactive', stdin=subprocess.PIPE) as shell:
        assert shell.stdin and shell.stdout
        shown = ''
        while 'guest# ' not in shown:
            shown += shell.stdout.read(1) or sys.exit('the guest ended before its prompt')
        shell.stdin.write('echo $((6 * 7)); exit 5\n')
        shell.stdin.flush()
        shown += shell.stdout.read()
        status = shell.wait()
    report.result(status == 5 and 'prepared' in shown and '42' in shown, 'a shell after the script',
                  f'status {status}: {shown!r}')
    with guest.start('grep -o nokaslr /proc/cmdline', '--gdb') as debugged:
        assert debugged.stdout and debugged.stderr
        address = debugged.stderr.readline().split("target remote ")[1].split("'")[0]
        gdb = subprocess.run(['gdb', '-batch', '-nx', '-ex', f'target remote {address}',
                              '-ex', 'print $rip', '-ex', 'detach'], text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said, _ = debugged.communicate()
    report.result('0xfff0' in gdb.stdout, 'gdb finds the guest before its first instruction', gdb.stdout)
    report.result((debugged.returncode, said) == (0, 'nokaslr\n'), 'which then goes on, at known addresses')


def at_once(report: tap.Report, guest: Guest) -> None:
    running = [guest.start(f'echo {number}; sleep 1; exit {number}') for number in (11, 12, 13)]
    ended = [(process.communicate()[0], process.returncode) for process in running]
    report.result(ended == [('11\n', 11), ('12\n', 12), ('13\n', 13)], 'three at once')


def main() -> int:
    report = tap.Report()
    with tempfile.TemporaryDirectory(prefix='kcxx-test.') as folder:
        guest = Guest(pathlib.Path(folder))
        for part in (scripts, requests, bad_endings, log_checks, refusals, by_hand, at_once):
            part(report, guest)
        left = guest.leftovers()
        report.result(not left, 'nothing stays behind', '\n'.join(left))
        ends(report, guest)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
