# SPDX-License-Identifier: GPL-2.0
# C++ modules in kbuild. The Kbuild that includes this names folders in `cxx-modules`; the last
# part of a folder's name is the module's. All its .cpp and .c files belong to it. A file named
# Kbuild in the folder may add `CXXFLAGS_<folder>/<file>` (-Dname, -Ifolder), or sources of other
# folders (`<folder>-extra-cpp`, `<folder>-extra-c`). Who wants some modules alone names them in
# `KCXX_MODULES`.
#
#   hello.cpp -> hello.cpp.o \
#   more.cpp  -> more.cpp.o   > hello.cxx.o (merged, checked) \
#   runtime, bindings, helpers /                               > hello.o -> hello.ko
#   exports.c -> exports.o  (kernel C, by kbuild's own rule)  /
#
# The C++ of a module is merged before objtool and recordmcount see it: both break COMDAT groups.

kcxx-scripts := $(kcxx-src)/scripts/kbuild
kcxx-merge-with := $(addprefix $(kcxx-scripts)/,merge.lds shorten-names check-merged)

include $(kcxx-scripts)/flags.mk
include $(kcxx-scripts)/raw.mk
include $(kcxx-scripts)/rules.mk

# C finds headers of the tree as C++ does, and a BUG tells files as there.
ccflags-y += -I$(kcxx-src) -fmacro-prefix-map=$(kcxx-src)/=

kcxx-name = $(notdir $1)
# What modpost left of a build among the sources is none.
kcxx-sources = $(sort $(patsubst $(kcxx-src)/%,%,\
	$(filter-out %.mod.c,$(wildcard $(kcxx-src)/$1/*.$2))) $($1-extra-$2))
kcxx-cxx-objects = $(addsuffix .$(kcxx-object-suffix),$(call kcxx-sources,$1,cpp))
kcxx-c-objects = $(patsubst %.c,%.o,$(call kcxx-sources,$1,c))

$(foreach m,$(cxx-modules),$(eval -include $(kcxx-src)/$(m)/Kbuild))
include $(kcxx-scripts)/refuse.mk
cxx-modules := $(if $(KCXX_MODULES),$(filter $(addprefix %/,$(KCXX_MODULES)),$(cxx-modules)),$(cxx-modules))

# kcxx-module FOLDER
define kcxx-module
obj-m += $1/$(call kcxx-name,$1).o
$1/$(call kcxx-name,$1)-y := $1/$(call kcxx-name,$1).cxx.o $(call kcxx-c-objects,$1)
targets += $(call kcxx-cxx-objects,$1) $1/$(call kcxx-name,$1).cxx.o $(call kcxx-c-objects,$1)
$(addprefix $(obj)/,$(call kcxx-cxx-objects,$1) $(call kcxx-c-objects,$1)): private part-of-module := y
$(addprefix $(obj)/,$(call kcxx-cxx-objects,$1) $(call kcxx-c-objects,$1)): private __modname := $(call kcxx-name,$1)
$(addprefix $(obj)/,$(call kcxx-cxx-objects,$1)): private kcxx-modname := $(call kcxx-name,$1)
$(obj)/$1/$(call kcxx-name,$1).cxx.o: private part-of-module := y
$(obj)/$1/$(call kcxx-name,$1).cxx.o: $(addprefix $(obj)/,$(call kcxx-cxx-objects,$1) $(kcxx-archives)) \
		$(kcxx-merge-with) FORCE
	$$(call if_changed_rule,kcxx_merge)
endef

# A folder without C++ (a test's module in C) is kbuild's own business.
$(foreach m,$(cxx-modules),$(if $(call kcxx-sources,$(m),cpp),\
	$(eval $(call kcxx-module,$(m))),\
	$(eval obj-m += $(m)/$(call kcxx-name,$(m)).o)))

# Folders of generated and out-of-tree objects: kbuild makes them for in-kernel builds alone.
$(shell mkdir -p $(sort $(dir $(addprefix $(obj)/,$(targets) $(obj-m)))))
