// SPDX-License-Identifier: GPL-2.0
#include <drm/drm_device.h>
#include <drm/drm_file.h>
#include <drm/drm_syncobj.h>
#include <drm/gpu_scheduler.h>

void kcxx_drm_syncobj_put(struct drm_syncobj *object)
{
	drm_syncobj_put(object);
}

struct dma_fence *kcxx_drm_sched_job_finished(struct drm_sched_job *job)
{
	return &job->s_fence->finished;
}

struct drm_gpu_scheduler *kcxx_drm_sched_job_scheduler(struct drm_sched_job *job)
{
	return job->sched;
}

/* One queue, in order; the jobs that run at a time have `credits` together. */
#if __has_include(<drm/drm_gpuvm.h>)
int kcxx_drm_sched_setup(struct drm_gpu_scheduler *scheduler, struct drm_sched_entity *entity,
			 const struct drm_sched_backend_ops *ops, const char *name, u32 credits,
			 long timeout, struct workqueue_struct *timeout_wq, struct drm_device *device)
{
	const struct drm_sched_init_args args = {
		.ops = ops,
		.num_rqs = 1,
		.credit_limit = credits,
		.timeout = timeout,
		.timeout_wq = timeout_wq,
		.name = name,
		.dev = device->dev,
	};
	int error = drm_sched_init(scheduler, &args);

	if (error)
		return error;
	error = drm_sched_entity_init(entity, 0, &scheduler, 1, NULL);
	if (error)
		drm_sched_fini(scheduler);
	return error;
}

/* Has `late` called while the queue stands still, and lets it go on: what is done by then is found so. */
void kcxx_drm_sched_stop_for(struct drm_sched_job *job, void (*late)(struct drm_sched_job *job),
			     struct dma_fence *(*done)(struct drm_sched_job *job))
{
	struct drm_gpu_scheduler *scheduler = job->sched;
	struct drm_sched_job *pending;

	drm_sched_stop(scheduler, job);
	late(job);
	list_for_each_entry(pending, &scheduler->pending_list, list)
		pending->s_fence->parent = dma_fence_get(done(pending));
	drm_sched_start(scheduler);
}

int kcxx_drm_sched_job_init(struct drm_sched_job *job, struct drm_sched_entity *entity, u32 credits,
			    const void *owner, const struct drm_file *file)
{
	return drm_sched_job_init(job, entity, credits, (void *)owner, file->client_id);
}
#endif
