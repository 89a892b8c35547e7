# SPDX-License-Identifier: GPL-2.0
# KCXX_HELPERS=inline: C++ and helpers become LLVM bitcode, are linked and optimised as one, and no
# call of a helper is left. Helpers are kernel C compiled by clang, which the default does without.

LLVM_LINK ?= $(call kcxx-beside,llvm-link)
OPT ?= $(call kcxx-beside,opt)
LLVM_NM ?= $(call kcxx-beside,llvm-nm)
kcxx-object-suffix := bc
kcxx-linked := $(addsuffix .bc,$(kcxx-library))
kcxx-helper-bitcode := $(addsuffix .bc,$(kcxx-helpers))

# Clang must know the same C as the kernel's compiler does, and the same code generation as the C++:
# a function whose target attributes differ is not inlined. The passes run after linking alone: run
# before, they would freeze __builtin_constant_p(size) of kmalloc to "no".
quiet_cmd_kcxx_helper_bc = CLANG $(quiet_modtag)  $@
      cmd_kcxx_helper_bc = $(KCXX_CLANG) -Wp,-MMD,$(depfile) $(kcxx-clang-c-flags) \
		-Xclang -target-feature -Xclang +soft-float $(kcxx-helper-flags) \
		-Xclang -disable-llvm-passes -emit-llvm -c -o $@ $<
define rule_kcxx_helper_bc
	$(call cmd_and_fixdep,kcxx_helper_bc)
endef
$(obj)/bindings/raw/helpers/%.bc: $(kcxx-raw)/helpers/%.c $(kcxx-identity) FORCE | $(kcxx-generated)
	$(call if_changed_rule,kcxx_helper_bc)
$(addprefix $(obj)/,$(kcxx-helper-bitcode)): private part-of-module := y

# kcxx-whole: the module's own bitcode, then with what it needs of bindings and helpers, internal.
# Instrumented helpers may be too large to be inlined: they then stay functions of the module.
# It is for speed, and so is -O3: a call of the Binder is 2 % shorter by it.
# Who is outside of the module's C++ knows of it what has a name in C: the rest is internal, too, so that
# what has one caller becomes part of that.
kcxx-public = $$($(LLVM_NM) --defined-only --extern-only --format=just-symbols $1 | grep -v '^_Z' | paste -sd,)
kcxx-whole = $(@:.cxx.o=.whole.o)
kcxx-merge-objects = $(kcxx-whole)
kcxx-module-bitcode = $(filter-out $(addprefix $(obj)/,$(kcxx-linked) $(kcxx-helper-bitcode)),\
	$(filter %.bc,$(real-prereqs)))
kcxx-merge-inputs = $(LLVM_LINK) $(kcxx-module-bitcode) -o $(kcxx-whole).own; \
	$(LLVM_LINK) $(kcxx-whole).own --internalize --only-needed \
		$(addprefix $(obj)/,$(kcxx-linked) $(kcxx-helper-bitcode)) -o $(kcxx-whole).bc; \
	$(OPT) --passes=internalize,globaldce -o $(kcxx-whole).bc $(kcxx-whole).bc \
		--internalize-public-api-list=$(call kcxx-public,$(kcxx-whole).own); \
	$(KCXX) $(kcxx-codegen-flags) -O3 $(kcxx-trap-pass) -Wno-unused-command-line-argument -c -x ir \
		-o $(kcxx-whole) $(kcxx-whole).bc; \
	$(if $(kcxx-sanitizers),,$(CONFIG_SHELL) $(kcxx-scripts)/check-inlined $(kcxx-whole) $(NM);)
kcxx-merge-with += $(addprefix $(obj)/,$(kcxx-linked) $(kcxx-helper-bitcode)) \
	$(kcxx-scripts)/check-inlined

targets += $(kcxx-helper-bitcode)
