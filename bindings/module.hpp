// SPDX-License-Identifier: GPL-2.0
// <linux/module.h>: what makes a class a module, and what a module says of itself.
#pragma once

#include <bindings/printk.hpp>
#include <bindings/slab.hpp>

namespace kernel {

/// A module is an object: loading makes it, unloading destroys it.
///
/// T has a `static Result<Box<T>> init()`, which may sleep, and a destructor.
template <class T> class ModuleObject {
public:
    /// Makes the module, when the kernel loads it.
    ///
    /// Context: Process context. May sleep.
    /// Return: 0, or the -errno of T::init(): the module is then not loaded.
    [[gnu::always_inline]] static int load() MAY_SLEEP
    {
        auto object = T::init();
        if (!object)
            return object.error().to_errno();
        object_ = object.take().into_raw();
        return 0;
    }

    /// Destroys the module, when the kernel unloads it.
    ///
    /// Context: Process context. May sleep.
    [[gnu::always_inline]] static void unload() MAY_SLEEP
    {
        unsafe("load() succeeded, and the kernel unloads a module once") {
            auto object = Box<T>::from_raw(object_);
        }
    }

private:
    static inline constinit T *object_ = nullptr;
};

} // namespace kernel

// What a module, or a load that failed, waits for in the end, and what that needs beside the entry
// points: nothing, unless pending_work.hpp is included. As macros they cost nothing where it is not.
#define KCXX_FINISH_UNLOAD() static_cast<void>(0)
#define KCXX_UNLOAD_STATE static_assert(true)

// The pointers in .init.data and .exit.data keep objtool from sealing the entry points on kernels
// with IBT. They are not `cold` as in C: clang inlines next to nothing into cold functions, and each
// function that is left costs more than its code.
#define KCXX_MODULE_ENTRY(load, unload)                                                            \
    KCXX_UNLOAD_STATE;                                                                             \
    extern "C" [[gnu::section(".init.text")]] int init_module() MAY_SLEEP                          \
    {                                                                                              \
        const int error = load();                                                                  \
        if (error)                                                                                 \
            KCXX_FINISH_UNLOAD();                                                                  \
        return error;                                                                              \
    }                                                                                              \
    extern "C" [[gnu::section(".exit.text")]] void cleanup_module() MAY_SLEEP                      \
    {                                                                                              \
        unload();                                                                                  \
        KCXX_FINISH_UNLOAD();                                                                      \
    }                                                                                              \
    [[gnu::used, gnu::section(".init.data")]] static int (*const kcxx_init_entry)() = init_module; \
    [[gnu::used, gnu::section(".exit.data")]] static void (*const kcxx_exit_entry)() =             \
        cleanup_module

/// Makes class `type` the module of this folder.
#define module_object(type)                                                                        \
    KCXX_MODULE_ENTRY(::kernel::ModuleObject<type>::load, ::kernel::ModuleObject<type>::unload)

#define KCXX_MODULE_INFO(name, tag, text)                                                          \
    [[gnu::used, gnu::section(".modinfo"), gnu::aligned(1)]] static constexpr char name[] =        \
        tag "=" text
/// `tag=text` in what modinfo shows of the module.
#define MODULE_INFO(tag, text) KCXX_MODULE_INFO(KCXX_CONCAT(kcxx_modinfo_, __COUNTER__), #tag, text)

/// What the module says of itself, as in C; the licence decides which symbols it may use.
#define MODULE_LICENSE(text) MODULE_INFO(license, text)
#define MODULE_AUTHOR(text) MODULE_INFO(author, text)
#define MODULE_DESCRIPTION(text) MODULE_INFO(description, text)
#define MODULE_ALIAS(text) MODULE_INFO(alias, text)
#define MODULE_VERSION(text) MODULE_INFO(version, text)
#define MODULE_FIRMWARE(text) MODULE_INFO(firmware, text)
#define MODULE_IMPORT_NS(text) MODULE_INFO(import_ns, text)
