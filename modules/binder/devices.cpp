// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/devices.hpp>

#include <linux/android/binderfs.h>

namespace binder {

Devices::Devices(RefPtr<Processes> &&processes, RefPtr<Ida> &&minors, Box<DeviceNumbers> &&numbers,
                 Vec<char> &&names)
    : processes_(std::move(processes)), minors_(std::move(minors)), numbers_(std::move(numbers)),
      names_(std::move(names))
{}

Result<RefPtr<Devices>> Devices::create(std::string_view names, DebugfsDir folder) MAY_SLEEP
{
    auto processes = TRY(make_ref<Processes>(GFP_KERNEL, std::move(folder)));
    auto minors = TRY(make_ref<Ida>(GFP_KERNEL));
    auto numbers = TRY(DeviceNumbers::create("binder", DeviceNumbers::most));
    Vec<char> text;
    TRY(text.append(names, GFP_KERNEL));
    auto devices = TRY(make_ref<Devices>(GFP_KERNEL, std::move(processes), std::move(minors),
                                         std::move(numbers), std::move(text)));
    TRY(devices->check_names());
    return devices;
}

// The kernel has much to say of a name that is taken: it is not asked.
Result<> Devices::check_names() const MAY_SLEEP
{
    return for_each_name([this](std::string_view name) MAY_SLEEP -> Result<> {
        if (name.size() > BINDERFS_MAX_NAME)
            return -E2BIG;
        size_t times = 0;
        TRY(for_each_name([&times, name](std::string_view other) -> Result<> {
            times += other == name ? 1 : 0;
            return {};
        }));
        if (times != 1)
            return -EEXIST;
        return {};
    });
}

Result<IdaNumber> Devices::minor(bool is_initial) const MAY_SLEEP
{
    constexpr u32 kept = 4;
    return IdaNumber::get(minors_, DeviceNumbers::most - 1 - (is_initial ? 0 : kept));
}

Result<RefPtr<Context>> Devices::make_context(std::string_view name) const MAY_SLEEP
{
    Vec<char> text;
    TRY(text.append(name, GFP_KERNEL));
    return make_ref<Context>(GFP_KERNEL, RefPtr<Processes>(processes_), std::move(text));
}

} // namespace binder
