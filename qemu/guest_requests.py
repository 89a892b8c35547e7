# SPDX-License-Identifier: GPL-2.0
"""What a guest asks of its machine: a line on a serial port each, and QEMU's monitor answers.

A request is a command of QMP and its arguments: `screendump filename=red.png format=png device=screen`.
The answer is a line, too: `ok`, or `error: ` and why.
"""

import json

# Others act on the host.
COMMANDS = ("screendump", "device_add", "device_del")


class RequestError(Exception):
    """A request that QEMU is not asked: why."""


def to_qmp(request: str) -> dict[str, object]:
    """The command as QEMU takes it."""
    command, *words = request.split() or [""]
    if command not in COMMANDS:
        raise RequestError(f"'{command}' is not one of {', '.join(COMMANDS)}")
    arguments: dict[str, object] = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not name or not separator:
            raise RequestError(f"'{word}' is not NAME=VALUE")
        if name == "filename" and "/" in value:
            raise RequestError(f"'{value}' is outside the folder for files")
        arguments[name] = int(value) if value.isdecimal() else value
    return {"execute": command, "arguments": arguments}


class Lines:
    """Lines, of data that comes in any pieces."""

    def __init__(self) -> None:
        self._rest = b""

    def of(self, data: bytes) -> list[str]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [line.decode(errors="replace") for line in lines]


class Requests:
    """Between the two: each of their ends is handed what the other sent, and says what to send on.

    The guest waits for an answer before it asks again.
    """

    # Until it was told so, QEMU's monitor takes no other command.
    GREETING = b'{"execute": "qmp_capabilities"}\n'

    def __init__(self) -> None:
        self._guest = Lines()
        self._monitor = Lines()
        self._greeted = False
        # What QEMU has told of by itself, by names such as GUEST_PANICKED.
        self.events: list[str] = []

    def from_guest(self, data: bytes) -> tuple[bytes, bytes]:
        """What the monitor is to be sent, and what the guest."""
        commands, answers = b"", b""
        for line in self._guest.of(data):
            try:
                commands += json.dumps(to_qmp(line)).encode() + b"\n"
            except RequestError as error:
                answers += f"error: {error}\n".encode()
        return commands, answers

    def from_monitor(self, data: bytes) -> bytes:
        """What the guest is to be sent: answers, without events and the one to the greeting."""
        answers = b""
        for line in self._monitor.of(data):
            said = json.loads(line)
            if "event" in said:
                self.events.append(said["event"])
            if "error" in said:
                answers += f"error: {said['error']['desc']}\n".encode()
            elif "return" in said and self._greeted:
                answers += b"ok\n"
            self._greeted |= "return" in said
        return answers
