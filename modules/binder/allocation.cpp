// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/allocation.hpp>

namespace binder {

void Allocation::set_files(Box<Files> files) const
{
    files_.with([&files](std::optional<Box<Files>> &own) { own = std::move(files); });
    has_files_.set(true);
}

std::optional<Box<Files>> Allocation::take_files() const
{
    if (!has_files_.read())
        return std::nullopt;
    has_files_.set(false);
    return files_.with(
        [](std::optional<Box<Files>> &own) { return std::exchange(own, std::nullopt); });
}

} // namespace binder
