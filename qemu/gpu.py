# SPDX-License-Identifier: GPL-2.0
"""The GPU of a machine: a process beside QEMU, which has the guest's memory in common with it."""

import fcntl
import os
import re
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "build/gpu-model/gpu-model"
FIRMWARE = ROOT / "build/firmware/kcxx/gpu.bin"
MAKEFILES = ("qemu/gpu-model/gpu-model.mk", "modules/gpu/firmware/firmware.mk")

# A board has a hole below 4 GiB: from there on an address is no longer where it is in the file.
MOST_MEMORY = 2 << 30
# As many as the device has doorbells.
VECTORS = 3
END_SECONDS = 5.0


class GpuError(Exception):
    """There can be no GPU: a message for the user."""


def build() -> None:
    """The model and its firmware, where they are not what their sources say."""
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build/.gpu.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for makefile in MAKEFILES:
            made = subprocess.run(["make", "-s", f"-j{os.cpu_count()}", "-f", makefile], cwd=ROOT, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # fmt: skip
            if made.returncode:
                raise GpuError(f"--gpu: {makefile} failed:\n{made.stdout.strip()}")


def bytes_of(memory: str) -> int:
    """What QEMU understands by it."""
    match = re.fullmatch(r"([0-9]+)([MG]?)", memory)
    if not match:
        raise GpuError(f"--gpu needs the size of the memory in M or G, not '{memory}'")
    return int(match[1]) << (30 if match[2] == "G" else 20)


class Gpu:
    """A running model. QEMU is to be given its arguments and descriptors; it ends with QEMU."""

    def __init__(self, memory: str) -> None:
        size = bytes_of(memory)
        if not 0 < size <= MOST_MEMORY:
            raise GpuError(f"--gpu: the GPU reaches no more than {MOST_MEMORY >> 30} GiB of memory")
        self._ram = os.memfd_create("guest-memory")
        os.ftruncate(self._ram, size)
        ours, theirs = socket.socketpair()
        self._socket = theirs.detach()
        with ours:
            self._messages: IO[str] = tempfile.TemporaryFile("w+")
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", MODEL, str(ours.fileno()), str(self._ram)],
                stdin=subprocess.DEVNULL,
                stdout=self._messages,
                stderr=self._messages,
                pass_fds=[ours.fileno(), self._ram],
                start_new_session=True,
            )
        self.descriptors = (self._ram, self._socket)
        self.memory_backend = "ram"
        self.arguments = [
            "-object", f"memory-backend-file,id=ram,mem-path=/dev/fd/{self._ram},size={size},share=on",
            "-chardev", f"socket,fd={self._socket},id=gpu",
            "-device", f"ivshmem-doorbell,id=gpu,vectors={VECTORS},chardev=gpu,addr=12",
        ]  # fmt: skip

    def is_connected(self) -> None:
        """QEMU has the descriptors now."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = ()

    def stop(self) -> None:
        """Without QEMU it ends by itself."""
        self.is_connected()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def has_failed(self) -> bool:
        """Whether it has ended, and badly."""
        return bool(self._process.poll())

    def messages(self) -> str:
        """What it had to say, and how it ended if that was no good end."""
        self._messages.seek(0)
        end = f"it ended with status {self._process.returncode}" if self.has_failed() else ""
        return (self._messages.read() + end).strip()
