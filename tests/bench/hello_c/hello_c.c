// SPDX-License-Identifier: GPL-2.0
/* modules/hello in C: what its size is held against. */
#define pr_fmt(fmt) "hello: " fmt
#include <linux/module.h>
#include <linux/slab.h>

struct hello {
	char unused;
};

static struct hello *hello;

static int __init hello_init(void)
{
	pr_info("hello, kernel\n");
	hello = kmalloc(sizeof(*hello), GFP_KERNEL);
	return hello ? 0 : -ENOMEM;
}

static void __exit hello_exit(void)
{
	pr_info("goodbye, kernel\n");
	kfree(hello);
}

module_init(hello_init);
module_exit(hello_exit);
MODULE_LICENSE("GPL");
