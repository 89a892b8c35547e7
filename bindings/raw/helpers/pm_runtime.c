// SPDX-License-Identifier: GPL-2.0
#include <linux/pm_runtime.h>

/* The bus has the device awake while a driver is bound to it, and so does who may forbid that it sleeps. */
void kcxx_pm_runtime_begin(struct device *device, int sleeps_after_ms)
{
	/* The core leaves nothing asleep that was before: who waits for others' fences may need it at any time. */
	dev_pm_set_driver_flags(device, DPM_FLAG_NO_DIRECT_COMPLETE);
	/* It is awake, whatever the resume() of a driver before this one has failed with. */
	pm_runtime_set_active(device);
	pm_runtime_set_autosuspend_delay(device, sleeps_after_ms);
	pm_runtime_use_autosuspend(device);
	pm_runtime_allow(device);
	pm_runtime_mark_last_busy(device);
	pm_runtime_put_autosuspend(device);
}

void kcxx_pm_runtime_end(struct device *device)
{
	pm_runtime_get_noresume(device);
	pm_runtime_forbid(device);
	pm_runtime_dont_use_autosuspend(device);
}

int kcxx_pm_runtime_resume_and_get(struct device *device)
{
	return pm_runtime_resume_and_get(device);
}

void kcxx_pm_runtime_put_autosuspend(struct device *device)
{
	pm_runtime_mark_last_busy(device);
	pm_runtime_put_autosuspend(device);
}
