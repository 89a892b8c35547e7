// SPDX-License-Identifier: GPL-2.0
/* rename_user FROM TO: just that, and not into TO if it is a folder. */
#include <stdio.h>

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	if (!rename(argv[1], argv[2]))
		return 0;
	perror(argv[2]);
	return 1;
}
