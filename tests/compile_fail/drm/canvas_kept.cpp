// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: deleted constructor
// why: C keeps the address of a device's memory, which is unmapped when the device goes.
// rust: none: there is no KMS
#include <bindings/drm/canvas.hpp>

using namespace kernel;

struct Screen {
#ifndef CONTROL
    explicit Screen(const drm::Canvas &canvas) : canvas(canvas) {}
    drm::Canvas canvas;
#endif
};

void draw(const drm::Canvas &canvas, const drm::Layer &layer, const drm::Rect &part)
{
    canvas.copy(layer, part);
}
