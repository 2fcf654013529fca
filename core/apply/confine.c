/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif
#else
enum { SANITIZED = 0 };
#endif

/* What the child says when it is done, in one write. */
struct answer {
    uint32_t magic, status;
    char text[sizeof((struct hs_why *)NULL)->text];
};
enum { ANSWER_MAGIC = 0x68736465, CHILD_FAILED = 1, SECOND = 1000 /* ms */ };

static uint64_t mapped_now(void)
{
    unsigned long long pages = 0;
    FILE *stream = fopen("/proc/self/statm", "re");
    if (!stream || fscanf(stream, "%llu", &pages) != 1)
        pages = 0;
    if (stream)
        fclose(stream);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static bool limit(int resource, uint64_t most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) < 0)
        return false;
    if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most)
        most = now.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &(struct rlimit) { most, most }) == 0;
}

/* AddressSanitizer reserves terabytes of address space, so a build with it goes without that one limit. */
static bool limit_all(const struct confinement *confinement)
{
    uint64_t mapped = mapped_now();
    return (SANITIZED || (mapped && limit(RLIMIT_AS, mapped + confinement->memory))) && limit(RLIMIT_CPU, confinement->seconds) &&
           limit(RLIMIT_FSIZE, confinement->file_size) && limit(RLIMIT_CORE, 0);
}

static int allow(scmp_filter_ctx filter, int call)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
}

static int allow_on(scmp_filter_ctx filter, int call, int fd)
{
    return fd < 0 ? 0 : seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)fd, 0));
}

/* Memory: new pages without a file behind them, and never executable. sysinfo is what qsort asks, to know whether it may take memory. */
static int allow_memory(scmp_filter_ctx filter)
{
    int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                                  SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    if (!failed)
        failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    static const int calls[] = {
        SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(sysinfo), SCMP_SYS(exit), SCMP_SYS(exit_group)
    };
    for (size_t i = 0; !failed && i < sizeof calls / sizeof *calls; i++)
        failed = allow(filter, calls[i]);
    static const int sanitizers[] = { SCMP_SYS(futex),  SCMP_SYS(sched_yield), SCMP_SYS(getpid),
                                      SCMP_SYS(gettid), SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigprocmask) };
    for (size_t i = 0; SANITIZED && !failed && i < sizeof sanitizers / sizeof *sanitizers; i++)
        failed = allow(filter, sanitizers[i]);
    return failed;
}

static bool load_filter(const struct confinement *confinement, int answer_fd)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    int failed = allow_memory(filter);
    if (!failed)
        failed = allow_on(filter, SCMP_SYS(pread64), confinement->read_fd);
    if (!failed)
        failed = allow_on(filter, SCMP_SYS(write), confinement->write_fd);
    if (!failed)
        failed = allow_on(filter, SCMP_SYS(write), answer_fd);
    if (!failed)
        failed = seccomp_load(filter);
    seccomp_release(filter);
    return !failed;
}

_Noreturn static void child(const struct confinement *confinement, pid_t parent, int answer_fd)
{
    struct answer answer = { .magic = ANSWER_MAGIC };
    struct hs_why why = { .status = HS_OK };
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGXFSZ, SIG_DFL); /* too long a file ends it, whatever its parent thinks of that */
    if (getppid() != parent)
        _exit(CHILD_FAILED);
    enum hs_status status = confinement->prepare ? confinement->prepare(confinement->context, &why) : HS_OK;
    if (status == HS_OK && (!limit_all(confinement) || !load_filter(confinement, answer_fd)))
        status = hs_fail(&why, HS_IO, "%s: this system cannot confine it (seccomp, limits): use a kernel that can", confinement->what);
    if (status == HS_OK)
        status = confinement->work(confinement->context, &why);
    answer.status = (uint32_t)status;
    if (status != HS_OK)
        memcpy(answer.text, why.text, sizeof answer.text);
    ssize_t written = write(answer_fd, &answer, sizeof answer);
    _exit(written == (ssize_t)sizeof answer ? 0 : CHILD_FAILED);
}

static void wait_for(const struct confinement *confinement, int fd)
{
    struct pollfd answer = { .fd = fd, .events = POLLIN };
    while (confinement->waiting && poll(&answer, 1, SECOND) == 0)
        confinement->waiting(confinement->watcher);
}

/* The answer, or less where the child did not come to it; more than one is nonsense, and not waited for. */
static size_t read_answer(int fd, struct answer *answer)
{
    size_t got = 0;
    char more;
    while (got < sizeof *answer) {
        ssize_t n = read(fd, (char *)answer + got, sizeof *answer - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return got;
        got += (size_t)n;
    }
    ssize_t n;
    while ((n = read(fd, &more, 1)) < 0 && errno == EINTR)
        continue;
    return n == 0 ? got : 0;
}

static enum hs_status killed(const struct confinement *confinement, int how, struct hs_why *why)
{
    int by = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
    const char *reason = by == SIGSYS                     ? "it did what it may not"
                         : by == SIGXCPU || by == SIGKILL ? "it took too long, or too much memory"
                         : by == SIGXFSZ                  ? "it makes more than it may"
                         : by                             ? "it crashed"
                                                          : "it gave no answer";
    return hs_fail(why, HS_REFUSED, "%s: %s (signal %d): do not use this package, and tell who made it", confinement->what, reason, by);
}

static enum hs_status understand(const struct confinement *confinement, const struct answer *answer, size_t got, int how, struct hs_why *why)
{
    if (!WIFEXITED(how) || WEXITSTATUS(how) != 0 || got != sizeof *answer || answer->magic != ANSWER_MAGIC || answer->status > (uint32_t)HS_TOO_LARGE ||
        !memchr(answer->text, '\0', sizeof answer->text))
        return killed(confinement, how, why);
    enum hs_status status = (enum hs_status)answer->status;
    return status == HS_OK ? HS_OK : hs_fail(why, status, "%s", answer->text);
}

enum hs_status confine(const struct confinement *confinement, struct hs_why *why)
{
    int pipe_fd[2], how = 0;
    pid_t parent = getpid();
    struct answer answer;
    if (pipe2(pipe_fd, O_CLOEXEC) < 0)
        return hs_fail_errno(why, "%s: cannot be started", confinement->what);
    pid_t pid = fork();
    if (pid == 0) {
        close(pipe_fd[0]);
        child(confinement, parent, pipe_fd[1]);
    }
    close(pipe_fd[1]);
    if (pid < 0) {
        enum hs_status status = hs_fail_errno(why, "%s: cannot be started", confinement->what);
        close(pipe_fd[0]);
        return status;
    }
    wait_for(confinement, pipe_fd[0]);
    size_t got = read_answer(pipe_fd[0], &answer);
    close(pipe_fd[0]);
    if (got != sizeof answer)
        kill(pid, SIGKILL); /* it said nothing, or too much: it does not go on */
    while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
        continue;
    return understand(confinement, &answer, got, how, why);
}

enum hs_status confine_write(int fd, const void *bytes, size_t size, struct hs_why *why)
{
    const unsigned char *at = bytes;
    while (size) {
        ssize_t written = write(fd, at, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return hs_fail(why, HS_IO, "build: its values cannot be written: free space on that disk and try again");
        at += written;
        size -= (size_t)written;
    }
    return HS_OK;
}
