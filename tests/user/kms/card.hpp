// SPDX-License-Identifier: GPL-2.0
// A display device, by the system calls themselves: its objects, their properties, and what changes them at once.
#pragma once

#include <tests/user/need.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <libdrm/drm.h>
#include <libdrm/drm_fourcc.h>
#include <libdrm/drm_mode.h>
#include <sys/ioctl.h>
#include <unistd.h>

class Card {
public:
    explicit Card(const char *path) : fd(open(path, O_RDWR | O_CLOEXEC))
    {
        need(fd >= 0, path);
        need(can(DRM_CLIENT_CAP_UNIVERSAL_PLANES) && can(DRM_CLIENT_CAP_ATOMIC),
             "it is not atomic");
        find_objects();
        find_modes();
        plane = plane_of_type(1);
        need(plane != 0, "a primary plane");
        cursor = plane_of_type(2);
    }
    ~Card() { close(fd); }
    Card(const Card &) = delete;
    Card &operator=(const Card &) = delete;

    template <typename T> bool ask(unsigned long command, T &argument) const
    {
        return ioctl(fd, command, &argument) == 0;
    }

    std::uint32_t property(std::uint32_t object, std::uint32_t type, const std::string &name) const
    {
        auto &all = known_[object];
        if (all.empty())
            all = properties(object, type);
        const auto found = all.find(name);
        need(found != all.end(), "no property " + name);
        return found->second.first;
    }
    /// Of all properties, with their numbers.
    std::vector<std::pair<std::uint32_t, std::uint64_t>> values(std::uint32_t object,
                                                                std::uint32_t type) const
    {
        drm_mode_obj_get_properties get{};
        get.obj_id = object;
        get.obj_type = type;
        need(ask(DRM_IOCTL_MODE_OBJ_GETPROPERTIES, get), "properties");
        std::vector<std::uint32_t> ids(get.count_props);
        std::vector<std::uint64_t> values(get.count_props);
        get.props_ptr = address(ids.data());
        get.prop_values_ptr = address(values.data());
        need(ask(DRM_IOCTL_MODE_OBJ_GETPROPERTIES, get), "properties");
        std::vector<std::pair<std::uint32_t, std::uint64_t>> all;
        for (std::size_t i = 0; i < ids.size(); i++)
            all.emplace_back(ids[i], values[i]);
        return all;
    }
    /// The same by their names.
    std::map<std::string, std::pair<std::uint32_t, std::uint64_t>>
    properties(std::uint32_t object, std::uint32_t type) const
    {
        std::map<std::string, std::pair<std::uint32_t, std::uint64_t>> named;
        for (const auto &[id, value] : values(object, type)) {
            drm_mode_get_property property{};
            property.prop_id = id;
            need(ask(DRM_IOCTL_MODE_GETPROPERTY, property), "a property");
            named[property.name] = {id, value};
        }
        return named;
    }
    std::uint64_t value(std::uint32_t object, std::uint32_t type, const std::string &name) const
    {
        return properties(object, type)[name].second;
    }
    std::uint32_t blob(const void *data, std::uint32_t size) const
    {
        drm_mode_create_blob create{.data = address(data), .length = size, .blob_id = 0};
        need(ask(DRM_IOCTL_MODE_CREATEPROPBLOB, create), "a blob");
        return create.blob_id;
    }
    /// Of a buffer in one piece, with 4 bytes for each pixel.
    std::uint32_t framebuffer(std::uint32_t handle, std::uint32_t width, std::uint32_t height,
                              std::uint32_t pitch, std::uint32_t format = DRM_FORMAT_XRGB8888) const
    {
        drm_mode_fb_cmd2 add{};
        add.width = width;
        add.height = height;
        add.pixel_format = format;
        add.handles[0] = handle;
        add.pitches[0] = pitch;
        need(ask(DRM_IOCTL_MODE_ADDFB2, add), "a framebuffer");
        return add.fb_id;
    }
    /// Return: a descriptor, or -1 and errno.
    int export_buffer(std::uint32_t handle) const
    {
        drm_prime_handle out{.handle = handle, .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
        return ask(DRM_IOCTL_PRIME_HANDLE_TO_FD, out) ? out.fd : -1;
    }
    const drm_mode_modeinfo &mode(unsigned width, unsigned height) const
    {
        for (const auto &mode : modes)
            if (mode.hdisplay == width && mode.vdisplay == height)
                return mode;
        errno = ENOENT;
        need(false, "a mode of " + std::to_string(width) + " x " + std::to_string(height));
        std::abort();
    }

    int fd;
    std::uint32_t connector{}, crtc{}, plane{};
    std::uint32_t cursor{}; // 0: there is none
    std::vector<drm_mode_modeinfo> modes;

private:
    // Of each object: their values change, and what they are does not.
    mutable std::map<std::uint32_t, std::map<std::string, std::pair<std::uint32_t, std::uint64_t>>>
        known_;

    bool can(std::uint64_t capability) const
    {
        drm_set_client_cap cap{.capability = capability, .value = 1};
        return ask(DRM_IOCTL_SET_CLIENT_CAP, cap);
    }
    void find_objects()
    {
        drm_mode_card_res count{}, get{};
        need(ask(DRM_IOCTL_MODE_GETRESOURCES, count), "its objects");
        std::vector<std::uint32_t> crtcs(count.count_crtcs), connectors(count.count_connectors);
        get.count_crtcs = count.count_crtcs;
        get.crtc_id_ptr = address(crtcs.data());
        get.count_connectors = count.count_connectors;
        get.connector_id_ptr = address(connectors.data());
        need(ask(DRM_IOCTL_MODE_GETRESOURCES, get) && !crtcs.empty() && !connectors.empty(),
             "its objects");
        crtc = crtcs[0];
        connector = connectors[0];
    }
    void find_modes()
    {
        drm_mode_get_connector count{}, get{};
        count.connector_id = get.connector_id = connector;
        // The core lets programs in before it has all that they ask for.
        for (int tries = 0; !ask(DRM_IOCTL_MODE_GETCONNECTOR, count); tries++) {
            need(errno == ENOENT && tries < 200, "its connector");
            usleep(10000);
        }
        modes.resize(count.count_modes);
        get.count_modes = count.count_modes;
        get.modes_ptr = address(modes.data());
        need(ask(DRM_IOCTL_MODE_GETCONNECTOR, get) && get.connection == 1,
             "a display on its connector");
    }
    std::uint32_t plane_of_type(std::uint64_t type) const
    {
        drm_mode_get_plane_res get{};
        need(ask(DRM_IOCTL_MODE_GETPLANERESOURCES, get), "its planes");
        std::vector<std::uint32_t> planes(get.count_planes);
        get.plane_id_ptr = address(planes.data());
        need(ask(DRM_IOCTL_MODE_GETPLANERESOURCES, get), "its planes");
        for (const auto id : planes)
            if (value(id, DRM_MODE_OBJECT_PLANE, "type") == type)
                return id;
        return 0;
    }
};
