// SPDX-License-Identifier: GPL-2.0
// What all devices have in common, wherever they are: names, numbers, and the processes that use them.
#pragma once

#include <bindings/chrdev.hpp>
#include <bindings/idr.hpp>
#include <bindings/minmax.hpp>
#include <modules/binder/device.hpp>

#include <string_view>

namespace binder {

class Devices : public RefCounted<Devices> {
public:
    /// `names` are those of `devices=`, with commas between them; in `folder`, each process will
    /// have a file.
    ///
    /// Context: Process context. May sleep.
    /// Return: the devices; -E2BIG (a name is too long), -EEXIST (one is there twice), -EBUSY (no
    /// numbers), -ENOMEM.
    static Result<RefPtr<Devices>> create(std::string_view names, DebugfsDir folder) MAY_SLEEP;

    Devices(RefPtr<Processes> &&processes, RefPtr<Ida> &&minors, Box<DeviceNumbers> &&numbers,
            Vec<char> &&names);
    ~Devices() MAY_SLEEP {}

    const KeptRef<Processes> &processes() const [[clang::lifetimebound]] { return processes_; }
    const DeviceNumbers &numbers() const [[clang::lifetimebound]] { return *numbers_; }

    /// A minor number. The last ones are kept for the initial user namespace.
    ///
    /// Context: Process context. May sleep.
    /// Return: the number; -ENOSPC, -ENOMEM.
    Result<IdaNumber> minor(bool is_initial) const MAY_SLEEP;

    /// A new context called `name`, whose handle 0 means nothing yet.
    ///
    /// Context: Process context. May sleep.
    /// Return: the context, or -ENOMEM.
    Result<RefPtr<Context>> make_context(std::string_view name) const MAY_SLEEP;

    /// Calls `use` for the names, until it fails.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or what `use` returned.
    template <class F> Result<> for_each_name(F &&use) const MAY_SLEEP
    {
        std::string_view rest(names_.span());
        while (!rest.empty()) {
            const auto name = rest.substr(0, rest.find(','));
            rest.remove_prefix(min(name.size() + 1, rest.size()));
            if (!name.empty())
                TRY(use(name));
        }
        return {};
    }

private:
    Result<> check_names() const MAY_SLEEP;

    KeptRef<Processes> processes_;
    KeptRef<Ida> minors_;
    Box<DeviceNumbers> numbers_;
    Vec<char> names_;
};

} // namespace binder
