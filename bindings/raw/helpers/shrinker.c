// SPDX-License-Identifier: GPL-2.0
/* <linux/shrinker.h>: since Linux 6.7 the kernel allocates a shrinker, and has a place for its owner's data. */
#include <linux/gfp.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

#include <features.h>

typedef unsigned long kcxx_shrink_fn(struct shrinker *shrinker, struct shrink_control *control);

#if KCXX_HAVE_SHRINKER_ALLOC

struct shrinker *kcxx_shrinker_create(const char *name, kcxx_shrink_fn *count, kcxx_shrink_fn *scan,
				      void *data)
{
	struct shrinker *shrinker = shrinker_alloc(0, "%s", name);

	if (!shrinker)
		return NULL;
	shrinker->count_objects = count;
	shrinker->scan_objects = scan;
	shrinker->private_data = data;
	shrinker_register(shrinker);
	return shrinker;
}

void *kcxx_shrinker_data(const struct shrinker *shrinker)
{
	return shrinker->private_data;
}

void kcxx_shrinker_destroy(struct shrinker *shrinker)
{
	shrinker_free(shrinker);
}

#else

struct kcxx_shrinker {
	struct shrinker shrinker;
	void *data;
};

struct shrinker *kcxx_shrinker_create(const char *name, kcxx_shrink_fn *count, kcxx_shrink_fn *scan,
				      void *data)
{
	struct kcxx_shrinker *own = kzalloc(sizeof(*own), GFP_KERNEL);

	if (!own)
		return NULL;
	own->shrinker.count_objects = count;
	own->shrinker.scan_objects = scan;
	own->shrinker.seeks = DEFAULT_SEEKS;
	own->data = data;
	if (register_shrinker(&own->shrinker, "%s", name)) {
		kfree(own);
		return NULL;
	}
	return &own->shrinker;
}

void *kcxx_shrinker_data(const struct shrinker *shrinker)
{
	return container_of(shrinker, const struct kcxx_shrinker, shrinker)->data;
}

void kcxx_shrinker_destroy(struct shrinker *shrinker)
{
	unregister_shrinker(shrinker);
	kfree(container_of(shrinker, struct kcxx_shrinker, shrinker));
}

#endif
