// SPDX-License-Identifier: GPL-2.0
/* Inline functions, where the kernel has no security modules. */
#include <linux/security.h>

void kcxx_security_cred_getsecid(const struct cred *cred, u32 *secid)
{
	security_cred_getsecid(cred, secid);
}

int kcxx_security_secid_to_secctx(u32 secid, char **context, u32 *size)
{
	return security_secid_to_secctx(secid, context, size);
}

void kcxx_security_release_secctx(char *context, u32 size)
{
	security_release_secctx(context, size);
}

int kcxx_security_binder_set_context_mgr(const struct cred *manager)
{
	return security_binder_set_context_mgr(manager);
}

int kcxx_security_binder_transaction(const struct cred *from, const struct cred *to)
{
	return security_binder_transaction(from, to);
}

int kcxx_security_binder_transfer_binder(const struct cred *from, const struct cred *to)
{
	return security_binder_transfer_binder(from, to);
}

int kcxx_security_binder_transfer_file(const struct cred *from, const struct cred *to, struct file *file)
{
	return security_binder_transfer_file(from, to, file);
}
