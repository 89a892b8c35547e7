// SPDX-License-Identifier: GPL-2.0
// DRM_IOCTL_MODE_ATOMIC: what makes sense as a whole, and what is thrown together.
#pragma once

#include <tests/fuzz/kms/values.hpp>

class Changes {
public:
    explicit Changes(Actor &actor) : actor_(actor) {}

    void add(const Object &object, const std::string &name, uint64_t value)
    {
        add(object.id, object.property(name), value);
    }
    void add(uint32_t object, uint32_t property, uint64_t value)
    {
        objects_.push_back(object);
        counts_.push_back(1);
        properties_.push_back(property);
        values_.push_back(value);
    }
    void add_any()
    {
        const Object &object = actor_.objects.any(actor_.random);
        const Property &property = actor_.random.pick(object.properties);
        add(actor_.about(object.id), actor_.about(property.id),
            any_value(actor_, object, property.name));
    }
    /// Shows a part of a buffer.
    void show(const Object &plane, uint64_t framebuffer, uint32_t width, uint32_t height)
    {
        add(plane, "FB_ID", framebuffer);
        add(plane, "CRTC_ID", framebuffer ? actor_.objects.crtc.id : 0);
        for (const auto *name : {"SRC_X", "SRC_Y", "CRTC_X", "CRTC_Y"})
            add(plane, name,
                actor_.random.chance(97) && &plane == &actor_.objects.primary
                    ? 0
                    : any_value(actor_, plane, name));
        add(plane, "SRC_W", uint64_t{width} << 16);
        add(plane, "SRC_H", uint64_t{height} << 16);
        add(plane, "CRTC_W", width);
        add(plane, "CRTC_H", height);
    }
    void set(const Sized &mode, bool is_active)
    {
        add(actor_.objects.connector, "CRTC_ID", actor_.objects.crtc.id);
        add(actor_.objects.crtc, "MODE_ID", mode.id);
        add(actor_.objects.crtc, "ACTIVE", is_active);
    }
    void change_some()
    {
        while (actor_.is_odd() && !values_.empty()) {
            const size_t i = actor_.random.below(values_.size());
            switch (actor_.random.below(5)) {
            case 0: objects_[i] = static_cast<uint32_t>(actor_.random.below(80)); break;
            case 1: properties_[i] = static_cast<uint32_t>(actor_.random.below(80)); break;
            case 2: counts_[i] = static_cast<uint32_t>(actor_.random.below(4)); break;
            default: values_[i] = actor_.random.near(values_[i]);
            }
        }
    }

    /// Return: whether it was taken.
    bool commit(uint32_t flags)
    {
        have_pictures_for_fences();
        drm_mode_atomic atomic{};
        atomic.flags = flags;
        // What a count is too large for lies behind.
        atomic.count_objs = static_cast<uint32_t>(objects_.size());
        properties_.resize(properties_.size() + 16);
        values_.resize(values_.size() + 16);
        atomic.objs_ptr = address(objects_.data());
        atomic.count_props_ptr = address(counts_.data());
        atomic.props_ptr = address(properties_.data());
        atomic.prop_values_ptr = address(values_.data());
        atomic.user_data = actor_.random.number();
        return actor_.ask(actor_.file(), DRM_IOCTL_MODE_ATOMIC, atomic);
    }

private:
    // The core warns of a plane that has a fence and no picture (drm_atomic_helper_wait_for_fences()), which
    // anybody may ask for, of any driver.
    void have_pictures_for_fences()
    {
        const uint32_t fence = actor_.objects.primary.property("IN_FENCE_FD");
        const bool is_plain =
            std::ranges::all_of(counts_, [](uint32_t count) { return count == 1; });
        const uint32_t picture = Sized::of(actor_.process.framebuffers.pick(actor_.random)).id;
        const size_t size = values_.size();
        for (size_t i = 0; i < size; i++) {
            if (properties_[i] != fence)
                continue;
            if (is_plain && picture != 0)
                add(objects_[i], actor_.objects.primary.property("FB_ID"), picture);
            else
                values_[i] = ~0ULL;
        }
    }

    Actor &actor_;
    std::vector<uint32_t> objects_, counts_, properties_;
    std::vector<uint64_t> values_;
};

inline uint32_t any_flags(Actor &actor)
{
    uint32_t flags = 0;
    for (const auto &[flag, percent] : {std::pair{DRM_MODE_ATOMIC_ALLOW_MODESET, 70u},
                                        {DRM_MODE_ATOMIC_NONBLOCK, 40u},
                                        {DRM_MODE_PAGE_FLIP_EVENT, 40u},
                                        {DRM_MODE_ATOMIC_TEST_ONLY, 5u}})
        flags |= actor.random.chance(percent) ? static_cast<uint32_t>(flag) : 0;
    return actor.is_odd() ? static_cast<uint32_t>(actor.random.near(flags)) : flags;
}

/// A picture and its mode, with a cursor or without, or nothing any more.
inline void show(Actor &actor)
{
    Random &random = actor.random;
    Changes changes(actor);
    const auto picture = Sized::of(actor.process.framebuffers.pick(random));
    auto mode = Sized::of(actor.process.modes.pick(random));
    for (int i = 0; i < 8 && (mode.width > picture.width || mode.height > picture.height); i++)
        mode = Sized::of(actor.process.modes.pick(random));
    const bool is_on = random.chance(95);
    changes.set(is_on ? mode : Sized{}, is_on && random.chance(90));
    changes.show(actor.objects.primary, is_on ? picture.id : 0, mode.width, mode.height);
    if (!is_on)
        changes.add(actor.objects.connector, "CRTC_ID", 0);
    if (random.chance(40))
        changes.show(actor.objects.cursor, random.chance(80) ? actor.any_framebuffer(95) : 0, 64,
                     64);
    if (is_on && random.chance(10))
        changes.add(actor.objects.primary, "IN_FENCE_FD", actor.process.fences.pick(random));
    changes.change_some();
    if (changes.commit(any_flags(actor) | (actor.is_odd() ? 0 : DRM_MODE_ATOMIC_ALLOW_MODESET)))
        actor.world.shown++;
}

/// Some of all that there is.
inline void commit_any(Actor &actor)
{
    Changes changes(actor);
    for (uint64_t count = actor.random.between(actor.is_odd() ? 0 : 1, 8); count > 0; count--)
        changes.add_any();
    changes.change_some();
    changes.commit(any_flags(actor));
}

/// Another picture of the same size.
inline void flip(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(50)) {
        Changes changes(actor);
        changes.add(actor.objects.primary, "FB_ID", actor.any_framebuffer());
        changes.commit(any_flags(actor) & ~static_cast<uint32_t>(DRM_MODE_ATOMIC_ALLOW_MODESET));
        return;
    }
    drm_mode_crtc_page_flip flip{};
    flip.crtc_id = actor.about(actor.objects.crtc.id);
    flip.fb_id = actor.any_framebuffer();
    flip.flags = random.chance(70) ? DRM_MODE_PAGE_FLIP_EVENT : 0;
    if (actor.is_odd())
        flip.flags = static_cast<uint32_t>(random.below(32));
    flip.user_data = random.number();
    actor.ask(actor.file(), DRM_IOCTL_MODE_PAGE_FLIP, flip);
}
