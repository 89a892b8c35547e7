# SPDX-License-Identifier: GPL-2.0
"""What stops the generator, in one line a person can act on."""


class BindgenError(Exception):
    pass


class Unsupported(Exception):
    """A C construct that has no C++ counterpart; the declaration that needs it is left out."""
