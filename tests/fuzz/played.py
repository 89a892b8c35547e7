# SPDX-License-Identifier: GPL-2.0
"""What came of the seeds that were played in one guest."""

import collections
import pathlib
import re
import sys
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'qemu'))
import kernel_log  # noqa: E402

# What is left out nobody hears, or only after an error that there is not, or after many calls.
BINDER_SAID = {
    'BC_TRANSACTION', 'BC_REPLY', 'BC_ACQUIRE_RESULT', 'BC_FREE_BUFFER', 'BC_INCREFS', 'BC_ACQUIRE',
    'BC_RELEASE', 'BC_DECREFS', 'BC_INCREFS_DONE', 'BC_ACQUIRE_DONE', 'BC_ATTEMPT_ACQUIRE',
    'BC_REGISTER_LOOPER', 'BC_ENTER_LOOPER', 'BC_EXIT_LOOPER', 'BC_REQUEST_DEATH_NOTIFICATION',
    'BC_CLEAR_DEATH_NOTIFICATION', 'BC_DEAD_BINDER_DONE', 'BC_TRANSACTION_SG', 'BC_REPLY_SG',
    'BC_REQUEST_FREEZE_NOTIFICATION', 'BC_CLEAR_FREEZE_NOTIFICATION', 'BC_FREEZE_NOTIFICATION_DONE',
    'BR_TRANSACTION', 'BR_REPLY', 'BR_DEAD_REPLY', 'BR_TRANSACTION_COMPLETE', 'BR_INCREFS', 'BR_ACQUIRE',
    'BR_RELEASE', 'BR_DECREFS', 'BR_SPAWN_LOOPER', 'BR_DEAD_BINDER', 'BR_CLEAR_DEATH_NOTIFICATION_DONE',
    'BR_FAILED_REPLY', 'BR_FROZEN_REPLY', 'BR_TRANSACTION_PENDING_FROZEN', 'BR_FROZEN_BINDER',
    'BR_CLEAR_FREEZE_NOTIFICATION_DONE',
}  # fmt: skip

# What did what it was asked for.
KMS_SAID = {
    'DRM_SET_CLIENT_CAP', 'DRM_SET_MASTER', 'DRM_WAIT_VBLANK', 'DRM_GEM_CLOSE', 'DRM_PRIME_HANDLE_TO_FD',
    'DRM_PRIME_FD_TO_HANDLE', 'DRM_CRTC_GET_SEQUENCE', 'DRM_CRTC_QUEUE_SEQUENCE', 'DRM_MODE_GETRESOURCES',
    'DRM_MODE_GETCRTC', 'DRM_MODE_SETCRTC', 'DRM_MODE_CURSOR', 'DRM_MODE_GETENCODER', 'DRM_MODE_GETCONNECTOR',
    'DRM_MODE_GETPROPERTY', 'DRM_MODE_GETPROPBLOB', 'DRM_MODE_GETFB', 'DRM_MODE_ADDFB2', 'DRM_MODE_RMFB',
    'DRM_MODE_CLOSEFB', 'DRM_MODE_PAGE_FLIP', 'DRM_MODE_DIRTYFB', 'DRM_MODE_CREATE_DUMB', 'DRM_MODE_MAP_DUMB',
    'DRM_MODE_DESTROY_DUMB', 'DRM_MODE_GETPLANERESOURCES', 'DRM_MODE_GETPLANE', 'DRM_MODE_SETPLANE',
    'DRM_MODE_OBJ_GETPROPERTIES', 'DRM_MODE_OBJ_SETPROPERTY', 'DRM_MODE_CURSOR2', 'DRM_MODE_ATOMIC',
    'DRM_MODE_CREATEPROPBLOB', 'DRM_MODE_DESTROYPROPBLOB', 'DRM_MODE_CREATE_LEASE', 'DRM_MODE_GETFB2',
}  # fmt: skip

GPU_SAID = {
    'DRM_GEM_CLOSE', 'DRM_PRIME_HANDLE_TO_FD', 'DRM_PRIME_FD_TO_HANDLE', 'DRM_SYNCOBJ_CREATE',
    'DRM_SYNCOBJ_DESTROY', 'DRM_SYNCOBJ_HANDLE_TO_FD', 'DRM_SYNCOBJ_FD_TO_HANDLE', 'DRM_SYNCOBJ_WAIT',
    'DRM_SYNCOBJ_RESET', 'DRM_SYNCOBJ_SIGNAL', 'DRM_SYNCOBJ_TIMELINE_WAIT', 'DRM_SYNCOBJ_TRANSFER',
    'DRM_PANTHOR_DEV_QUERY', 'DRM_PANTHOR_VM_CREATE', 'DRM_PANTHOR_VM_DESTROY', 'DRM_PANTHOR_VM_BIND',
    'DRM_PANTHOR_VM_GET_STATE', 'DRM_PANTHOR_BO_CREATE', 'DRM_PANTHOR_BO_MMAP_OFFSET',
    'DRM_PANTHOR_GROUP_CREATE', 'DRM_PANTHOR_GROUP_DESTROY', 'DRM_PANTHOR_GROUP_SUBMIT',
    'DRM_PANTHOR_GROUP_GET_STATE', 'DRM_PANTHOR_TILER_HEAP_CREATE', 'DRM_PANTHOR_TILER_HEAP_DESTROY',
}  # fmt: skip


class Target(NamedTuple):
    """Something that is fuzzed: tests/fuzz/NAME."""

    module: str
    milliseconds: dict[str, int]  # of a seed, by what that stands for
    said: set[str]
    counted: tuple[str, ...]  # what each seed says how often it did
    options: tuple[str, ...] = ()


TARGETS = {
    'binder': Target('binder', {'mixed': 2000, 'storm': 20000}, BINDER_SAID,
                     ('steps', 'calls', 'received', 'sealed', 'handles', 'memories')),
    'kms': Target('bochs', {'mixed': 3000}, KMS_SAID, ('steps', 'calls', 'shown', 'events', 'pictures'),
                  ('--device', 'bochs-display,addr=10,xres=640,yres=480')),
    'gpu': Target('gpu', {'mixed': 5000}, GPU_SAID,
                  ('steps', 'calls', 'written', 'submitted', 'finished', 'answered'), ('--gpu',)),
}  # fmt: skip


class Played:
    """Has all that was printed, and if something was found: in which seed, and what."""

    def __init__(self, status: int, printed: str, complaint: str, log: list[str]) -> None:
        self.begun = [int(seed, 0) for seed in re.findall(r'^seed (\w+) begins', printed, re.MULTILINE)]
        self.said = set(re.findall(r'^((?:B[CR]|DRM)_\w+): ', printed, re.MULTILINE))
        ended = re.findall(r'^seed \w+ ends: (.*)', printed, re.MULTILINE)
        self.counts = sum((collections.Counter({what: int(count) for count, what in
                                                re.findall(r'(\d+) (\w+)', line)}) for line in ended),
                          collections.Counter())
        self.good = status == 0
        wrong = re.findall(r'^seed (\w+): wrong: (.*)', printed, re.MULTILINE)
        reports = kernel_log.find_reports(log)
        self.seed = int(wrong[0][0], 0) if wrong else self._seed_of(log, reports)
        # The kernel knows better than who asks it whether it has something to say.
        self.what = reports[0].text if reports else wrong[0][1] if wrong else f'exit status {status}'
        shown = re.findall(r'^(?!B[CR]_|DRM_|seed \w+ ends).*$', printed, re.MULTILINE)
        # What is not wrong in the kernel's log may say why.
        last = [] if reports else log[-25:]
        self.details = '\n'.join([*shown[-40:], complaint, *last])

    def _seed_of(self, log: list[str], reports: list[kernel_log.Finding]) -> int | None:
        """The one that was played when the kernel said so, or the last."""
        # Memory that is lost is known by who has allocated it.
        lost = re.search(r'comm "f([0-9a-f]+)"', '\n'.join(log))
        if lost:
            return int(lost[1], 16)
        end = reports[0].number if reports else len(log)
        played = re.findall(r'fuzz: seed (\w+)', '\n'.join(log[:end]))
        return int(played[-1], 0) if played else self.begun[-1] if self.begun else None
