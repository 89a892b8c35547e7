// SPDX-License-Identifier: GPL-2.0
// What the processes of one device have in common: who answers to handle 0.
#pragma once

#include <bindings/pid.hpp>
#include <bindings/vec.hpp>
#include <modules/binder/node.hpp>
#include <modules/binder/transaction_log.hpp>

namespace binder {

class Processes;

/// A device, and its context manager.
class Context : public RefCounted<Context> {
public:
    Context(RefPtr<Processes> &&processes, Vec<char> &&name);
    ~Context() MAY_SLEEP;

    /// What the device is called.
    std::string_view name() const [[clang::lifetimebound]]
    {
        return std::string_view(name_.span());
    }
    const ShortName &short_name() const [[clang::lifetimebound]] { return short_name_; }

    /// Those of all devices.
    const Processes &processes() const [[clang::lifetimebound]] { return *processes_; }

    /// Makes `object` of `process` what handle 0 means.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EBUSY (there is one), -EPERM (another user was it once), -ENOMEM.
    Result<> set_manager(const Process &process, const FlatObject &object) const MAY_SLEEP;

    /// Context: Any context.
    /// Return: what handle 0 means, or -EINVAL: nothing.
    Result<RefPtr<Node>> manager() const;

    /// Context: Process context. May sleep.
    void forget(const Process &process) const MAY_SLEEP;

private:
    struct State {
        std::optional<RefPtr<Node>> manager;
        std::optional<Kuid> user;
    };

    static Result<> check(const State &state);

    KeptRef<Processes> processes_;
    Vec<char> name_;
    ShortName short_name_{};
    Locked<State, SpinLock<"binder.context">> state_;
};

} // namespace binder
