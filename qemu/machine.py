# SPDX-License-Identifier: GPL-2.0
"""A virtual machine: its command line, its life, and what comes out of its serial ports."""

import contextlib
import os
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from gpu import Gpu
from guest_requests import Requests

QEMU = "qemu-system-x86_64"

# How long QEMU may take to end after the guest said that it has finished. A kernel without ACPI
# cannot switch the machine off and would sit there for ever.
POWEROFF_SECONDS = 5.0

# Four levels of page tables: while a kernel patches itself for five, KASAN does not know for a moment
# where its shadow begins, and reports what an interrupt then does.
CPU = "max,la57=off"


class MachineError(Exception):
    """QEMU cannot be started: a message for the user."""


class Settings(NamedTuple):
    kernel: Path
    initramfs: Path
    command_line: str
    accel: str
    memory: str
    smp: int
    icount: bool
    gdb_port: int | None
    devices: Sequence[str]
    plugin: str | None
    share: Path | None
    iommu: bool
    gpu: bool
    # Where files land that the guest has QEMU write.
    pictures: Path


def accelerator(settings: Settings) -> list[str]:
    if settings.accel == "kvm":
        if settings.icount:
            raise MachineError("--icount counts instructions of TCG: it cannot be used with KVM")
        if not os.access("/dev/kvm", os.R_OK | os.W_OK):
            raise MachineError("ACCEL=kvm: /dev/kvm cannot be opened by this user")
        return ["-accel", "kvm", "-cpu", "host"]
    if settings.icount:
        return ["-accel", "tcg,thread=single", "-cpu", CPU, "-icount", "shift=0,sleep=off"]
    return ["-accel", "tcg,thread=multi", "-cpu", CPU]


def board(settings: Settings, gpu: Gpu | None) -> list[str]:
    """QEMU has IOMMUs for the newer of its boards."""
    if gpu:
        return ["-machine", f"pc,memory-backend={gpu.memory_backend}", *gpu.arguments]
    return ["-machine", "q35", "-device", "intel-iommu"] if settings.iommu else ["-machine", "pc"]


def new_gpu(settings: Settings) -> Gpu | None:
    if not settings.gpu:
        return None
    if settings.iommu:
        raise MachineError("--gpu: the GPU reaches memory past the IOMMU: it cannot be used with --iommu")
    if settings.icount:
        raise MachineError("--gpu: the GPU's time does not stop where the guest's does: it cannot be used with --icount")
    return Gpu(settings.memory)


def command_line(settings: Settings, ports: Sequence[str], monitor: str, gpu: Gpu | None) -> list[str]:
    """QEMU's arguments; ports are the character devices behind ttyS0, ttyS1 and so on, and monitor is that
    of its monitor."""
    smp = 1 if settings.icount else settings.smp
    argv = [
        QEMU, "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none",
        *board(settings, gpu), *accelerator(settings), "-m", settings.memory,
        "-smp", f"{smp},sockets={smp},cores=1,threads=1",
        "-kernel", str(settings.kernel.absolute()), "-initrd", str(settings.initramfs.absolute()),
        "-append", settings.command_line,
        "-chardev", f"{monitor},id=monitor", "-mon", "chardev=monitor,mode=control",
    ]  # fmt: skip
    for number, port in enumerate(ports):
        argv += ["-chardev", f"{port},id=port{number}"]
        argv += ["-device", f"isa-serial,index={number},chardev=port{number}"]
    for device in settings.devices:
        argv += ["-device", device]
    if settings.share:
        argv += ["-fsdev", f"local,id=share,path={settings.share.absolute()},security_model=none,readonly=on"]
        argv += ["-device", "virtio-9p-pci,fsdev=share,mount_tag=share"]
    if settings.plugin:
        argv += ["-plugin", settings.plugin]
    if settings.gdb_port:
        argv += ["-gdb", f"tcp:127.0.0.1:{settings.gdb_port}", "-S"]
    return argv


class Guest(Protocol):
    """Who takes what a guest says."""

    def receive(self, port: str, data: bytes) -> bool:
        """Returns True once the guest has nothing left to say."""

    def has_started(self) -> bool:
        """Whether it has said anything of its own."""


class Machine:
    """A running QEMU. It ends with the `with` block, whatever happens, and with this process."""

    def __init__(self, settings: Settings, interactive: bool) -> None:
        for tool in (QEMU, "setpriv"):
            if not shutil.which(tool):
                raise MachineError(f"{tool} not found: run scripts/setup")
        self.ports: dict[str, int] = {}
        self._requests = Requests()
        self.gpu = new_gpu(settings)
        gpu_ends = self.gpu.descriptors if self.gpu else ()
        writers = {name: self._pipe(name) for name in ("console", "script", "results")}
        backends = [f"file,path=/dev/fd/{writers[name]}" for name in writers]
        if interactive:
            backends[1] = "stdio,mux=on,signal=off"
        ends = {name: self._socket(name) for name in ("requests", "monitor")}
        sockets = [f"socket,fd={end}" for end in ends.values()]
        self._messages: IO[str] = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            # The kernel ends QEMU if this process is killed and cannot do so itself.
            ["setpriv", "--pdeathsig", "KILL",
             *command_line(settings, [*backends, sockets[0]], sockets[1], self.gpu)],
            stdin=None if interactive else subprocess.DEVNULL,
            stdout=None if interactive else subprocess.DEVNULL,
            stderr=self._messages,
            pass_fds=[*writers.values(), *ends.values(), *gpu_ends],
            cwd=settings.pictures,
            # An interactive guest needs the terminal, which only the foreground group may read.
            start_new_session=not interactive,
        )
        for end in [*writers.values(), *ends.values()]:
            os.close(end)
        if self.gpu:
            self.gpu.is_connected()
        self._send("monitor", Requests.GREETING)

    def _pipe(self, name: str) -> int:
        self.ports[name], writer = os.pipe()
        return writer

    def _socket(self, name: str) -> int:
        ours, theirs = socket.socketpair()
        self.ports[name] = ours.detach()
        return theirs.detach()

    def _send(self, port: str, data: bytes) -> None:
        # Of its end tells what is read.
        with contextlib.suppress(ConnectionError):
            while data:
                data = data[os.write(self.ports[port], data) :]

    def _receive(self, fd: int) -> bytes:
        """Nothing once the machine has ended."""
        try:
            return os.read(fd, 1 << 16)
        except ConnectionError:
            return b""

    def _pass_on(self, port: str, data: bytes) -> None:
        """What the guest asks of the machine, and what the machine answers."""
        if port == "monitor":
            self._send("requests", self._requests.from_monitor(data))
        else:
            commands, answers = self._requests.from_guest(data)
            self._send("monitor", commands)
            self._send("requests", answers)

    def __enter__(self) -> "Machine":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for reader in self.ports.values():
            os.close(reader)
        self._messages.close()

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(POWEROFF_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self.gpu:
            self.gpu.stop()

    def messages(self) -> str:
        """What QEMU itself had to say."""
        self._messages.seek(0)
        return self._messages.read().strip()

    def events(self) -> list[str]:
        """What has become of the machine, as QEMU's monitor tells."""
        return self._requests.events

    def run(self, guest: Guest, timeout: float | None, start_timeout: float | None) -> bool:
        """Hands over what the ports send until the machine ends; False if it ran out of time, for all or to start."""
        begun = time.monotonic()
        deadline = begun + timeout if timeout else None
        with selectors.DefaultSelector() as selector:
            for name, reader in self.ports.items():
                selector.register(reader, selectors.EVENT_READ, name)
            while selector.get_map():
                ends = [deadline] if deadline else []
                if start_timeout and not guest.has_started():
                    ends.append(begun + start_timeout)
                left = min(ends) - time.monotonic() if ends else None
                if left is not None and left <= 0:
                    return False
                for key, _ in selector.select(left):
                    data = self._receive(key.fd)
                    if not data:
                        selector.unregister(key.fd)
                    elif key.data in ("requests", "monitor"):
                        self._pass_on(key.data, data)
                    elif guest.receive(key.data, data):
                        soon = time.monotonic() + POWEROFF_SECONDS
                        deadline = min(deadline or soon, soon)
        return True
