// SPDX-License-Identifier: GPL-2.0
// An open file of the device: commands as panthor has them, <drm/panthor_drm.h>.
#pragma once

#include <bindings/drm/render.hpp>
#include <bindings/uapi.hpp>
#include <modules/gpu/gpu.hpp>

#include <drm/panthor_drm.h>

namespace gpu {

class Client {
public:
    static Result<Box<Client>> open(const RefPtr<Gpu> &gpu) MAY_SLEEP
    {
        return make_box<Client>(GFP_KERNEL, RefPtr<Gpu>(gpu));
    }

    explicit Client(RefPtr<Gpu> gpu) : gpu_(std::move(gpu)) {}

private:
    Result<> dev_query(drm_panthor_dev_query &args) const MAY_SLEEP;

    RefPtr<Gpu> gpu_;

public:
    static constexpr auto ioctls =
        drm::IoctlTable{drm::ioctl<DRM_IOCTL_PANTHOR_DEV_QUERY, &Client::dev_query>};
};

} // namespace gpu
