// SPDX-License-Identifier: GPL-2.0
/* edu_user DEVICE: asks QEMU's teaching device for what it can do, and for what it cannot.
 * edu_user DEVICE THREADS: uses it with so many threads at once until it is gone. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <modules/edu/edu.h>
#include <tests/user/expect.h>

#define PAGE	     4096L
#define MOST_THREADS 8

static const char *device;

static void test_commands(int fd, void *volatile bad)
{
	__u32 number = 12, many = 13, none = 0, dma = 0x100, some = 0x21;

	EXPECT(ioctl(fd, EDU_PING), 0, 0);
	EXPECT(ioctl(fd, EDU_FACTORIAL, &number), 0, 0);
	EXPECT(number, 479001600, 0);
	EXPECT(ioctl(fd, EDU_FACTORIAL, &many), -1, ERANGE);
	EXPECT(many, 13, 0);
	EXPECT(ioctl(fd, EDU_FACTORIAL, bad), -1, EFAULT);
	number = 0;
	EXPECT(ioctl(fd, EDU_FACTORIAL, &number), 0, 0);
	EXPECT(number, 1, 0);
	EXPECT(ioctl(fd, EDU_RAISE, &some), 0, 0);
	EXPECT(ioctl(fd, EDU_RAISE, &some), 0, 0);
	EXPECT(ioctl(fd, EDU_RAISE, &none), -1, EINVAL);
	EXPECT(ioctl(fd, EDU_RAISE, &dma), -1, EINVAL);
	EXPECT(ioctl(fd, _IO('e', 3)), -1, ENOTTY);
}

static void test_buffer(int fd, char *pages)
{
	char *end = pages + PAGE;
	char read_back[EDU_BUFFER_SIZE];

	for (int i = 0; i < EDU_BUFFER_SIZE; i++)
		pages[i] = (char)(i * 7);
	EXPECT(pwrite(fd, pages, EDU_BUFFER_SIZE, 0), EDU_BUFFER_SIZE, 0);
	memset(read_back, 0, sizeof(read_back));
	EXPECT(pread(fd, read_back, EDU_BUFFER_SIZE, 0), EDU_BUFFER_SIZE, 0);
	EXPECT(memcmp(read_back, pages, EDU_BUFFER_SIZE), 0, 0);
	/* A part of it, and its end. */
	EXPECT(pwrite(fd, "kernel", 6, 1001), 6, 0);
	EXPECT(pread(fd, read_back, 8, 1000), 8, 0);
	EXPECT(memcmp(read_back + 1, "kernel", 6), 0, 0);
	EXPECT(read_back[0], (char)(1000 * 7), 0);
	EXPECT(read_back[7], (char)(1007 * 7), 0);
	EXPECT(pread(fd, read_back, 10, EDU_BUFFER_SIZE - 3), 3, 0);
	EXPECT(pwrite(fd, "0123456789", 10, EDU_BUFFER_SIZE - 3), 3, 0);
	EXPECT(pread(fd, read_back, 10, EDU_BUFFER_SIZE), 0, 0);
	EXPECT(pwrite(fd, "0", 1, EDU_BUFFER_SIZE), -1, ENOSPC);
	EXPECT(pread(fd, read_back, 0, 0), 0, 0);
	EXPECT(pwrite(fd, "0", 0, 0), 0, 0);
	EXPECT(pread(fd, read_back, 1, -1), -1, EINVAL);
	/* Memory of the caller that is not there: nothing is changed by that. */
	EXPECT(pwrite(fd, end - 2, 4, 2000), -1, EFAULT);
	EXPECT(pread(fd, end, 1, 2000), -1, EFAULT);
	EXPECT(pread(fd, read_back, 2, 2000), 2, 0);
	EXPECT(read_back[0], (char)(2000 * 7), 0);
	/* By the position of the file. */
	EXPECT(lseek(fd, 10, SEEK_SET), 10, 0);
	EXPECT(read(fd, read_back, 10), 10, 0);
	EXPECT(lseek(fd, 0, SEEK_CUR), 20, 0);
}

static void *use(void *unused)
{
	const int fd = open(device, O_RDWR | O_CLOEXEC);
	__u32 number = 5;
	long jobs = 0;
	char byte;

	if (fd < 0)
		return (void *)1;
	/* Each of them succeeds, or there is no device any more. */
	while (ioctl(fd, EDU_FACTORIAL, &number) == 0 && number == 120 && pwrite(fd, "x", 1, 0) == 1) {
		number = 5;
		errno = 0;
		jobs++;
	}
	if (errno != ENODEV || jobs == 0) {
		printf("after %ld jobs: %s\n", jobs, strerror(errno));
		return (void *)1;
	}
	if (pread(fd, &byte, 1, 0) != -1 || errno != ENODEV)
		return (void *)1;
	return unused;
}

static int use_until_gone(int threads)
{
	pthread_t all[MOST_THREADS];
	void *wrong;

	for (int i = 0; i < threads; i++)
		if (pthread_create(&all[i], NULL, use, NULL))
			return 1;
	for (int i = 0; i < threads; i++) {
		pthread_join(all[i], &wrong);
		failures += wrong != NULL;
	}
	return failures != 0;
}

int main(int argc, char **argv)
{
	char *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd;

	if (argc < 2 || pages == MAP_FAILED || munmap(pages + PAGE, PAGE))
		return 2;
	device = argv[1];
	if (argc > 2)
		return use_until_gone(atoi(argv[2]) % (MOST_THREADS + 1));
	fd = open(device, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		perror(device);
		return 1;
	}
	test_commands(fd, pages + PAGE);
	test_buffer(fd, pages);
	return failures != 0;
}
