// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: [kcxx-stored-borrow]
// why: C keeps a plane's state, which is freed with the commit behind the next.
// rust: none: there is no KMS
#include <bindings/drm/frame.hpp>

using namespace kernel;

struct Crtc {
#ifdef CONTROL
    explicit Crtc(const drm::Frame &frame) : cursor(frame.cursor().where()) {}
    drm::Rect cursor;
#else
    explicit Crtc(const drm::Frame &frame) : cursor(frame.cursor()) {}
    drm::Layer cursor;
#endif
};

drm::Rect where(const Crtc &crtc)
{
#ifdef CONTROL
    return crtc.cursor;
#else
    return crtc.cursor.where();
#endif
}
