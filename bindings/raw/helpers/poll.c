// SPDX-License-Identifier: GPL-2.0
#include <linux/poll.h>
#include <linux/wait.h>

void kcxx_poll_wait(struct file *file, struct wait_queue_head *head, struct poll_table_struct *table)
{
	poll_wait(file, head, table);
}

void kcxx_wake_up_pollfree(struct wait_queue_head *head)
{
	wake_up_pollfree(head);
}
