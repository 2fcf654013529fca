/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/torture/inject.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__
#include <sys/user.h>

bool inject_possible(void)
{
    return true;
}

enum { TRACEES_MAX = 16 };

struct tracee {
    pid_t pid;
    bool inside;  /* between the entry and the exit of a call */
    bool failing; /* this call is to fail with the plan's error */
    bool changed; /* this call was given other arguments than the program's, which get them back: the kernel keeps these registers */
    struct user_regs_struct given;
    struct file_event event;
};

struct run {
    const struct inject_plan *plan;
    struct inject_seen *seen;
    struct tracee tracee[TRACEES_MAX];
    size_t call_room, event_room;
    bool started; /* the program runs: before that it is this one's copy */
    bool killed;  /* all that stops from now on is killed too */
};

/* ---- what a call does ---- */

static void read_text(pid_t pid, uint64_t address, char *text, size_t room)
{
    size_t got = 0;
    while (got + 1 < room) { /* page by page: the next one may not be there */
        size_t most = 4096 - (address + got) % 4096;
        if (most > room - 1 - got)
            most = room - 1 - got;
        struct iovec here = { text + got, most }, there = { (void *)(uintptr_t)(address + got), most };
        ssize_t length = process_vm_readv(pid, &here, 1, &there, 1, 0);
        if (length <= 0)
            break;
        if (memchr(text + got, 0, (size_t)length))
            return;
        got += (size_t)length;
    }
    text[got] = '\0';
}

static void path_of_fd(pid_t pid, int fd, char path[static 512])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)pid, fd);
    ssize_t length = readlink(link, path, 511);
    path[length > 0 ? length : 0] = '\0';
}

static void path_at(pid_t pid, int directory, uint64_t address, char path[static 512])
{
    char name[512], base[512];
    read_text(pid, address, name, sizeof name);
    if (name[0] != '/' && directory != AT_FDCWD) {
        path_of_fd(pid, directory, base);
        if (snprintf(path, 512, "%s/%s", base, name) >= 512)
            path[0] = '\0';
    } else
        memcpy(path, name, sizeof name);
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        path[--length] = '\0';
}

static bool fd_is_synced(pid_t pid, int fd)
{
    char name[64], line[128];
    unsigned flags = 0;
    snprintf(name, sizeof name, "/proc/%d/fdinfo/%d", (int)pid, fd);
    FILE *file = fopen(name, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "flags: %o", &flags) == 1)
            break;
    if (file)
        fclose(file);
    return flags & O_DSYNC;
}

static bool transfers(long number)
{
    static const long numbers[] = { SYS_read, SYS_pread64, SYS_readv, SYS_write, SYS_pwrite64, SYS_writev, SYS_pwritev, SYS_sendfile, SYS_copy_file_range };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

static void open_event(struct file_event *event, pid_t pid, int directory, uint64_t address, uint64_t flags)
{
    path_at(pid, directory, address, event->path);
    event->act = flags & O_CREAT ? FILE_CREATE : flags & O_TRUNC ? FILE_WRITE : FILE_NONE;
}

static void describe(struct file_event *event, pid_t pid, const struct user_regs_struct *r)
{
    memset(event, 0, sizeof *event);
    switch ((long)r->orig_rax) {
    case SYS_open:
        open_event(event, pid, AT_FDCWD, r->rdi, r->rsi);
        return;
    case SYS_creat:
        open_event(event, pid, AT_FDCWD, r->rdi, O_CREAT | O_TRUNC);
        return;
    case SYS_openat:
        open_event(event, pid, (int)r->rdi, r->rsi, r->rdx);
        return;
    case SYS_mkdir:
    case SYS_mknod:
        event->act = FILE_CREATE;
        path_at(pid, AT_FDCWD, r->rdi, event->path);
        return;
    case SYS_mkdirat:
        event->act = FILE_CREATE;
        path_at(pid, (int)r->rdi, r->rsi, event->path);
        return;
    case SYS_write:
    case SYS_pwrite64:
    case SYS_writev:
    case SYS_pwritev:
    case SYS_ftruncate:
    case SYS_fallocate:
        path_of_fd(pid, (int)r->rdi, event->path);
        event->act = fd_is_synced(pid, (int)r->rdi) ? FILE_WRITE_SYNCED : FILE_WRITE;
        return;
    case SYS_sendfile:
        event->act = FILE_WRITE;
        path_of_fd(pid, (int)r->rdi, event->path);
        return;
    case SYS_copy_file_range:
        event->act = FILE_WRITE;
        path_of_fd(pid, (int)r->rdx, event->path);
        return;
    case SYS_truncate:
        event->act = FILE_WRITE;
        path_at(pid, AT_FDCWD, r->rdi, event->path);
        return;
    case SYS_chmod:
        event->act = FILE_MODE;
        path_at(pid, AT_FDCWD, r->rdi, event->path);
        return;
    case SYS_fchmodat:
        event->act = FILE_MODE;
        path_at(pid, (int)r->rdi, r->rsi, event->path);
        return;
    case SYS_fchmod:
        event->act = FILE_MODE;
        path_of_fd(pid, (int)r->rdi, event->path);
        return;
    case SYS_fsync:
    case SYS_fdatasync:
        event->act = FILE_SYNC;
        path_of_fd(pid, (int)r->rdi, event->path);
        return;
    case SYS_rename:
        event->act = FILE_RENAME;
        path_at(pid, AT_FDCWD, r->rdi, event->path);
        path_at(pid, AT_FDCWD, r->rsi, event->other);
        return;
    case SYS_renameat:
    case SYS_renameat2:
        event->act = FILE_RENAME;
        path_at(pid, (int)r->rdi, r->rsi, event->path);
        path_at(pid, (int)r->rdx, r->r10, event->other);
        return;
    case SYS_unlink:
    case SYS_rmdir:
        event->act = FILE_REMOVE;
        path_at(pid, AT_FDCWD, r->rdi, event->path);
        return;
    case SYS_unlinkat:
        event->act = FILE_REMOVE;
        path_at(pid, (int)r->rdi, r->rsi, event->path);
        return;
    case SYS_symlink:
        event->act = FILE_LINK;
        path_at(pid, AT_FDCWD, r->rsi, event->path);
        read_text(pid, r->rdi, event->other, sizeof event->other);
        return;
    case SYS_symlinkat:
        event->act = FILE_LINK;
        path_at(pid, (int)r->rsi, r->rdx, event->path);
        read_text(pid, r->rdi, event->other, sizeof event->other);
        return;
    case SYS_link:
        event->act = FILE_CREATE;
        path_at(pid, AT_FDCWD, r->rsi, event->path);
        return;
    case SYS_linkat:
        event->act = FILE_CREATE;
        path_at(pid, (int)r->rdx, r->r10, event->path);
        return;
    case SYS_mmap:
        if ((r->r10 & MAP_TYPE) != MAP_PRIVATE && !(r->r10 & MAP_ANONYMOUS) && (r->rdx & PROT_WRITE)) {
            event->act = FILE_MAP_WRITABLE;
            path_of_fd(pid, (int)r->r8, event->path);
        }
        return;
    default:
        return;
    }
}

/* ---- following it ---- */

static void *grown(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    *room = *room ? 2 * *room : 256;
    array = reallocarray(array, *room, size);
    if (!array) {
        perror("torture");
        exit(2);
    }
    return array;
}

static struct tracee *tracee_of(struct run *run, pid_t pid)
{
    for (size_t i = 0; i < TRACEES_MAX; i++)
        if (run->tracee[i].pid == pid)
            return &run->tracee[i];
    for (size_t i = 0; i < TRACEES_MAX; i++)
        if (run->tracee[i].pid == 0) {
            run->tracee[i] = (struct tracee) { .pid = pid };
            return &run->tracee[i];
        }
    fprintf(stderr, "torture: more than %d processes at once\n", TRACEES_MAX);
    exit(2);
}

/* Also those that were forked just now and have not stopped for the first time: when they do. */
static void kill_all(struct run *run)
{
    run->killed = true;
    for (size_t i = 0; i < TRACEES_MAX; i++)
        if (run->tracee[i].pid)
            kill(run->tracee[i].pid, SIGKILL);
}

/* Half of what was asked for; of several pieces the first alone, which is then halved too. */
static void shorten(pid_t pid, struct user_regs_struct *r)
{
    switch ((long)r->orig_rax) {
    case SYS_readv:
    case SYS_writev:
    case SYS_pwritev:
        r->rdx = r->rdx > 1 ? r->rdx / 2 : r->rdx;
        break;
    case SYS_sendfile:
        r->r10 = (r->r10 + 1) / 2;
        break;
    case SYS_copy_file_range:
        r->r8 = (r->r8 + 1) / 2;
        break;
    default:
        r->rdx = (r->rdx + 1) / 2;
    }
    ptrace(PTRACE_SETREGS, pid, 0, r);
}

/* False where everything was killed. */
static bool at_entry(struct run *run, struct tracee *tracee)
{
    struct user_regs_struct r;
    struct inject_seen *seen = run->seen;
    if (!run->started || ptrace(PTRACE_GETREGS, tracee->pid, 0, &r) < 0)
        return true;
    seen->call = grown(seen->call, (size_t)seen->calls, &run->call_room, sizeof *seen->call);
    seen->call[seen->calls++] = (struct inject_call) { (short)r.orig_rax, transfers((long)r.orig_rax) };
    describe(&tracee->event, tracee->pid, &r);
    if (seen->calls != run->plan->at)
        return true;
    seen->done = run->plan->act != INJECT_NOTHING;
    if (run->plan->act == INJECT_KILL) {
        kill_all(run);
        return false;
    }
    tracee->given = r;
    tracee->changed = true;
    if (run->plan->act == INJECT_SHORT)
        shorten(tracee->pid, &r);
    if (run->plan->act == INJECT_FAIL) {
        tracee->failing = r.orig_rax != SYS_brk;
        if (r.orig_rax == SYS_brk)
            r.rdi = 0;                    /* it has no errors: one that fails leaves the break where it is */
        else if (r.orig_rax != SYS_close) /* which lets the descriptor go whatever it answers */
            r.orig_rax = (unsigned long long)-1;
        ptrace(PTRACE_SETREGS, tracee->pid, 0, &r);
    }
    return true;
}

static void at_exit(struct run *run, struct tracee *tracee)
{
    struct user_regs_struct r;
    struct inject_seen *seen = run->seen;
    if (ptrace(PTRACE_GETREGS, tracee->pid, 0, &r) < 0)
        return;
    if (tracee->changed) {
        r.rdi = tracee->given.rdi;
        r.rdx = tracee->given.rdx;
        r.r10 = tracee->given.r10;
        r.r8 = tracee->given.r8;
        ptrace(PTRACE_SETREGS, tracee->pid, 0, &r);
        tracee->changed = false;
    }
    if (tracee->failing) {
        r.rax = (unsigned long long)-(long long)run->plan->error;
        ptrace(PTRACE_SETREGS, tracee->pid, 0, &r);
        tracee->failing = false;
    } else if (tracee->event.act != FILE_NONE && (long long)r.rax >= 0) {
        seen->event = grown(seen->event, seen->events, &run->event_room, sizeof *seen->event);
        seen->event[seen->events++] = tracee->event;
    }
}

/* One stop of one process. Returns the signal to hand on. */
static int at_stop(struct run *run, struct tracee *tracee, int status)
{
    int signal = WSTOPSIG(status);
    if (signal == (SIGTRAP | 0x80)) {
        tracee->inside = !tracee->inside;
        if (!tracee->inside)
            at_exit(run, tracee);
        else if (!at_entry(run, tracee))
            return -1;
        return 0;
    }
    if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXEC << 8))
        run->started = true;
    return status >> 16 || signal == SIGTRAP || signal == SIGSTOP ? 0 : signal; /* a ptrace event, or the first stop of a child */
}

static void start(const char *const argv[], const char *errors)
{
    int output = open("/dev/null", O_WRONLY), error = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (output < 0 || error < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0)
        _exit(126);
    close(output);
    close(error);
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) < 0)
        _exit(126);
    raise(SIGSTOP);
    execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(126);
}

static void on_alarm(int signal)
{
    (void)signal; /* it ends waitpid */
}

bool inject_run(const char *const argv[], const char *errors, const struct inject_plan *plan, struct inject_seen *seen)
{
    struct run run = { .plan = plan, .seen = seen };
    int status;
    *seen = (struct inject_seen) { 0 };
    sigaction(SIGALRM, &(struct sigaction) { .sa_handler = on_alarm }, NULL);
    pid_t first = fork();
    if (first == 0)
        start(argv, errors);
    if (first < 0 || waitpid(first, &status, 0) != first || !WIFSTOPPED(status))
        return false;
    if (ptrace(PTRACE_SETOPTIONS, first, 0,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC) < 0) {
        kill(first, SIGKILL);
        waitpid(first, &status, 0);
        return false;
    }
    tracee_of(&run, first);
    ptrace(PTRACE_SYSCALL, first, 0, 0);
    for (;;) { /* to the last of them: whoever killed its parent may not have seen a child yet */
        alarm(INJECT_PATIENCE);
        pid_t pid = waitpid(-1, &status, __WALL);
        alarm(0);
        if (pid < 0 && errno == ECHILD)
            return true;
        if (pid < 0 && errno != EINTR)
            return false;
        if (pid < 0) {
            seen->hung = true;
            kill_all(&run);
            continue;
        }
        struct tracee *tracee = tracee_of(&run, pid);
        if (!WIFSTOPPED(status)) {
            tracee->pid = 0;
            if (pid == first)
                seen->status = status;
        } else if (run.killed) {
            kill(pid, SIGKILL);
        } else {
            int signal = at_stop(&run, tracee, status);
            if (signal >= 0)
                ptrace(PTRACE_SYSCALL, pid, 0, signal);
        }
    }
}

#else

bool inject_possible(void)
{
    return false;
}

bool inject_run(const char *const argv[], const char *errors, const struct inject_plan *plan, struct inject_seen *seen)
{
    (void)argv, (void)errors, (void)plan;
    *seen = (struct inject_seen) { 0 };
    return false;
}

#endif

void inject_free(struct inject_seen *seen)
{
    free(seen->call);
    free(seen->event);
    *seen = (struct inject_seen) { 0 };
}
