# SPDX-License-Identifier: GPL-2.0
# What the compiler checks. One profile for all C++; where a folder is trusted with more than
# modules are, trusted.txt says so, by folder and by check.

kcxx-warnings := -Wall -Wextra -Wundef -Wvla -Wconversion -Wsign-conversion -Wold-style-cast \
	-Wimplicit-fallthrough -Wswitch-enum -Wshadow -Wcast-qual -Wnoderef -Wframe-larger-than=$(kcxx-frame-size) \
	-Wglobal-constructors -Wexit-time-destructors -Wno-unused-function -Wno-unknown-pragmas

# Locks, contexts and `unsafe` (capabilities); states of Result and owners (consumed).
kcxx-thread-safety := -Wthread-safety -Wthread-safety-beta -Wthread-safety-pointer \
	-Wthread-safety-reference-return
kcxx-consumed := -Wconsumed -Wunused-value -Wunused-result
kcxx-lifetime := -Wdangling -Wreturn-stack-address -Wdangling-capture \
	-Xclang -fexperimental-lifetime-safety -Wexperimental-lifetime-safety
kcxx-bounds := -Wunsafe-buffer-usage

# What only shows at run time traps there: integer overflow, bounds, null, alignment, bad enums.
kcxx-traps := -fsanitize=undefined,integer,bounds,local-bounds,nullability,implicit-conversion \
	-fno-sanitize=function,vptr -fsanitize-trap=all \
	-fsanitize-ignorelist=$(kcxx-src)/scripts/kbuild/untrapped.txt

# The rules of safe code (scripts/plugin), strict but for the folders that bind what is unsafe, those
# that test how they do it, and those that test the border to C.
kcxx-trusted := bindings cxxrt tests/bindings tests/cxxrt tests/gpu tests/kcxx_test tests/bench \
	tests/sanitizers tests/modules/cxx_export tests/modules/cxx_import
kcxx-rules = $(if $(KCXX_PLUGIN),-fplugin=$(KCXX_PLUGIN) $(addprefix -fplugin-arg-kcxx-,\
	root=$(kcxx-src) generated=$(obj)/generated $(addprefix trusted=,$(kcxx-trusted))))

# The plugin's pass makes each trap a BUG that says what was wrong, and where: a trap of its own for
# each check, and places for the pass alone, not as debug information (asking for a remark, of which
# there is none, keeps them). Kernels without a file and a line for a BUG get bare traps.
kcxx-traps-talk := $(and $(KCXX_PLUGIN),$(CONFIG_DEBUG_BUGVERBOSE),$(CONFIG_GENERIC_BUG_RELATIVE_POINTERS))
kcxx-trap-places := $(if $(kcxx-traps-talk),-fno-sanitize-merge -Rpass=no_such_pass)
kcxx-trap-pass := $(if $(kcxx-traps-talk),-fpass-plugin=$(KCXX_PLUGIN))

# What a change of must rebuild everything.
kcxx-check-files := $(addprefix $(kcxx-src)/scripts/kbuild/,trusted.txt untrapped.txt)

kcxx-check-flags = -Werror $(kcxx-warnings) $(kcxx-thread-safety) $(kcxx-consumed) $(kcxx-lifetime) \
	$(kcxx-bounds) $(kcxx-traps) $(kcxx-trap-places) $(kcxx-trap-pass) $(kcxx-rules) \
	--warning-suppression-mappings=$(kcxx-src)/scripts/kbuild/trusted.txt
