// SPDX-License-Identifier: GPL-2.0
// References of <bindings/refcount.hpp> that do not change: members that are there as long as their object.
#pragma once

#include <bindings/refcount.hpp>

namespace kernel {

/// A reference that whoever has it keeps to its end: `KeptRef<Process> process_;`. Nothing moves out of
/// it, so that there is nothing to ask at its use.
///
/// Invariant: it refers to an object.
template <class T> class [[gsl::Owner(T)]] KeptRef {
public:
    /// Context: Any context. A BUG if `from` was moved from or reset.
    explicit KeptRef(RefPtr<T> from) : object_(from.into_raw()) {}
    KeptRef(const KeptRef &) = delete;
    KeptRef &operator=(const KeptRef &) = delete;
    /// Context: as ~T.
    ~KeptRef()
    {
        unsafe("the reference is this one's, and nobody uses it any more") {
            static_cast<void>(RefPtr<T>::from_raw(there()));
        }
    }

    const T &operator*() const [[clang::lifetimebound]] { return *there(); }
    const T *operator->() const [[clang::lifetimebound]] { return there(); }

    /// One more reference, also as one to a base.
    ///
    /// Context: Any context.
    template <class U>
        requires std::convertible_to<RefPtr<T>, RefPtr<U>>
    operator RefPtr<U>() const
    {
        unsafe("the reference is this one's, which keeps it") {
            auto own = RefPtr<T>::from_raw(there());
            RefPtr<T> more(own);
            static_cast<void>(own.into_raw());
            return more;
        }
    }

private:
    // What is assumed here was checked once, when the reference came.
    KCXX_OWNED_MEMORY [[clang::no_sanitize("builtin")]] const T *there() const
    {
        __builtin_assume(object_ != nullptr);
        return static_cast<const T *>(__builtin_assume_aligned(object_, kmalloc_alignment));
    }

    const T *object_;
};

} // namespace kernel
