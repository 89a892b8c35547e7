# SPDX-License-Identifier: GPL-2.0
"""What has to be on a screen, pixel by pixel. The name of a picture says it: PREFIX_STEP_SIZE_LAYER_LAYER.png.

The layers lie on black, each on those before:
patternN            the pattern of tests/user/kms/picture.hpp everywhere
patternN-x-y-w-h    of it, this area
veilV-A-x-y-w-h     all channels V, with alpha A (multiplied by it), in this area
"""

import pathlib
import re
from collections.abc import Container

import numpy
import PIL.Image
import tap


def pattern(seed: int, width: int, height: int) -> numpy.ndarray:
    y, x = numpy.mgrid[0:height, 0:width]
    colours = ((x * seed + y), (x ^ y) + 40 * seed, (x * y >> 4) + 16 * seed)
    return numpy.stack(colours, axis=-1).astype(numpy.uint8)


def expected(name: str) -> numpy.ndarray:
    """The picture of a name."""
    _, _, size, *layers = name.split('_')
    width, height = map(int, size.split('x'))
    screen = numpy.zeros((height, width, 3), numpy.uint8)
    for layer in layers:
        if layer == 'black':
            continue
        if veil := re.fullmatch(r'veil(\d+)-(\d+)-(\d+)-(\d+)-(\d+)-(\d+)', layer):
            value, alpha, x, y, w, h = map(int, veil.groups())
            under = screen[y:y + h, x:x + w].astype(int)
            screen[y:y + h, x:x + w] = value + (under * (255 - alpha) * 2 + 255) // (255 * 2)
            continue
        match = re.fullmatch(r'pattern(\d+)(?:-(\d+)-(\d+)-(\d+)-(\d+))?', layer)
        if not match:
            raise ValueError(f"{name}: nobody knows the layer '{layer}'")
        x, y, w, h = map(int, match.groups()[1:]) if match[2] else (0, 0, width, height)
        screen[y:y + h, x:x + w] = pattern(int(match[1]), width, height)[y:y + h, x:x + w]
    return screen


def difference(path: pathlib.Path) -> str:
    """How a picture differs from what its name says; nothing if it does not."""
    wanted = expected(path.stem)
    with PIL.Image.open(path) as picture:
        seen = numpy.asarray(picture.convert('RGB'))
    if seen.shape != wanted.shape:
        return f'it is {seen.shape[1]} x {seen.shape[0]}, not {wanted.shape[1]} x {wanted.shape[0]}'
    wrong = numpy.argwhere((seen != wanted).any(axis=-1))
    if not len(wrong):
        return ''
    y, x = wrong[0]
    return (f'{len(wrong)} pixels differ; the first, {x},{y}, is {seen[y, x].tolist()}, '
            f'not {wanted[y, x].tolist()}')


def pictures_of(listed: pathlib.Path, drivers: Container[str]) -> list[str]:
    """Those of a list that are of one of the drivers. A driver is what is before the first dash."""
    return [line for line in listed.read_text(encoding='utf-8').splitlines() if line.split('-')[0] in drivers]


def judge(report: tap.Report, folder: pathlib.Path, names: list[str]) -> None:
    """A result for each picture that is to be taken, and one that there is no other."""
    for name in names:
        path = folder / f'{name}.png'
        problem = difference(path) if path.exists() else 'nobody took this picture'
        report.result(not problem, f'on the screen: {name}', problem)
    others = {path.stem for path in folder.iterdir()} - set(names)
    report.result(not others, 'every picture is listed', ' '.join(sorted(others)))
