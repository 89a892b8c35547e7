// SPDX-License-Identifier: GPL-2.0
// What can be asked for, with room for the answer, or too little; and calls that nobody makes.
#pragma once

#include <tests/fuzz/kms/values.hpp>

/// Room for answers.
class Room {
public:
    explicit Room(Actor &actor) : actor_(actor) {}

    template <class Pointer, class Count> void give(Pointer &pointer, Count &count)
    {
        count =
            static_cast<Count>(actor_.random.pick(std::array{0UL, 64UL, actor_.random.below(8)}));
        if (actor_.is_odd())
            count = static_cast<Count>(actor_.random.boundary());
        pointer = address(&memory_[256 * actor_.random.below(4)]);
    }

private:
    Actor &actor_;
    std::array<uint64_t, 1024> memory_{};
};

inline void ask_for_resources(Actor &actor)
{
    Room room(actor);
    drm_mode_card_res resources{};
    room.give(resources.crtc_id_ptr, resources.count_crtcs);
    room.give(resources.fb_id_ptr, resources.count_fbs);
    room.give(resources.connector_id_ptr, resources.count_connectors);
    room.give(resources.encoder_id_ptr, resources.count_encoders);
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETRESOURCES, resources);
    drm_mode_get_plane_res planes{};
    room.give(planes.plane_id_ptr, planes.count_planes);
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETPLANERESOURCES, planes);
}

inline void ask_for_connector(Actor &actor)
{
    Room room(actor);
    drm_mode_get_connector get{};
    get.connector_id = actor.about(actor.objects.connector.id);
    room.give(get.modes_ptr, get.count_modes);
    // A mode is larger than a number. Without room for any the screen is asked for its modes again, which takes long.
    get.count_modes = std::min(get.count_modes, 8U);
    if (get.count_modes == 0 && actor.random.chance(80))
        get.count_modes = 1;
    room.give(get.props_ptr, get.count_props);
    room.give(get.prop_values_ptr, get.count_props);
    room.give(get.encoders_ptr, get.count_encoders);
    if (actor.ask(actor.file(), DRM_IOCTL_MODE_GETCONNECTOR, get)) {
        drm_mode_get_encoder encoder{};
        encoder.encoder_id = actor.about(get.encoder_id);
        actor.ask(actor.file(), DRM_IOCTL_MODE_GETENCODER, encoder);
    }
}

inline void ask_for_properties(Actor &actor)
{
    Room room(actor);
    const Object &object = actor.objects.any(actor.random);
    drm_mode_obj_get_properties get{};
    get.obj_id = actor.about(object.id);
    get.obj_type = actor.about(object.type);
    room.give(get.props_ptr, get.count_props);
    room.give(get.prop_values_ptr, get.count_props);
    actor.ask(actor.file(), DRM_IOCTL_MODE_OBJ_GETPROPERTIES, get);
    drm_mode_get_property property{};
    property.prop_id = actor.about(actor.random.pick(object.properties).id);
    room.give(property.values_ptr, property.count_values);
    room.give(property.enum_blob_ptr, property.count_enum_blobs);
    // A name of a value is longer than a number.
    property.count_enum_blobs = std::min(property.count_enum_blobs, 8U);
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETPROPERTY, property);
    drm_mode_get_blob blob{};
    blob.blob_id = static_cast<uint32_t>(actor.about(actor.process.blobs.pick(actor.random)));
    room.give(blob.data, blob.length);
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETPROPBLOB, blob);
}

inline void ask_for_picture(Actor &actor)
{
    drm_mode_crtc crtc{};
    crtc.crtc_id = actor.about(actor.objects.crtc.id);
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETCRTC, crtc);
    Room room(actor);
    drm_mode_get_plane plane{};
    plane.plane_id = actor.about(actor.objects.primary.id);
    room.give(plane.format_type_ptr, plane.count_format_types);
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETPLANE, plane);
    drm_mode_fb_cmd2 framebuffer{};
    framebuffer.fb_id = actor.any_framebuffer();
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETFB2, framebuffer);
    drm_mode_fb_cmd older{};
    older.fb_id = actor.any_framebuffer();
    actor.ask(actor.file(), DRM_IOCTL_MODE_GETFB, older);
}

inline void ask(Actor &actor)
{
    switch (actor.random.below(4)) {
    case 0: ask_for_resources(actor); break;
    case 1: ask_for_connector(actor); break;
    case 2: ask_for_properties(actor); break;
    default: ask_for_picture(actor);
    }
}

inline void call_junk(Actor &actor)
{
    Random &random = actor.random;
    const auto number = random.chance(80) ? random.between(0xa0, 0xd2) : random.below(256);
    // That has arguments enough of its own, and not all of them: see set_crtc().
    if (number != _IOC_NR(DRM_IOCTL_MODE_OBJ_SETPROPERTY))
        call_with_junk(actor, number);
}
