// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>

const struct cred *kcxx_get_current_cred(void)
{
	return get_current_cred();
}

const struct cred *kcxx_get_cred(const struct cred *cred)
{
	return get_cred(cred);
}

void kcxx_put_cred(const struct cred *cred)
{
	put_cred(cred);
}
