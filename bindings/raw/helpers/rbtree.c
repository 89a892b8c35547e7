// SPDX-License-Identifier: GPL-2.0
#include <linux/rbtree.h>

void kcxx_rb_link_node(struct rb_node *node, struct rb_node *parent, struct rb_node **link)
{
	rb_link_node(node, parent, link);
}
