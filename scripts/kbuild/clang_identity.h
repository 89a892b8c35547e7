/* SPDX-License-Identifier: GPL-2.0 */
/* Kernel C read by clang, for a kernel that GCC built: autoconf.h holds the answers of that GCC
 * to Kconfig's questions about the compiler. Here are clang's. Included right after kconfig.h. */
#ifdef __clang__
#undef CONFIG_CC_IS_GCC
#undef CONFIG_GCC_VERSION
#define CONFIG_GCC_VERSION 0
#define CONFIG_CC_IS_CLANG 1
#undef CONFIG_CLANG_VERSION
#define CONFIG_CLANG_VERSION (__clang_major__ * 10000 + __clang_minor__ * 100 + __clang_patchlevel__)
/* With named address spaces clang drops the %gs: prefix of per-CPU asm operands. */
#undef CONFIG_CC_HAS_NAMED_AS
#undef CONFIG_CC_HAS_NAMED_AS_FIXED_SANITIZERS
#undef CONFIG_USE_X86_SEG_SUPPORT
#undef CONFIG_GCC_ASM_GOTO_OUTPUT_BROKEN
#undef CONFIG_GCC_ASM_GOTO_OUTPUT_WORKAROUND
#undef CONFIG_CC_HAS_ASM_GOTO_OUTPUT
#define CONFIG_CC_HAS_ASM_GOTO_OUTPUT 1
#undef CONFIG_CC_HAS_ASM_GOTO_TIED_OUTPUT
#define CONFIG_CC_HAS_ASM_GOTO_TIED_OUTPUT 1
#endif
