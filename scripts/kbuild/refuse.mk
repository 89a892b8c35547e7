# SPDX-License-Identifier: GPL-2.0
# Refuses, before anything is built, what could not become a module: in one line each, where make or
# the compiler would speak of files that nobody asked for.

KCXX_HELPERS ?= ool
ifneq ($(KCXX_HELPERS),$(filter ool inline,$(KCXX_HELPERS)))
$(error kcxx: KCXX_HELPERS=$(KCXX_HELPERS): helpers are called (ool) or inlined (inline))
endif

kcxx-refuse = $(error kcxx: cxx-modules in Kbuild names $1, $2)

# A module's own object is FOLDER/NAME.o, which C++ leaves to the merged one and C brings along.
define kcxx-check-folder
$(if $(wildcard $(kcxx-src)/$1/.),,$(call kcxx-refuse,$1,but there is no such folder))
$(if $(call kcxx-sources,$1,cpp)$(call kcxx-sources,$1,c),,\
	$(call kcxx-refuse,$1,a folder without a .cpp or .c file))
$(if $(findstring -,$(call kcxx-name,$1)),\
	$(call kcxx-refuse,$1,but a module has letters$(comma) digits and _ in its name$(comma) and no -))
$(if $(call kcxx-sources,$1,cpp),\
	$(if $(filter $1/$(call kcxx-name,$1).c,$(call kcxx-sources,$1,c)),\
		$(call kcxx-refuse,$1,whose $(call kcxx-name,$1).c would be the module itself: rename it)),\
	$(if $(wildcard $(kcxx-src)/$1/$(call kcxx-name,$1).c $(kcxx-src)/$1/Kbuild),,\
		$(call kcxx-refuse,$1,a folder of C without $(call kcxx-name,$1).c or a Kbuild)))
endef
$(foreach m,$(cxx-modules),$(if $(strip $(call kcxx-check-folder,$(m))),))

kcxx-twice = $(strip $(foreach m,$(cxx-modules),\
	$(if $(filter-out 1,$(words $(filter %/$(call kcxx-name,$(m)),$(cxx-modules)))),$(m))))
$(if $(kcxx-twice),$(call kcxx-refuse,$(kcxx-twice),but a kernel has one module of a name))

$(foreach n,$(KCXX_MODULES),$(if $(filter %/$n,$(cxx-modules)),,\
	$(error kcxx: KCXX_MODULES names $n$(comma) but there is no such module in Kbuild)))

# Flags of a file define names and say where headers are. What is checked is not a module's to say:
# that is in checks.mk, for whole folders.
kcxx-own-flags = $(filter-out -D_LIBCPP_%,$(filter -D% -I%,$1))
kcxx-check-file-flags = $(foreach f,$(filter-out $(call kcxx-own-flags,$($1)),$($1)),\
	$(error kcxx: $1 has $f, but flags of a file are -Dname and -Ifolder: checks stay as they are))
$(foreach v,$(filter-out CXXFLAGS_generated/%,$(filter CXXFLAGS_%,$(.VARIABLES))),\
	$(call kcxx-check-file-flags,$(v)))
$(if $(KCXX_BENCH_FLAGS),$(if $(filter 1,$(KCXX_BENCH)),,\
	$(error kcxx: KCXX_BENCH_FLAGS=$(KCXX_BENCH_FLAGS): only measurements (KCXX_BENCH=1) are built with other flags)))
