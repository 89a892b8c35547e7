// SPDX-License-Identifier: GPL-2.0
// <linux/tracepoint.h>: what a module tells who traces it, and nobody else.
//
// Its events are the kernel's own: a header of TRACE_EVENT() and the like, as in C, which
//
//   - begins with TRACE_SYSTEM and <bindings/tracepoint.h>, and ends with TRACE_INCLUDE_PATH,
//     TRACE_INCLUDE_FILE and <bindings/define_trace.h>;
//   - becomes events in one C file of the module, which defines CREATE_TRACE_POINTS and includes it;
//   - is included by the C++ of the module, which reads of an event its name and its parameters.
//
// What an event keeps and how it looks is C, once for all tools of tracing. See modules/binder/events.h.
#pragma once

#include <bindings/jump_label.hpp>
#include <bindings/sprintf.hpp>

#include <concepts>

#if !KCXX_HAVE_TRACEPOINTS
#error "this kernel has no tracepoints (CONFIG_TRACEPOINTS)"
#endif

namespace kernel {

/// A text for an event that has a `const char *`: a literal, or one that was made here. What it says is
/// there while the event is told, so the event has to keep a copy: `__string`, and no `__field`.
class TraceText {
public:
    template <size_t size> consteval TraceText(const char (&text)[size]) : text_(text)
    {
        if (text[size - 1] != '\0')
            text_does_not_end();
    }
    template <size_t room>
    TraceText(const ShortText<room> &text [[clang::lifetimebound]]) : text_(text.view().data())
    {}

    const char *c_str() const { return text_; }

private:
    // Not constexpr: reaching it is a compile error that names it.
    static void text_does_not_end();

    const char *text_;
};

/// A bool for an event that has one: nothing else becomes one by itself.
class TraceFlag {
public:
    TraceFlag(std::same_as<bool> auto value) : value_(value) {}

    operator bool() const { return value_; }

private:
    bool value_;
};

/// What an event can be told: values. What an object is like is asked before it is told, for nobody
/// knows how long a pointer to it is good, and addresses are nobody's business.
template <class T>
concept TraceValue = (std::integral<T> || std::is_enum_v<T>) && sizeof(T) <= sizeof(u64);

namespace detail {

template <class T> struct TraceArgument {
    static_assert(TraceValue<T>, "an event is told values: numbers, enumerations, bool, and const "
                                 "char *");
    using Type = T;
    static T passed(T value) { return value; }
};
template <> struct TraceArgument<bool> {
    using Type = TraceFlag;
    static bool passed(TraceFlag flag) { return flag; }
};
template <> struct TraceArgument<const char *> {
    using Type = TraceText;
    static const char *passed(TraceText text) { return text.c_str(); }
};

} // namespace detail

/// How C++ fires an event of the module, which is a class of its own in `events`.
template <class Event, class Fire = decltype(Event::fire)> class Tracepoint;
template <class Event, class... Args> class Tracepoint<Event, void(Args...)> {
public:
    /// Whether somebody listens; see TRACE().
    ///
    /// Context: Any context.
    [[gnu::always_inline]] static bool enabled()
    {
        return static_branch_unlikely<Event::tracepoint.key>();
    }

    /// Tells who listens.
    ///
    /// Context: Any context.
    [[gnu::always_inline]] static void fire(typename detail::TraceArgument<Args>::Type... args)
    {
        unsafe("it takes values, and texts that are there until it returns") {
            Event::fire(detail::TraceArgument<Args>::passed(args)...);
        }
    }
};

} // namespace kernel

/// Tells who listens to `event`: `TRACE(binder_return, code);`. As long as that is nobody it is a nop,
/// and nothing is done for its arguments.
///
/// Context: Any context.
#define TRACE(event, ...)                                                                          \
    do {                                                                                           \
        if (TRACE_ENABLED(event)) [[unlikely]]                                                     \
            ::kernel::Tracepoint<::kernel::events::event>::fire(__VA_ARGS__);                      \
    } while (false)

/// Whether somebody listens to `event`, for what takes more than a line:
/// `if (TRACE_ENABLED(binder_return)) [[unlikely]] tell_all();`.
///
/// Context: Any context.
#define TRACE_ENABLED(event) ::kernel::Tracepoint<::kernel::events::event>::enabled()

// By the names that they have in C: define_trace.h makes the function.
#define KCXX_TRACEPOINT(name, ...)                                                                 \
    namespace kernel::events {                                                                     \
    struct name {                                                                                  \
        static ::kernel::raw::tracepoint tracepoint __asm__("__tracepoint_" #name);                \
        [[gnu::cold]] static void fire(__VA_ARGS__) __asm__("kcxx_trace_" #name) KCXX_UNSAFE_FN;   \
    };                                                                                             \
    }                                                                                              \
    static_assert(true)

/// The macros of the kernel for events, as C++ reads them: name and parameters.
#define TP_PROTO(...) __VA_ARGS__
#define TRACE_EVENT(name, proto, ...) KCXX_TRACEPOINT(name, proto)
#define TRACE_EVENT_CONDITION(name, proto, ...) KCXX_TRACEPOINT(name, proto)
#define DECLARE_EVENT_CLASS(...) static_assert(true)
#define DEFINE_EVENT(name_of_class, name, proto, ...) KCXX_TRACEPOINT(name, proto)
#define DEFINE_EVENT_PRINT(name_of_class, name, proto, ...) KCXX_TRACEPOINT(name, proto)
#define DEFINE_EVENT_CONDITION(name_of_class, name, proto, ...) KCXX_TRACEPOINT(name, proto)
