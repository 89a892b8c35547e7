// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/vm.hpp>

#include <algorithm>
#include <bit>

namespace gpu {
namespace {

// They are done as soon as they begin: one at a time is as quick as many.
constexpr u32 most_binds = 1;

} // namespace

Result<RefPtr<Vm>> Vm::create(const drm::File &file, const Bond &bond, RefPtr<Hardware> hardware,
                              RefPtr<AddressSpaces> all, u64 user_size) MAY_SLEEP
{
    const auto bound = TRY(bond.enter());
    if (user_size > size - least_kernel_size)
        return -EINVAL;
    if (user_size == 0)
        user_size = size / 2;
    // The driver's part is a power of two.
    const u64 kernel_size = std::bit_floor(size - user_size);
    auto table = TRY(PageTable::create(bound));
    auto mappings = TRY(AddressSpace::Mappings::create(file, size));
    auto space = TRY(make_ref<AddressSpace>(GFP_KERNEL, std::move(hardware), std::move(table),
                                            std::move(mappings)));
    // From here on it takes itself from all there are.
    auto vm = TRY(make_ref<Vm>(GFP_KERNEL, Bond(bond), RefPtr<AddressSpaces>(all),
                               RefPtr<AddressSpace>(space), TRY(make_ref<Ida>(GFP_KERNEL)),
                               TRY(drm::JobQueue<BindJob>::create(file, most_binds)),
                               size - kernel_size));
    TRY(all->add(std::move(space)));
    return vm;
}

Result<> Vm::check(Range where) const
{
    if ((where.from | where.size) % PageTable::page_size != 0)
        return -EINVAL;
    if (where.size > user_size_ || where.from > user_size_ - where.size)
        return -EINVAL;
    return {};
}

Result<Vm::Change> Vm::prepare_map(Range where, const BufferRef &buffer, u64 offset,
                                   u32 flags) const MAY_SLEEP
{
    TRY(check(where));
    if (offset % PageTable::page_size != 0 || where.size > buffer.size() ||
        offset > buffer.size() - where.size)
        return -EINVAL;
    if (!is_usable() || !buffer->may_be_in(number_))
        return -EINVAL;
    const auto bound = TRY(bond_.enter());
    TRY(buffer.map_for_device());
    return space_->prepare_map(bound, where, BufferRef(buffer), offset, flags);
}

Result<Vm::Change> Vm::prepare_unmap(Range where) const MAY_SLEEP
{
    TRY(check(where));
    return AddressSpace::prepare_unmap(where);
}

Range Vm::place_of(const IdaNumber &window) const
{
    const u32 number = window.number();
    if (number < group_windows)
        return {.from = user_size_ + number * window_size, .size = window_size};
    return {.from = user_size_ + group_windows * window_size +
                    (number - group_windows) * heap_window_size,
            .size = heap_window_size};
}

Result<IdaNumber> Vm::map(IdaNumber window, const BufferRef &buffer, u32 flags) const MAY_SLEEP
{
    const auto bound = TRY(bond_.enter());
    TRY(buffer.map_for_device());
    const Range where{.from = window_at(window), .size = buffer.size()};
    auto change = TRY(space_->prepare_map(bound, where, BufferRef(buffer), 0, flags));
    const auto ended = TRY(space_->apply(change));
    return window;
}

Result<IdaNumber> Vm::map_window(const BufferRef &buffer) const MAY_SLEEP
{
    return map(TRY(IdaNumber::get(windows_, group_windows - 1)), buffer,
               abi::pte_write | abi::pte_execute);
}

Result<IdaNumber> Vm::map_heap_window(const BufferRef &buffer) const MAY_SLEEP
{
    const u64 room = (size - user_size_ - group_windows * window_size) / heap_window_size;
    const u32 last = group_windows + static_cast<u32>(std::min<u64>(room, most_heap_windows)) - 1;
    return map(TRY(IdaNumber::get(windows_, group_windows, last)), buffer, abi::pte_write);
}

void Vm::unmap_window(const IdaNumber &window) const MAY_SLEEP
{
    // If that cannot be, there is no device, or the window is mapped anew before it is used.
    if (auto change = AddressSpace::prepare_unmap(place_of(window)))
        const auto ended = space_->apply(*change);
}

} // namespace gpu
