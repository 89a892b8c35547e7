# SPDX-License-Identifier: GPL-2.0
"""One run: collects what the guest sends and decides how it went."""

import argparse
import re
import sys
from pathlib import Path
from typing import BinaryIO

import kernel_log

LOG_HAS_REPORTS = 3
GPU_FAILED = 3
OUT_OF_TIME = 124
CANNOT_RUN = 125
TAIL_LINES = 25


def say(*lines: str) -> None:
    sys.stdout.flush()
    print("\n".join(lines), file=sys.stderr, flush=True)


class Session:
    """The guest's side of a run: console, script output, results."""

    def __init__(self, log: Path | None) -> None:
        self.in_time = True
        self.machine_messages = ""
        self.gpu_messages = ""
        self.gpu_failed = False
        self._console = bytearray()
        self._results = bytearray()
        self._log: BinaryIO | None = open(log, "wb", buffering=0) if log else None

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        if self._log:
            self._log.close()

    def receive(self, port: str, data: bytes) -> bool:
        """Takes data of a port; returns True once the guest's results are complete."""
        if port == "script":
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif port == "console":
            data = data.replace(b"\r", b"")
            self._console += data
            if self._log:
                self._log.write(data)
        else:
            self._results += data
            return self._results.endswith(b";kcxx: end of the log\n")
        return False

    def has_started(self) -> bool:
        """Whether the guest's init runs."""
        return self._results.startswith(b"started\n")

    def _result(self, name: str) -> int | None:
        match = re.search(rb"^%s ([0-9]+)$" % name.encode(), self._results, re.MULTILINE)
        return int(match[1]) if match else None

    def _lines(self) -> list[str]:
        """The kernel's log, or as much of it as reached the console of a guest that died."""
        text = self._results.decode(errors="replace")
        if text.rstrip().endswith("kcxx: end of the log"):
            return kernel_log.from_kmsg(text)[:-1]
        return self._console.decode(errors="replace").splitlines()

    @staticmethod
    def _powered_off(lines: list[str]) -> bool:
        """Whether somebody typed `poweroff` or `reboot`, as one may."""
        return any("] reboot: " in line for line in lines[-3:])

    def conclude(self, args: argparse.Namespace, timeout: float | None) -> int:
        """The exit status of the run, with what the user has to know printed."""
        status = self._conclude_guest(args, timeout)
        if self.gpu_messages and (status or self.gpu_failed or not args.quiet):
            say("run: the GPU says:", *self.gpu_messages.splitlines()[-TAIL_LINES:])
        return status or (GPU_FAILED if self.gpu_failed else 0)

    def _conclude_guest(self, args: argparse.Namespace, timeout: float | None) -> int:
        lines = self._lines()
        if args.dmesg:
            args.dmesg.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        findings = kernel_log.find_reports(lines, args.allow)
        taint = kernel_log.unexpected_taint(self._result("tainted") or 0, args.allow)
        if args.expect_bug:
            return self._conclude_expected(args.expect_bug, lines, findings)
        if findings:
            say("run: the kernel log has reports:", *kernel_log.excerpt(lines, findings))
        status = self._result("status")
        if status is None and args.interactive and self._powered_off(lines):
            status = 0
        if not self.in_time and status is None:
            tail = [] if findings else ["the last lines of the kernel log:", *lines[-TAIL_LINES:]]
            say(f"run: no end within {timeout:g} seconds" if self.has_started() else "run: no start in time", *tail)
            return OUT_OF_TIME
        if status is None:
            return self._conclude_death(lines, bool(findings))
        if taint:
            say("run: the kernel is " + ", ".join(taint))
        if not args.quiet and status:
            say(f"run: the script ended with status {status}")
        return LOG_HAS_REPORTS if findings or taint else status

    def _conclude_death(self, lines: list[str], shown: bool) -> int:
        """The guest ended before its script did."""
        if not self._console and self.machine_messages:
            say(f"run: QEMU: {self.machine_messages}")
            return CANNOT_RUN
        panic = [line for line in lines if "Kernel panic" in line]
        say(f"run: the guest died: {panic[0] if panic else 'it ended before its script did'}")
        if not shown:
            say("the last lines of the kernel log:", *lines[-TAIL_LINES:])
        return LOG_HAS_REPORTS

    def _conclude_expected(
        self, pattern: str, lines: list[str], findings: list[kernel_log.Finding]
    ) -> int:
        if kernel_log.matches_expectation(lines, findings, pattern):
            return 0
        if findings:
            say(f"run: none of the kernel's reports matches '{pattern}':", *kernel_log.excerpt(lines, findings))
        else:
            say(f"run: expected the kernel to report '{pattern}', but it reported nothing", *lines[-TAIL_LINES:])
        return LOG_HAS_REPORTS
