# SPDX-License-Identifier: GPL-2.0
"""The machine that tests of modules run on: options of qemu/run."""


def guest_options(kernel: str, iommu: bool = False, vga_ports: bool = False) -> list[str]:
    # Checked, the kernel reads from ACPI for more than the 30 seconds it has to whom a line belongs.
    routing = [] if kernel[0].isdigit() else ['acpi=noirq']
    # Where tests of displays look for them.
    screens = ['bochs-display,id=bochs,addr=10', f'VGA,id=vga,addr=11,mmio={"off" if vga_ports else "on"}']
    # Its driver is for 6.12. It reaches memory past an IOMMU.
    gpu = [] if iommu or kernel == '6.1' else ['--gpu']
    return [
        '--kernel', kernel, '--quiet', *gpu,
        # By default its addresses are shorter than most of the memory.
        '--device', 'edu,dma_mask=0xffffffff',
        '--device', 'pvpanic',
        *(word for screen in screens for word in ('--device', screen)),
        # A security module that has names for credentials, and no policy.
        '--append', ' '.join(['security=selinux', 'selinux=1', *routing]),
    ]  # fmt: skip
