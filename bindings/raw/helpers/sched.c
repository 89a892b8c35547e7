// SPDX-License-Identifier: GPL-2.0
/* <linux/sched.h>, <linux/cred.h>, <linux/pid.h>: inline functions. */
#include <linux/cred.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/uidgid.h>

pid_t kcxx_current_pid(void)
{
	return current->pid;
}

pid_t kcxx_current_tgid_nr(void)
{
	return current->tgid;
}

struct pid *kcxx_current_tgid(void)
{
	return get_pid(task_tgid(current));
}

struct pid *kcxx_get_pid(struct pid *pid)
{
	return get_pid(pid);
}

pid_t kcxx_pid_nr_here(struct pid *pid)
{
	return pid_nr_ns(pid, task_active_pid_ns(current));
}

uid_t kcxx_current_euid(void)
{
	return __kuid_val(current_euid());
}

uid_t kcxx_uid_here(uid_t uid)
{
	return from_kuid(current_user_ns(), KUIDT_INIT(uid));
}
