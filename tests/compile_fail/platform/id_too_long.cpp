// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: ids of ACPI have 15 characters at most
// why: C's initialiser drops the nul, and the kernel reads on.
// rust: refused: E0080, acpi::DeviceId::new() asserts the length
#include <bindings/platform.hpp>

using namespace kernel;

struct Driver {
#ifdef CONTROL
    static constexpr platform::AcpiId acpi_ids[] = {"QEMU0001"};
#else
    static constexpr platform::AcpiId acpi_ids[] = {"QEMU000100020003"};
#endif
    static Result<Box<Driver>> probe(platform::Device &) MAY_SLEEP
    {
        return make_box<Driver>(GFP_KERNEL);
    }
};

module_platform_driver(Driver, "test");
