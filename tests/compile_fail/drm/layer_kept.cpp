// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: copy assignment operator is implicitly deleted
// why: C keeps a plane's state, which is freed with the commit behind the next.
// rust: none: there is no KMS
#include <bindings/drm/frame.hpp>

using namespace kernel;

struct Crtc {
    std::optional<drm::Layer> cursor;
    drm::Rect where;
};

void flush(Crtc &crtc, const drm::Frame &frame)
{
#ifdef CONTROL
    if (const auto cursor = frame.cursor())
        crtc.where = cursor->where();
#else
    crtc.cursor = frame.cursor();
#endif
}
