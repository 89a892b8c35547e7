// SPDX-License-Identifier: GPL-2.0
/* The C part of the test module: makes KUnit's suites of the tables that bindings/kunit.hpp leaves
 * in a section of its own, and runs them when the module is loaded. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>

struct kcxx_kunit_case {
	const char *name;
	void (*run)(struct kunit *test);
};

struct kcxx_kunit_suite {
	const char *name;
	const struct kcxx_kunit_case *cases;
	size_t count;
	bool on_request;
};

const struct kcxx_kunit_suite *const *kcxx_kunit_first(void);
const struct kcxx_kunit_suite *const *kcxx_kunit_past_last(void);
void kcxx_kunit_end_of_module(void);
void kcxx_kunit_fail(struct kunit *test, const char *file, unsigned int line, const char *format, ...);
void kcxx_kunit_skip(struct kunit *test, const char *reason);
bool kcxx_kunit_can_inject_faults(void);
unsigned int kcxx_kunit_fail_nth(unsigned int nth);
void kcxx_kunit_lend_memory(void);
void kcxx_kunit_take_memory_back(void);

static struct kunit_suite **suites;
static unsigned int suite_count;

static char *only;
module_param(only, charp, 0444);
MODULE_PARM_DESC(only, "name of the one suite to run");

__printf(4, 5)
void kcxx_kunit_fail(struct kunit *test, const char *file, unsigned int line, const char *format, ...)
{
	struct va_format text = { .fmt = format };
	va_list arguments;

	va_start(arguments, format);
	text.va = &arguments;
	if (file)
		kunit_err(test, "%s:%u: %pV", file, line, &text);
	else
		kunit_err(test, "%pV", &text);
	kunit_set_failure(test);
	va_end(arguments);
}

void kcxx_kunit_skip(struct kunit *test, const char *reason)
{
	kunit_mark_skipped(test, "%s", reason);
}

/* What a task writes to /proc/self/fail-nth. */
bool kcxx_kunit_can_inject_faults(void)
{
	return IS_ENABLED(CONFIG_FAULT_INJECTION);
}

unsigned int kcxx_kunit_fail_nth(unsigned int nth)
{
#ifdef CONFIG_FAULT_INJECTION
	return xchg(&current->fail_nth, nth);
#else
	return 0;
#endif
}

static struct kunit_suite *make_suite(const struct kcxx_kunit_suite *from)
{
	struct kunit_suite *suite = kzalloc(sizeof(*suite), GFP_KERNEL);
	struct kunit_case *cases = kcalloc(from->count + 1, sizeof(*cases), GFP_KERNEL);
	size_t i;

	if (!suite || !cases) {
		kfree(cases);
		kfree(suite);
		return NULL;
	}
	for (i = 0; i < from->count; i++) {
		cases[i].name = from->cases[i].name;
		cases[i].run_case = from->cases[i].run;
	}
	/* The name is const for who declares a suite; here it is made. */
	strscpy((char *)suite->name, from->name, sizeof(suite->name));
	suite->test_cases = cases;
	return suite;
}

/* debugfs keeps results by name: of two suites with one name it would show the first alone. */
static int add_suite(const struct kcxx_kunit_suite *from)
{
	unsigned int i;

	for (i = 0; i < suite_count; i++) {
		if (!strcmp(suites[i]->name, from->name)) {
			pr_err(KBUILD_MODNAME ": two suites have the name %s\n", from->name);
			return -EEXIST;
		}
	}
	suites[suite_count] = make_suite(from);
	if (!suites[suite_count])
		return -ENOMEM;
	suite_count++;
	return 0;
}

static bool wanted(const struct kcxx_kunit_suite *suite)
{
	return only ? !strcmp(only, suite->name) : !suite->on_request;
}

static void free_suites(void)
{
	unsigned int i;

	for (i = 0; i < suite_count; i++) {
		kfree(suites[i]->test_cases);
		kfree(suites[i]);
	}
	kfree(suites);
}

static int __init kcxx_test_init(void)
{
	const struct kcxx_kunit_suite *const *from;
	int error = 0;

	suites = kcalloc(kcxx_kunit_past_last() - kcxx_kunit_first(), sizeof(*suites), GFP_KERNEL);
	if (!suites)
		return -ENOMEM;
	for (from = kcxx_kunit_first(); from < kcxx_kunit_past_last(); from++) {
		if (!wanted(*from))
			continue;
		error = add_suite(*from);
		if (error)
			break;
	}
	if (!error && !suite_count) {
		pr_err(KBUILD_MODNAME ": no suite to run%s%s\n", only ? ": there is no " : "", only ?: "");
		error = -ENOENT;
	}
	kcxx_kunit_lend_memory();
	if (!error)
		error = __kunit_test_suites_init(suites, suite_count);
	kcxx_kunit_take_memory_back();
	if (error)
		free_suites();
	return error;
}

static void __exit kcxx_test_exit(void)
{
	__kunit_test_suites_exit(suites, suite_count);
	free_suites();
	kcxx_kunit_end_of_module();
}

module_init(kcxx_test_init);
module_exit(kcxx_test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("KUnit suites of kcxx");
