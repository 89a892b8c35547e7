// SPDX-License-Identifier: GPL-2.0
/* Asks /dev/ioctl_demo for what it can do, and for what it cannot. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <tests/modules/ioctl_demo/ioctl_demo.h>
#include <tests/user/expect.h>

#define PAGE 4096L

/* The same number, for a type of another size. */
#define IOCTL_DEMO_SET_LARGER _IOW('k', 2, struct ioctl_demo_buffer)
#define IOCTL_DEMO_SET_READ   _IOR('k', 2, struct ioctl_demo_range)

static int invert(int fd, void *memory, __u32 size, __u32 *sum)
{
	struct ioctl_demo_buffer buffer = { .address = (unsigned long)memory, .size = size, .sum = 99 };
	int result = ioctl(fd, IOCTL_DEMO_INVERT, &buffer);

	*sum = buffer.sum;
	return result;
}

static void test_range(int fd, void *volatile bad)
{
	struct ioctl_demo_range range = { 1, 1 };

	EXPECT(ioctl(fd, IOCTL_DEMO_GET, &range), 0, 0);
	EXPECT(range.from + range.to, 0, 0);
	range = (struct ioctl_demo_range){ 3, 7 };
	EXPECT(ioctl(fd, IOCTL_DEMO_SET, &range), 0, 0);

	/* Nothing of this changes the range. */
	range = (struct ioctl_demo_range){ 8, 7 };
	EXPECT(ioctl(fd, IOCTL_DEMO_SET, &range), -1, EINVAL);
	EXPECT(ioctl(fd, IOCTL_DEMO_SET, bad), -1, EFAULT);
	EXPECT(ioctl(fd, IOCTL_DEMO_GET, bad), -1, EFAULT);
	EXPECT(ioctl(fd, IOCTL_DEMO_SET_LARGER, &range), -1, ENOTTY);
	EXPECT(ioctl(fd, IOCTL_DEMO_SET_READ, &range), -1, ENOTTY);
	EXPECT(ioctl(fd, _IO('k', 4)), -1, ENOTTY);
	EXPECT(ioctl(fd, _IO('l', 0)), -1, ENOTTY);
	EXPECT(ioctl(fd, IOCTL_DEMO_GET, &range), 0, 0);
	EXPECT(range.from, 3, 0);
	EXPECT(range.to, 7, 0);

	EXPECT(ioctl(fd, IOCTL_DEMO_RESET), 0, 0);
	EXPECT(ioctl(fd, IOCTL_DEMO_GET, &range), 0, 0);
	EXPECT(range.to, 0, 0);
}

static void test_memory(int fd, unsigned char *pages)
{
	struct ioctl_demo_buffer *last = (void *)(pages + PAGE - 8);
	unsigned char *end = pages + PAGE;
	__u32 sum;

	memset(pages, 1, PAGE);
	EXPECT(invert(fd, pages, 100, &sum), 0, 0);
	EXPECT(sum, 100, 0);
	EXPECT(pages[99] == 0xfe && pages[100] == 1, 1, 0);
	EXPECT(invert(fd, NULL, 0, &sum), 0, 0);
	EXPECT(sum, 0, 0);

	/* The second page is gone: what is in front of it was inverted, and the caller learns nothing. */
	memset(pages, 1, PAGE);
	EXPECT(invert(fd, end - 64, 128, &sum), -1, EFAULT);
	EXPECT(sum, 99, 0);
	EXPECT(end[-1], 0xfe, 0);
	EXPECT(invert(fd, (void *)-16L, 32, &sum), -1, EFAULT);
	EXPECT(invert(fd, (void *)0xffff888000000000, 8, &sum), -1, EFAULT);
	/* The structure itself ends in the page that is gone. */
	EXPECT(ioctl(fd, IOCTL_DEMO_INVERT, last), -1, EFAULT);

	/* Read, but not written. */
	memset(pages, 1, PAGE);
	EXPECT(mprotect(pages, PAGE, PROT_READ), 0, 0);
	EXPECT(invert(fd, pages, 8, &sum), -1, EFAULT);
	EXPECT(ioctl(fd, IOCTL_DEMO_GET, pages), -1, EFAULT);
	EXPECT(pages[0], 1, 0);
}

int main(void)
{
	int fd = open("/dev/ioctl_demo", O_RDWR);
	unsigned char *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (fd < 0 || pages == MAP_FAILED || munmap(pages + PAGE, PAGE)) {
		perror("ioctl_user");
		return 1;
	}
	test_range(fd, (void *)8);
	test_memory(fd, pages);
	close(fd);
	return failures != 0;
}
