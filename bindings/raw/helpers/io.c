// SPDX-License-Identifier: GPL-2.0
#include <linux/io.h>
#include <linux/io-64-nonatomic-lo-hi.h>

u8 kcxx_readb(const void __iomem *from)
{
	return readb(from);
}

u16 kcxx_readw(const void __iomem *from)
{
	return readw(from);
}

u32 kcxx_readl(const void __iomem *from)
{
	return readl(from);
}

u64 kcxx_readq(const void __iomem *from)
{
	return readq(from);
}

void kcxx_writeb(u8 value, void __iomem *to)
{
	writeb(value, to);
}

void kcxx_writew(u16 value, void __iomem *to)
{
	writew(value, to);
}

void kcxx_writel(u32 value, void __iomem *to)
{
	writel(value, to);
}

void kcxx_writeq(u64 value, void __iomem *to)
{
	writeq(value, to);
}

u8 kcxx_inb(u16 port)
{
	return inb(port);
}

u16 kcxx_inw(u16 port)
{
	return inw(port);
}

u32 kcxx_inl(u16 port)
{
	return inl(port);
}

void kcxx_outb(u8 value, u16 port)
{
	outb(value, port);
}

void kcxx_outw(u16 value, u16 port)
{
	outw(value, port);
}

void kcxx_outl(u32 value, u16 port)
{
	outl(value, port);
}

void kcxx_memcpy_toio(void __iomem *to, const void *from, size_t size)
{
	memcpy_toio(to, from, size);
}

void kcxx_memcpy_fromio(void *to, const void __iomem *from, size_t size)
{
	memcpy_fromio(to, from, size);
}
