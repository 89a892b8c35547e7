// SPDX-License-Identifier: GPL-2.0
/* Uses /dev/note in ways that a shell cannot: bad addresses, offsets, huge writes. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include <tests/user/expect.h>

int main(void)
{
	/* volatile: the compiler would see that it is bad. */
	void *volatile bad = (void *)8;
	static char huge[65537];
	char text[32] = "";
	struct iovec parts[] = { { "he", 2 }, { "llo", 3 } };
	int fd = open("/dev/note", O_RDWR);
	char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (fd < 0 || pages == MAP_FAILED || munmap(pages + 4096, 4096)) {
		perror("note_user");
		return 1;
	}
	EXPECT(read(fd, text, sizeof(text)), 0, 0);
	EXPECT(writev(fd, parts, 2), 5, 0);
	EXPECT(pread(fd, text, sizeof(text), 0), 5, 0);
	EXPECT(memcmp(text, "hello", 5), 0, 0);
	EXPECT(pread(fd, text, 2, 3), 2, 0);
	EXPECT(memcmp(text, "lo", 2), 0, 0);
	EXPECT(pread(fd, text, sizeof(text), 5), 0, 0);
	EXPECT(pread(fd, text, sizeof(text), 1L << 40), 0, 0);

	/* Nothing of this changes the text. */
	EXPECT(write(fd, huge, sizeof(huge)), -1, EFBIG);
	EXPECT(write(fd, bad, 16), -1, EFAULT);
	EXPECT(write(fd, pages + 4090, 16), -1, EFAULT);
	EXPECT(pread(fd, bad, 5, 0), -1, EFAULT);
	EXPECT(ioctl(fd, 0), -1, ENOTTY);
	EXPECT(pread(fd, text, sizeof(text), 0), 5, 0);

	EXPECT(write(fd, huge, 65536), 65536, 0);
	EXPECT(pread(fd, huge, sizeof(huge), 0), 65536, 0);
	EXPECT(close(fd), 0, 0);
	return failures != 0;
}
