// SPDX-License-Identifier: GPL-2.0
// <drm/drm_connector.h>: where a screen is plugged in, and what that can show.
#pragma once

#include <bindings/drm/mode.hpp>
#include <bindings/result.hpp>
#include <bindings/slab.hpp>

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

/// A connector that is always connected, and its encoder; the device owns them once they are made.
template <Connector T> class ConnectorObject {
public:
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOMEM, or -errno of drm_connector_init() and others.
    /// Ownership: the device's, until its last reference goes.
    static Result<> create(raw::drm_device &device, const raw::drm_crtc &crtc, T connector)
        MAY_SLEEP
    {
        auto *encoder = TRY(Encoder::create(device, crtc));
        auto object = TRY(make_box<ConnectorObject>(GFP_KERNEL, std::move(connector)));
        unsafe("the device is not registered, and calls destroy() once if this succeeds") {
            TRY(to_result(raw::drm_connector_init(&device, &object->raw_, &funcs_,
                                                  raw::DRM_MODE_CONNECTOR_VIRTUAL)));
            raw::drm_connector *done = &object.into_raw()->raw_;
            raw::drm_connector_helper_add(done, &helper_funcs_);
            raw::drm_connector_attach_edid_property(done);
            return to_result(raw::drm_connector_attach_encoder(done, encoder));
        }
    }

    explicit ConnectorObject(T connector) : connector_(std::move(connector)) {}

private:
    // Of no meaning, but the core wants one between CRTC and connector.
    class Encoder {
    public:
        static Result<raw::drm_encoder *> create(raw::drm_device &device, const raw::drm_crtc &crtc)
            MAY_SLEEP
        {
            auto encoder = TRY(make_box<Encoder>(GFP_KERNEL));
            unsafe("the device is not registered, and calls destroy() once if this succeeds") {
                TRY(to_result(raw::drm_encoder_init(&device, &encoder->raw_, &funcs_,
                                                    raw::DRM_MODE_ENCODER_VIRTUAL, nullptr)));
                raw::drm_encoder *done = &encoder.into_raw()->raw_;
                raw::drm_encoder_set_possible_crtcs(done, raw::drm_crtc_mask(&crtc));
                return done;
            }
        }

    private:
        static void destroy(raw::drm_encoder *raw)
        {
            static_assert(__builtin_offsetof(Encoder, raw_) == 0);
            unsafe("create() has given it to the device, which is done with it") {
                raw::drm_encoder_cleanup(raw);
                const auto owner = Box<Encoder>::from_raw(reinterpret_cast<Encoder *>(raw));
            }
        }

        static consteval raw::drm_encoder_funcs make_funcs()
        {
            raw::drm_encoder_funcs funcs{};
            funcs.destroy = destroy;
            return funcs;
        }
        static constexpr raw::drm_encoder_funcs funcs_ = make_funcs();

        raw::drm_encoder raw_{};
    };

    static ConnectorObject &of(raw::drm_connector *raw)
    {
        static_assert(__builtin_offsetof(ConnectorObject, raw_) == 0);
        return *reinterpret_cast<ConnectorObject *>(raw);
    }

    static void destroy(raw::drm_connector *raw)
    {
        unsafe("create() has given it to the device, which is done with it") {
            raw::drm_connector_cleanup(raw);
            const auto owner = Box<ConnectorObject>::from_raw(&of(raw));
        }
    }

    static int read_block(void *data, u8 *bytes, unsigned int block, size_t size) MAY_SLEEP
    {
        constexpr size_t block_size = 128;
        const auto *connector = static_cast<const T *>(data);
        return connector->read_edid(std::span(bytes, size), block * block_size) ? 0 : -1;
    }

    static int get_modes(raw::drm_connector *raw) MAY_SLEEP
    {
        const T &connector = of(raw).connector_;
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
        funcs.destroy = destroy;
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

    raw::drm_connector raw_{};
    const T connector_;
};

} // namespace detail
} // namespace kernel::drm
