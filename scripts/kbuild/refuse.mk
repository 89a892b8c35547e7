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
