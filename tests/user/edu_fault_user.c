// SPDX-License-Identifier: GPL-2.0
/* edu_fault_user SLOT: lets each allocation and each copy fail once while the driver of QEMU's teaching
 * device takes hold of the one in this slot, and in what the device file does. */
#include <fcntl.h>
#include <sys/ioctl.h>

#include <modules/edu/edu.h>
#include <tests/user/fault.h>

static const char *slot;
static char device[64];
static char bytes[1000];
static int file;

static int tell_driver(const char *what)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/bus/pci/drivers/edu/%s", what);
	return write_text(path, slot);
}

static int bind(void)
{
	return tell_driver("bind");
}

static int unbind(void)
{
	return tell_driver("unbind");
}

static int is_unbound(void)
{
	return access(device, F_OK) == 0;
}

static int open_device(void)
{
	return open_and_close(device);
}

static int write_old(void)
{
	memset(bytes, 'o', sizeof(bytes));
	return pwrite(file, bytes, sizeof(bytes), 0) != sizeof(bytes);
}

static int write_new(void)
{
	memset(bytes, 'n', sizeof(bytes));
	return pwrite(file, bytes, sizeof(bytes), 0) < 0 ? -1 : 0;
}

static int read_all(void)
{
	return pread(file, bytes, sizeof(bytes), 0) < 0 ? -1 : 0;
}

static int is_old(void)
{
	return read_all() || bytes[0] != 'o' || bytes[sizeof(bytes) - 1] != 'o';
}

static int factorial(void)
{
	__u32 number = 5;

	return ioctl(file, EDU_FACTORIAL, &number) ? -1 : number != 120;
}

static int raise_causes(void)
{
	const __u32 causes = 0x21;

	return ioctl(file, EDU_RAISE, &causes);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	slot = argv[1];
	snprintf(device, sizeof(device), "/dev/edu-%s", slot);
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR);
	if (fail_nth < 0) {
		perror("/proc/thread-self/fail-nth");
		return 1;
	}
	EXPECT(unbind(), 0, 0);
	/* The last points: of those before some are of the kernel's own interrupts, which warns of them. */
	with_each_fault(&(struct operation){ "bind edu", bind, 5, is_unbound, unbind, 65 });
	EXPECT(bind(), 0, 0);
	file = open(device, O_RDWR | O_CLOEXEC);
	expect(device, file < 0, errno, 0, 0);
	EXPECT(write_old(), 0, 0);
	with_each_fault(&(struct operation){ "open edu", open_device, 1 });
	with_each_fault(&(struct operation){ "read edu", read_all, 1 });
	with_each_fault(&(struct operation){ "write edu", write_new, 2, is_old, write_old });
	with_each_fault(&(struct operation){ "factorial of edu", factorial, 2 });
	with_each_fault(&(struct operation){ "raise edu", raise_causes, 1 });
	return failures != 0;
}
