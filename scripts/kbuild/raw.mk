# SPDX-License-Identifier: GPL-2.0
# The raw bindings of the kernel at hand: generated, proven, and their C helpers compiled.

kcxx-raw := $(kcxx-src)/bindings/raw
kcxx-bindgen := $(kcxx-src)/scripts/bindgen
kcxx-generated := $(obj)/generated/stamp
kcxx-helpers := $(patsubst $(kcxx-src)/%.c,%,$(wildcard $(kcxx-raw)/helpers/*.c))

# --- the flags, one a line, rewritten when they change ----------------------------------------
quiet_cmd_kcxx_c_flags = GEN     $@
      cmd_kcxx_c_flags = $(CONFIG_SHELL) $(kcxx-scripts)/check-flags $(KCXX) $(kcxx-codegen-flags); \
		printf '%s\n' $(kcxx-clang-c-flags) > $@
$(obj)/generated/c.flags: FORCE
	$(call if_changed,kcxx_c_flags)

# --- the generator: rewrites an output only if its content changes ------------------------------
quiet_cmd_kcxx_bindgen = BINDGEN $(obj)/generated
      cmd_kcxx_bindgen = /usr/bin/python3 $(kcxx-bindgen)/generate --cc $(KCXX_CLANG) \
		--cflags-file $< --headers $(kcxx-raw)/headers.h --allow $(kcxx-raw)/allow.txt \
		--helpers $(kcxx-raw)/helpers --probes $(kcxx-raw)/probes.txt \
		--lock $(kcxx-raw)/prototypes.lock --kernel $(KERNELRELEASE) \
		--out $(obj)/generated --depfile $(depfile) $(if $(KCXX_UPDATE_LOCK),--update-lock); touch $@
$(kcxx-generated): $(obj)/generated/c.flags $(wildcard $(kcxx-raw)/*.* $(kcxx-raw)/helpers/*.c \
		$(kcxx-bindgen)/*) FORCE
	$(call if_changed_dep,kcxx_bindgen)

kcxx-outputs := $(addprefix $(obj)/generated/,raw_generated.hpp features.h layout.c layout.cpp)
$(kcxx-outputs): $(kcxx-generated)
	@:

# --- both sides of every layout must agree --------------------------------------------------------
kcxx-layout := generated/layout.o generated/layout.cpp.o
$(addprefix $(obj)/,$(kcxx-layout)): private part-of-module := y
$(addprefix $(obj)/,$(kcxx-layout)): private __modname := kcxx
$(obj)/generated/layout.cpp.o: private kcxx-modname := kcxx
# The proof of a bit-field has an object on its stack, of whatever size. It never runs.
CFLAGS_generated/layout.o := -Wframe-larger-than=1048576
CXXFLAGS_generated/layout.cpp := -Wframe-larger-than=1048576
$(obj)/generated/layout.o: $(obj)/generated/layout.c FORCE
	$(call if_changed_rule,cc_o_c)
$(obj)/generated/layout.cpp.o: $(obj)/generated/layout.cpp FORCE
	$(call if_changed_rule,kcxx_compile)
always-y += $(kcxx-layout)

# --- helpers: what is inline or a macro in C --------------------------------------------------------
# Like the inline code they stand for, helpers are not traced, and carry no prototypes of their own.
kcxx-helper-flags := -Wno-missing-prototypes -Wno-missing-declarations -I$(obj)/generated
kcxx-helper-objects := $(addsuffix .o,$(kcxx-helpers))
kcxx-kernel-c := bindings/raw/cxxrt.o $(kcxx-helper-objects)
$(foreach h,$(kcxx-kernel-c),\
	$(eval CFLAGS_$h := $(kcxx-helper-flags))\
	$(eval CFLAGS_REMOVE_$h = $(CC_FLAGS_FTRACE)))
$(addprefix $(obj)/,$(kcxx-kernel-c)): private part-of-module := y
$(addprefix $(obj)/,$(kcxx-kernel-c)): private __modname := kcxx
$(addprefix $(obj)/,$(kcxx-kernel-c)): | $(kcxx-generated)
# objtool sees them again, and only then whole, in the merged object.
$(addprefix $(obj)/,$(kcxx-kernel-c)): private objtool-enabled :=

kcxx-library := $(patsubst $(kcxx-src)/%,%,$(wildcard $(kcxx-src)/bindings/*.cpp))
# The runtime, and its footing in the kernel: native code in either mode, never inlined.
kcxx-runtime := $(patsubst $(kcxx-src)/%,%.o,$(wildcard $(kcxx-src)/cxxrt/*.cpp)) bindings/raw/cxxrt.o
kcxx-archives := cxxrt/cxxrt.a

# cc_o_c of the kernel adds its own -I; C++ of the runtime and bindings is nobody's module.
$(obj)/cxxrt/%.cpp.o $(obj)/bindings/%.cpp.o $(obj)/bindings/%.cpp.bc: private part-of-module := y
$(obj)/cxxrt/%.cpp.o $(obj)/bindings/%.cpp.o $(obj)/bindings/%.cpp.bc: private kcxx-modname := kcxx

$(obj)/cxxrt/cxxrt.a: $(addprefix $(obj)/,$(kcxx-runtime)) FORCE
	$(call if_changed,kcxx_archive)

ifeq ($(KCXX_HELPERS),inline)
include $(kcxx-src)/scripts/kbuild/inline.mk
else
kcxx-object-suffix := o
kcxx-archives += bindings/bindings.a
kcxx-linked := $(addsuffix .o,$(kcxx-library)) $(kcxx-helper-objects)
kcxx-merge-objects = $(filter %.o,$(real-prereqs))
$(obj)/bindings/bindings.a: $(addprefix $(obj)/,$(kcxx-linked)) FORCE
	$(call if_changed,kcxx_archive)
endif

targets += generated/c.flags generated/stamp $(kcxx-layout) $(kcxx-archives) $(kcxx-runtime) \
	$(kcxx-linked)

clean-files := generated
