// SPDX-License-Identifier: GPL-2.0
// <drm/drm_connector.h>: where a screen is plugged in, and what that can show.
#pragma once

#include <bindings/drm/kms_object.hpp>
#include <bindings/drm/mode.hpp>

#include <concepts>
#include <span>

namespace kernel::drm {

/// What a class must have to be a driver's connector. read_edid() gives a part of what the screen says of
/// itself, or an error: then it has the sizes up to `largest` that everybody knows.
template <class T>
concept Connector = requires(const T &connector, std::span<u8> bytes, size_t offset) {
    { connector.read_edid(bytes, offset) } -> std::same_as<Result<>>;
    { T::preferred } -> std::convertible_to<Size>;
    { T::largest } -> std::convertible_to<Size>;
};

namespace detail {

/// Of no meaning, but the core wants one between CRTC and connector.
class Encoder : public KmsObject<Encoder, raw::drm_encoder, raw::drm_encoder_cleanup> {
public:
    /// Context: Process context. May sleep.
    /// Return: the encoder; -ENOMEM, or -errno of drm_encoder_init().
    /// Ownership: the device's.
    static Result<raw::drm_encoder *> create(raw::drm_device &device, const raw::drm_crtc &crtc)
        MAY_SLEEP
    {
        auto encoder = TRY(make_box<Encoder>(GFP_KERNEL));
        unsafe("the device is not registered, and calls destroy() once if this succeeds") {
            TRY(to_result(raw::drm_encoder_init(&device, &encoder->raw_, &funcs_,
                                                raw::DRM_MODE_ENCODER_VIRTUAL, nullptr)));
            auto *done = hand_over(std::move(encoder));
            raw::drm_encoder_set_possible_crtcs(done, raw::drm_crtc_mask(&crtc));
            return done;
        }
    }

private:
    static consteval raw::drm_encoder_funcs make_funcs()
    {
        raw::drm_encoder_funcs funcs{};
        funcs.destroy = destroy;
        return funcs;
    }
    static const raw::drm_encoder_funcs funcs_;
};
inline constexpr raw::drm_encoder_funcs Encoder::funcs_ = make_funcs();

/// A connector that is always connected.
template <Connector T>
class ConnectorObject
    : public KmsObject<ConnectorObject<T>, raw::drm_connector, raw::drm_connector_cleanup> {
public:
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOMEM, or -errno of drm_connector_init() and others.
    /// Ownership: the device's.
    static Result<> create(raw::drm_device &device, const raw::drm_crtc &crtc, T connector)
        MAY_SLEEP
    {
        auto *encoder = TRY(Encoder::create(device, crtc));
        auto object = TRY(make_box<ConnectorObject>(GFP_KERNEL, std::move(connector)));
        unsafe("the device is not registered, and calls destroy() once if this succeeds") {
            TRY(to_result(raw::drm_connector_init(&device, &object->raw_, &funcs_,
                                                  raw::DRM_MODE_CONNECTOR_VIRTUAL)));
            auto *done = ConnectorObject::hand_over(std::move(object));
            raw::drm_connector_helper_add(done, &helper_funcs_);
            raw::drm_connector_attach_edid_property(done);
            return to_result(raw::drm_connector_attach_encoder(done, encoder));
        }
    }

    explicit ConnectorObject(T connector) : connector_(std::move(connector)) {}

private:
    static int read_block(void *data, u8 *bytes, unsigned int block, size_t size) MAY_SLEEP
    {
        constexpr size_t block_size = 128;
        const auto *connector = static_cast<const T *>(data);
        return connector->read_edid(std::span(bytes, size), block * block_size) ? 0 : -1;
    }

    static int get_modes(raw::drm_connector *raw) MAY_SLEEP
    {
        const T &connector = ConnectorObject::of(raw).connector_;
        unsafe("the core holds its lock of modes, and what was read is freed here") {
            const auto *edid =
                raw::drm_edid_read_custom(raw, read_block, const_cast<T *>(&connector));
            const int modes = raw::drm_edid_connector_update(raw, edid);
            raw::drm_edid_free(edid);
            if (modes > 0)
                return modes;
            constexpr Size largest = T::largest;
            constexpr Size preferred = T::preferred;
            const int known = raw::drm_add_modes_noedid(raw, static_cast<int>(largest.width),
                                                        static_cast<int>(largest.height));
            raw::drm_set_preferred_mode(raw, static_cast<int>(preferred.width),
                                        static_cast<int>(preferred.height));
            return known;
        }
    }

    static consteval raw::drm_connector_funcs make_funcs()
    {
        raw::drm_connector_funcs funcs{};
        funcs.fill_modes = raw::drm_helper_probe_single_connector_modes;
        funcs.destroy = ConnectorObject::destroy;
        funcs.reset = raw::drm_atomic_helper_connector_reset;
        funcs.atomic_duplicate_state = raw::drm_atomic_helper_connector_duplicate_state;
        funcs.atomic_destroy_state = raw::drm_atomic_helper_connector_destroy_state;
        return funcs;
    }
    static consteval raw::drm_connector_helper_funcs make_helper_funcs()
    {
        raw::drm_connector_helper_funcs funcs{};
        funcs.get_modes = get_modes;
        return funcs;
    }

    static constexpr raw::drm_connector_funcs funcs_ = make_funcs();
    static constexpr raw::drm_connector_helper_funcs helper_funcs_ = make_helper_funcs();

    const T connector_;
};

} // namespace detail
} // namespace kernel::drm
