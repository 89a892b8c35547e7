// SPDX-License-Identifier: GPL-2.0
// The vocabulary of clang's thread-safety and consumed analyses, and the contexts that kernel code
// runs in, as capabilities: see the kernel's Documentation/dev-tools on context analysis.
#pragma once

#define KCXX_CAPABILITY(name) __attribute__((capability(name)))
#define KCXX_REENTRANT __attribute__((reentrant_capability))
#define KCXX_SCOPED __attribute__((scoped_lockable))
#define KCXX_GUARDED_BY(x) __attribute__((guarded_by(x)))
#define KCXX_PT_GUARDED_BY(x) __attribute__((pt_guarded_by(x)))
#define KCXX_REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define KCXX_REQUIRES_SHARED(...) __attribute__((requires_shared_capability(__VA_ARGS__)))
#define KCXX_ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define KCXX_ACQUIRE_SHARED(...) __attribute__((acquire_shared_capability(__VA_ARGS__)))
#define KCXX_RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define KCXX_RELEASE_SHARED(...) __attribute__((release_shared_capability(__VA_ARGS__)))
#define KCXX_RELEASE_GENERIC(...) __attribute__((release_generic_capability(__VA_ARGS__)))
#define KCXX_TRY_ACQUIRE(...) __attribute__((try_acquire_capability(__VA_ARGS__)))
#define KCXX_EXCLUDES(...) __attribute__((locks_excluded(__VA_ARGS__)))
#define KCXX_RETURNS_CAPABILITY(x) __attribute__((lock_returned(x)))
/// For the inside of a lock or guard alone: the analysis sees its declaration, not its body.
#define KCXX_UNANALYSED __attribute__((no_thread_safety_analysis))

// States of an object: "unknown" (not yet asked), "unconsumed" (there), "consumed" (gone).
#define KCXX_CONSUMABLE(state) __attribute__((consumable(state)))
#define KCXX_CALLABLE_WHEN(...) __attribute__((callable_when(__VA_ARGS__)))
#define KCXX_SETS(state) __attribute__((set_typestate(state)))
#define KCXX_PARAM(state) __attribute__((param_typestate(state)))
#define KCXX_RETURNS(state) __attribute__((return_typestate(state)))
#define KCXX_TESTS(state) __attribute__((test_typestate(state)))

/// Of a class: several contexts may use one object at the same time, its methods see to that.
#define KCXX_SYNC [[clang::annotate("kcxx::sync")]]
/// Of a class: each object has to be given to exactly one operation that takes it as an rvalue (a
/// method with &&, a parameter by value or by &&). See Duty in <bindings/linear.hpp>.
#define KCXX_LINEAR [[clang::annotate("kcxx::linear")]]

namespace kernel {

/// "This code must not sleep": held, perhaps many times over, by spin locks, RCU read sections and
/// callbacks that run in atomic context.
struct KCXX_CAPABILITY("atomic context") KCXX_REENTRANT AtomicContext {
    constexpr const AtomicContext &operator!() const { return *this; }
};
inline constexpr AtomicContext atomic_ctx{};

/// "Inside an RCU read-side critical section."
struct KCXX_CAPABILITY("RCU read section") KCXX_REENTRANT RcuContext {};
inline constexpr RcuContext rcu_ctx{};

} // namespace kernel

/// Behind a function's parameters: it may sleep. Calling it in atomic context does not compile, and
/// who calls it may sleep as well, and says so.
#define MAY_SLEEP KCXX_REQUIRES(!::kernel::atomic_ctx)
/// Behind a function's parameters: it runs in atomic context, so that nothing in it may sleep.
#define IN_ATOMIC KCXX_REQUIRES_SHARED(::kernel::atomic_ctx)
/// Behind a function's parameters: only inside an RCU read-side critical section.
#define IN_RCU KCXX_REQUIRES_SHARED(::kernel::rcu_ctx)

namespace kernel {

/// What `may_sleep` is; MaySleep is made of it.
struct MaySleepTag {};

/// Proof, at the call of a function that takes one, that this place may sleep: there is no other
/// way to get one than `may_sleep`, and converting that is itself a call that may sleep.
class MaySleep {
public:
    constexpr MaySleep(MaySleepTag) MAY_SLEEP {}
};

/// Write it where a function asks for MaySleep: `lock.lock(may_sleep)`.
inline constexpr MaySleepTag may_sleep{};

} // namespace kernel
