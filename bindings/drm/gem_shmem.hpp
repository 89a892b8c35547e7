// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gem_shmem_helper.h>: what a buffer in shared memory does when the core asks, as drm_gem_shmem_funcs.
#pragma once

#include <bindings/raw.hpp>

namespace kernel::drm::detail {

/// What is an inline function of C has no address.
template <auto function, class... Args> static auto shmem_call(Args... args)
{
    unsafe("the core has the object, and locked as this wants it") {
        return function(args...);
    }
}

/// All but free(), to begin with.
consteval raw::drm_gem_object_funcs shmem_funcs()
{
    raw::drm_gem_object_funcs funcs{};
    funcs.print_info = shmem_call<raw::drm_gem_shmem_object_print_info>;
    funcs.pin = shmem_call<raw::drm_gem_shmem_object_pin>;
    funcs.unpin = shmem_call<raw::drm_gem_shmem_object_unpin>;
    funcs.get_sg_table = shmem_call<raw::drm_gem_shmem_object_get_sg_table>;
    funcs.vmap = shmem_call<raw::drm_gem_shmem_object_vmap>;
    funcs.vunmap = shmem_call<raw::drm_gem_shmem_object_vunmap>;
    funcs.mmap = shmem_call<raw::drm_gem_shmem_object_mmap>;
    funcs.vm_ops = &raw::drm_gem_shmem_vm_ops;
    return funcs;
}

} // namespace kernel::drm::detail
