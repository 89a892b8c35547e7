// SPDX-License-Identifier: GPL-2.0
// <linux/security.h>: what the security modules of the kernel have to say.
#pragma once

#include <bindings/cred.hpp>
#include <bindings/file.hpp>

#include <span>

namespace kernel {

/// The name that a security module has for credentials; what that means is the module's affair.
class SecurityContext {
public:
    /// Context: Process context. May sleep.
    /// Return: the context, or what the module says; -EOPNOTSUPP if there is none.
    static Result<SecurityContext> of(const Cred &cred) MAY_SLEEP
    {
        unsafe("the module's memory is given back with security_release_secctx()") {
            u32 id = 0;
            raw::security_cred_getsecid(&cred.raw(), &id);
            char *bytes = nullptr;
            u32 size = 0;
            TRY(to_result(raw::security_secid_to_secctx(id, &bytes, &size)));
            return SecurityContext(bytes, size);
        }
    }

    SecurityContext(SecurityContext &&from) noexcept
        : bytes_(std::exchange(from.bytes_, nullptr)), size_(std::exchange(from.size_, 0))
    {}
    SecurityContext &operator=(SecurityContext &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(bytes_, from.bytes_);
        std::swap(size_, from.size_);
        return *this;
    }
    ~SecurityContext()
    {
        if (!bytes_)
            return;
        unsafe("the memory came from the module, which made so many bytes") {
            raw::security_release_secctx(bytes_, size_);
        }
    }

    /// Context: Any context.
    std::span<const char> bytes() const [[clang::lifetimebound]] { return {bytes_, size_}; }

private:
    SecurityContext(char *bytes, u32 size) : bytes_(bytes), size_(size) {}

    char *bytes_;
    u32 size_;
};

/// Whether `manager` may answer to handle 0 of a Binder device.
///
/// Context: Process context. May sleep.
/// Return: nothing, or -EACCES, -EPERM, as the security module says.
inline Result<> security_binder_set_context_mgr(const Cred &manager) MAY_SLEEP
{
    unsafe("the credentials live as long as the call") {
        return to_result(raw::security_binder_set_context_mgr(&manager.raw()));
    }
}

/// Whether `from` may call `to`, and hand it an object, or a file.
///
/// Context: Process context. May sleep.
/// Return: nothing, or -EACCES, -EPERM, as the security module says.
inline Result<> security_binder_transaction(const Cred &from, const Cred &to) MAY_SLEEP
{
    unsafe("the credentials live as long as the call") {
        return to_result(raw::security_binder_transaction(&from.raw(), &to.raw()));
    }
}
inline Result<> security_binder_transfer_binder(const Cred &from, const Cred &to) MAY_SLEEP
{
    unsafe("the credentials live as long as the call") {
        return to_result(raw::security_binder_transfer_binder(&from.raw(), &to.raw()));
    }
}
inline Result<> security_binder_transfer_file(const Cred &from, const Cred &to, const FileRef &file)
    MAY_SLEEP
{
    unsafe("the credentials and the file live as long as the call") {
        return to_result(raw::security_binder_transfer_file(&from.raw(), &to.raw(), &file.raw()));
    }
}

} // namespace kernel
