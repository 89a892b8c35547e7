// SPDX-License-Identifier: GPL-2.0
/* <linux/sched.h>, <linux/cred.h>, <linux/pid.h>: inline functions. */
#include <linux/cred.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/sched/prio.h>
#include <linux/sched/signal.h>
#include <linux/smp.h>
#include <linux/uidgid.h>
#include <linux/wait.h>

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

/* By now the number of a process that has ended may be that of another. */
pid_t kcxx_pid_nr_here(struct pid *pid)
{
	if (!pid_has_task(pid, PIDTYPE_TGID))
		return 0;
	/* Who is in the initial namespace alone sees the number that all have there, and no call finds it out. */
	if (likely(task_pid(current)->level == 0))
		return pid->numbers[0].nr;
	return pid_nr_ns(pid, task_active_pid_ns(current));
}

uid_t kcxx_pid_euid(struct pid *pid, const struct cred *once_ended)
{
	const bool is_own = pid == task_tgid(current);
	struct task_struct *leader;
	uid_t euid;

	/* Credentials do not change; a task gets other ones. These the caller keeps. */
	if (is_own && rcu_access_pointer(current->group_leader->real_cred) == once_ended)
		return __kuid_val(once_ended->euid);
	rcu_read_lock();
	leader = is_own ? current->group_leader : pid_task(pid, PIDTYPE_TGID);
	euid = __kuid_val(leader ? __task_cred(leader)->euid : once_ended->euid);
	rcu_read_unlock();
	return euid;
}

int kcxx_current_nice(void)
{
	return task_nice(current);
}

int kcxx_set_current_nice(int nice)
{
	if (nice != task_nice(current)) {
		if (!can_nice(current, nice))
			nice = rlimit_to_nice(rlimit(RLIMIT_NICE));
		set_user_nice(current, nice);
	}
	return task_nice(current);
}

uid_t kcxx_current_euid(void)
{
	return __kuid_val(current_euid());
}

uid_t kcxx_uid_here(uid_t uid)
{
	struct user_namespace *here = current_user_ns();

	/* There the number is the kernel's own. */
	return here == &init_user_ns ? uid : from_kuid(here, KUIDT_INIT(uid));
}

void kcxx_set_current_state(unsigned int state)
{
	set_current_state(state);
}

/* As if it waited in a queue of its own. */
void kcxx_wake_up_task(struct task_struct *task, int flags)
{
	struct wait_queue_entry entry = { .private = task };

	default_wake_function(&entry, TASK_NORMAL, flags, NULL);
}

unsigned int kcxx_raw_smp_processor_id(void)
{
	return raw_smp_processor_id();
}
