#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The model of the GPU, qemu/gpu-model, and its firmware: what a driver can see of them, a guest that does what
chance says against a model with sanitizers, what is no firmware, and machines with a GPU. Prints TAP."""

import argparse
import hashlib
import os
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests'))
sys.path.insert(0, str(ROOT / 'qemu'))
import gpu  # noqa: E402
import tap  # noqa: E402

TESTS = ROOT / 'build/gpu-model-test'
SANITIZED = ROOT / 'build/gpu-model-sanitized/gpu-model'
MAKE_IMAGE = ROOT / 'modules/gpu/firmware/make_image'


def build() -> None:
    gpu.build()
    for arguments in (['tests/gpu_model/gpu_model.mk'], ['qemu/gpu-model/gpu-model.mk', 'SANITIZE=1']):
        subprocess.run(['make', '-s', f'-j{os.cpu_count()}', '-f', *arguments], cwd=ROOT, check=True)


def play(report: tap.Report, name: str, model: pathlib.Path, *arguments: str) -> None:
    """Hands on what the program says that plays a driver; only of a failure what the model says."""
    report.prefix = f'{name}: '
    with tempfile.TemporaryFile('w+') as messages:
        run = subprocess.run([TESTS / 'gpu_model_test', model, gpu.FIRMWARE, TESTS, *arguments], text=True,
                             stdout=subprocess.PIPE, stderr=messages, check=False)
        results = [line for line in run.stdout.splitlines() if tap.parse(line)]
        for line, following in zip(run.stdout.splitlines(), [*run.stdout.splitlines()[1:], '']):
            if result := tap.parse(line):
                report.result(*result, '' if result[0] else following.removeprefix('#   '))
        messages.seek(0)
        text = messages.read()
    good = run.returncode == 0 and bool(results)
    report.result(good, 'all of it was played', '' if good else f'status {run.returncode}\n{text[-3000:]}')


def image(report: tap.Report, folder: pathlib.Path) -> None:
    """The header of the image, and each way to be no firmware."""
    report.prefix = 'image: '
    elf = (gpu.FIRMWARE.parent.parent / 'firmware.elf').read_bytes()
    header = struct.Struct('<8I32s')
    data = gpu.FIRMWARE.read_bytes()
    magic, size, loaded, memory, checksum, abi, entry, interface, version = header.unpack_from(data)
    report.result(magic == 0x5746474b and data[:4] == b'KGFW' and size == header.size, 'its magic and size')
    report.result(loaded % 8 == 0 and len(data) == size + loaded <= size + memory and memory <= 0x80000
                  and entry < loaded and interface < memory, 'what is where')
    report.result(checksum == zlib.crc32(data[size:]) and abi == 1 << 16 and version.startswith(b'kcxx-gpu '),
                  'its checksum and versions')

    def changed(offset: int, value: bytes) -> bytes:
        return elf[:offset] + value + elf[offset + len(value):]

    segments = struct.unpack_from('<I', elf, 28)[0]
    for name, content, reason in (
        ('no ELF', b'nonsense' * 20, 'no ELF of RISC-V'),
        ('an empty file', b'', 'ends too early'),
        ('another machine', changed(18, b'\x3e'), 'no ELF of RISC-V'),
        ('64 bits', changed(4, b'\x02'), 'no ELF of RISC-V'),
        ('half of it', elf[:len(elf) // 2], 'ends too early'),
        ('too much memory', changed(segments + 20, struct.pack('<I', 0x80001)), 'needs memory up to 0x80001'),
        ('nothing to load', changed(segments, struct.pack('<I', 4)), 'nothing of it is loaded'),
        ('an entry nowhere', changed(24, struct.pack('<I', 0x80000)), 'begins at 0x80000'),
        ('no interface', elf.replace(b'\0interface\0', b'\0interfake\0'), 'no symbol interface'),
        ('no description', elf.replace(b'\0description\0', b'\0descriptiom\0'), 'no symbol description'),
        ('a description of something else', elf.replace(b'KGFW', b'KGFX', 1), 'description is none'),
    ):
        source = folder / 'firmware.elf'
        source.write_bytes(content)
        run = subprocess.run([MAKE_IMAGE, source, folder / 'gpu.bin'], text=True, capture_output=True, check=False)
        good = run.returncode == 1 and reason in run.stderr and not (folder / 'gpu.bin').exists()
        report.result(good, f'refused: {name}', '' if good else run.stderr)


class Machines:
    """Runs of qemu/run, whose processes are told from others by a variable that they have."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.script = folder / 'script.sh'
        self.mark = f'KCXX_TEST_GPU={folder}'

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        self.script.write_text(script)
        name, _, value = self.mark.partition('=')
        return subprocess.Popen([ROOT / 'qemu/run', '--gpu', '--script', self.script, *arguments], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, name: value},
                                start_new_session=True)

    def run(self, script: str, *arguments: str) -> tuple[int, str, str]:
        with self.start(script, *arguments) as process:
            said, reported = process.communicate()
        return process.returncode, said, reported

    def models(self) -> list[int]:
        running = []
        for path in pathlib.Path('/proc').glob('[0-9]*'):
            try:
                if self.mark in (path / 'environ').read_text().split('\0') and (path / 'exe').readlink() == gpu.MODEL:
                    running.append(int(path.name))
            except OSError:
                pass
        return running


# Where the BARs of the device are, and a request to its registers.
GUEST = '''
device=$(dirname $(grep -l 0x1110 /sys/bus/pci/devices/*/device))
echo 1 > $device/enable
set -- $(awk '{ print $1 }' $device/resource)
registers=$1 memory=$3
word() { devmem $((memory + $1)); }
request() { devmem $((memory + $1)) 32 $2; devmem $((registers + 12)) 32 0x10000; }
'''


def machines(report: tap.Report, machine: Machines) -> None:
    report.prefix = 'qemu/run --gpu: '
    status, said, reported = machine.run(GUEST + '''
        word 0; md5sum < /lib/firmware/kcxx/gpu.bin; request 0x40 7; sleep 1; word 0x44
        request 0x48 1; sleep 1; word 0x50''', '--timeout', '90')
    firmware = hashlib.md5(gpu.FIRMWARE.read_bytes()).hexdigest()
    report.result((status, said) == (0, f'0x4B475055\n{firmware}  -\n0x00000007\n0x00000002\n'),
                  'a guest finds the device and its firmware', said + reported)
    report.result('the GPU says' in reported and 'has trapped at 0x0' in reported, 'what the model says is said')
    for arguments, reason in {
        ('--iommu',): 'cannot be used with --iommu',
        ('--icount',): 'cannot be used with --icount',
        ('--memory', '3G'): 'no more than 2 GiB',
        ('--memory', 'much'): "not 'much'",
        ('--device', 'nonsense'): "'nonsense' is not a valid device",
    }.items():
        status, _, reported = machine.run('true', *arguments)
        report.result(status == 125 and reason in reported, f'refused: {" ".join(arguments)}', reported)
    report.result(not machine.models(), 'no model is left behind')


def ends(report: tap.Report, machine: Machines) -> None:
    for number in (signal.SIGINT, signal.SIGKILL):
        with machine.start('echo begun; sleep 1000') as process:
            assert process.stdout
            process.stdout.readline()
            running = machine.models()
            process.send_signal(number)
            process.wait(20)
        time.sleep(0.5)
        report.result(len(running) == 1 and not machine.models(), f'{number.name} takes the model along')
    with machine.start('echo begun; sleep 5') as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        os.kill(machine.models()[0], signal.SIGKILL)
        reported = process.stderr.read()
        status = process.wait(60)
    report.result(status == 3 and 'ended with status -9' in reported, 'a model that dies is a failure', reported)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--seconds', default='20', help='how long chance plays')
    parser.add_argument('--seed', default='1', help='from which seed on')
    options = parser.parse_args()
    report = tap.Report()
    build()
    for name, model in (('model', gpu.MODEL), ('sanitized', SANITIZED)):
        play(report, name, model)
    play(report, 'chance', SANITIZED, options.seconds, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        image(report, pathlib.Path(folder))
        machines(report, machine := Machines(pathlib.Path(folder)))
        ends(report, machine)
    return report.status()


if __name__ == '__main__':
    sys.exit(main())
