# SPDX-License-Identifier: GPL-2.0
# In the guest, behind the last seed: unloads $module, and ends, with $status if that says that a seed has found
# something: then somebody may still use it.
[ "$status" -eq 0 ] || exit "$status"
# What belonged to who is gone goes when the kernel comes to it, and a device that hangs is reset first.
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	said=$(rmmod "$module" 2>&1) && exit
	sleep 1
done
echo "the module cannot be unloaded: $said"
exit 1
