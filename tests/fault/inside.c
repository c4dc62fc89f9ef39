/* inside.c - what a worker could do that was taken over: in every worker that a program starts,
 * once it is in its sandbox, system calls are made that it must be refused.
 *
 *     inside LOG KEY USER all|no-landlock PROGRAM [ARGUMENT...]
 *
 * LOG has a line a worker: its program, its work, and what was not refused ("-": nothing was). KEY
 * is a file that no worker may open. USER is the number of who runs the program; root runs this.
 * The call at which it is stopped is made in the end as if nothing had been, so what the program
 * says must be what it says without. The status is the program's, 128 and its number for a signal;
 * 77 where this cannot be done. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__

enum { SKIPPED = 77, CALL_ENDED = 0x80, WORKERS = 256, BELOW = 4096, TEXT_AT = 512 };

struct inside_attack {
    const char *name;
    long call;
    enum { ANYWHERE, PARSER } where; /* PARSER: those that see no network */
    const char *text;                /* "KEY": the key; put where an argument TEXT points */
    unsigned long long arguments[5];
};

#define TEXT 0x7e7eULL
#define HERE ((unsigned long long)AT_FDCWD)
#define PARENT 0x7f7fULL

static const struct inside_attack inside_attacks[] = {
    { "open the key", SYS_openat, ANYWHERE, "KEY", { HERE, TEXT, O_RDONLY } },
    { "open shadow", SYS_openat, ANYWHERE, "/etc/shadow", { HERE, TEXT, O_RDONLY } },
    { "list a folder", SYS_openat, ANYWHERE, "/", { HERE, TEXT, O_RDONLY | O_DIRECTORY } },
    { "make a file", SYS_openat, ANYWHERE, "/tmp/printseal-inside", { HERE, TEXT, O_CREAT, 0600 } },
    { "make a folder", SYS_mkdirat, ANYWHERE, "/tmp/printseal-inside", { HERE, TEXT, 0700 } },
    { "remove the key", SYS_unlinkat, ANYWHERE, "KEY", { HERE, TEXT } },
    { "open up the key", SYS_fchmodat, ANYWHERE, "KEY", { HERE, TEXT, 0666 } },
    { "a socket of this machine", SYS_socket, ANYWHERE, NULL, { AF_UNIX, SOCK_STREAM } },
    { "a socket of the kernel", SYS_socket, ANYWHERE, NULL, { AF_NETLINK, SOCK_RAW, 12 } },
    { "a socket of the network", SYS_socket, PARSER, NULL, { AF_INET, SOCK_STREAM } },
    { "another process", SYS_clone, ANYWHERE, NULL, { SIGCHLD } },
    { "a program", SYS_execve, ANYWHERE, "/bin/true", { TEXT } },
    { "trace the parent", SYS_ptrace, ANYWHERE, NULL, { PTRACE_ATTACH, PARENT } },
    { "read the parent", SYS_process_vm_readv, ANYWHERE, NULL, { PARENT } },
    { "signal the parent", SYS_kill, ANYWHERE, NULL, { PARENT } },
    { "a namespace", SYS_unshare, ANYWHERE, NULL, { CLONE_NEWUSER } },
    { "a mount", SYS_mount, ANYWHERE, "/tmp", { TEXT, TEXT, TEXT } },
    { "the host's name", SYS_sethostname, ANYWHERE, "x", { TEXT, 1 } },
    { "root", SYS_setresuid, ANYWHERE, NULL, { 0, 0, 0 } },
};
enum { ATTACKS = sizeof inside_attacks / sizeof *inside_attacks };

struct inside_worker {
    pid_t pid;
    char work[64];
    unsigned long long message; /* of a recvmsg() that it is in; 0: none */
    size_t next;                /* of the attacks */
    bool told;                  /* all are done */
    bool attacking;             /* in one */
    bool trapped, returning;    /* its own handler of SIGSYS says what comes of it; is at its end */
    struct user_regs_struct before;
    char granted[1024];
};

static struct {
    FILE *log;
    const char *key;
    pid_t program;
    struct inside_worker list[WORKERS];
    size_t count;
} inside;

static struct inside_worker *inside_find(pid_t pid)
{
    for (size_t i = 0; i < inside.count; i++)
        if (inside.list[i].pid == pid)
            return &inside.list[i];
    if (inside.count == WORKERS)
        exit(SKIPPED);
    inside.list[inside.count] = (struct inside_worker){ .pid = pid, .work = "?" };
    return &inside.list[inside.count++];
}

/* A number in the process's status. */
static long inside_status(pid_t pid, const char *name)
{
    char path[64], line[256];
    long number = 0;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
            number = strtol(line + strlen(name) + 1, NULL, 10);
    if (file)
        fclose(file);
    return number;
}

static unsigned long long inside_peek(pid_t pid, unsigned long long at)
{
    return (unsigned long long)ptrace(PTRACE_PEEKDATA, pid, (void *)(uintptr_t)at, NULL);
}

/* "VERSION WORK": struct msghdr's third word is the list of parts, a part's first its text. */
static void inside_read_work(struct inside_worker *worker)
{
    unsigned long long parts = inside_peek(worker->pid, worker->message + 16);
    unsigned long long words[12] = { 0 }, text = inside_peek(worker->pid, parts);
    char bytes[sizeof words];

    for (size_t i = 0; i + 1 < sizeof words / sizeof *words; i++)
        words[i] = inside_peek(worker->pid, text + 8 * i);
    memcpy(bytes, words, sizeof bytes);
    bytes[sizeof bytes - 1] = '\0';
    const char *last = strrchr(bytes, ' ');
    snprintf(worker->work, sizeof worker->work, "%.60s", last ? last + 1 : "?");
    worker->message = 0;
}

/* ------------------------------------------------ an attack */

static unsigned long long inside_argument(const struct inside_worker *worker,
                                          unsigned long long value)
{
    if (value == TEXT)
        return worker->before.rsp - BELOW + TEXT_AT;
    return value == PARENT ? (unsigned long long)inside.program : value;
}

static void inside_poke(const struct inside_worker *worker, const char *text)
{
    for (size_t at = 0; at <= strlen(text); at += 8) {
        char word[8] = "";
        long bytes;

        memcpy(word, text + at, strnlen(text + at, sizeof word));
        memcpy(&bytes, word, sizeof bytes);
        ptrace(PTRACE_POKEDATA, worker->pid,
               (void *)(uintptr_t)(inside_argument(worker, TEXT) + at), bytes);
    }
}

/* What it runs, also where /proc tells nobody which file that is. */
static void inside_program(const struct inside_worker *worker, char program[32])
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/comm", (int)worker->pid);
    FILE *file = fopen(path, "re");
    if (!file || !fgets(program, 32, file))
        snprintf(program, 32, "?");
    program[strcspn(program, "\n")] = '\0';
    if (file)
        fclose(file);
}

static bool inside_suits(const struct inside_worker *worker, const struct inside_attack *attack)
{
    char program[32];

    inside_program(worker, program);
    return attack->where == ANYWHERE ||
           (strcmp(program, "probe") != 0 && strcmp(program, "discover") != 0);
}

static void inside_start(struct inside_worker *worker)
{
    const struct inside_attack *attack = &inside_attacks[worker->next];
    struct user_regs_struct now = worker->before;

    now.rsp -= BELOW; /* a handler's frame comes below the text */
    if (attack->text)
        inside_poke(worker, strcmp(attack->text, "KEY") == 0 ? inside.key : attack->text);
    now.orig_rax = (unsigned long long)attack->call;
    now.rdi = inside_argument(worker, attack->arguments[0]);
    now.rsi = inside_argument(worker, attack->arguments[1]);
    now.rdx = inside_argument(worker, attack->arguments[2]);
    now.r10 = inside_argument(worker, attack->arguments[3]);
    now.r8 = inside_argument(worker, attack->arguments[4]);
    ptrace(PTRACE_SETREGS, worker->pid, NULL, &now);
    worker->attacking = true;
}

static void inside_told(const struct inside_worker *worker)
{
    char program[32];

    inside_program(worker, program);
    fprintf(inside.log, "%s %s: %s\n", program, worker->work,
            *worker->granted ? worker->granted : "-");
}

/* What came of it; then the call that was to be made is made once more, and met here again. */
static void inside_ended(struct inside_worker *worker)
{
    struct user_regs_struct now;
    size_t used = strlen(worker->granted);

    if (ptrace(PTRACE_GETREGS, worker->pid, NULL, &now) != 0)
        return;
    worker->trapped = !worker->returning && (long)now.rax == inside_attacks[worker->next].call;
    if (worker->trapped)
        return;
    long why = -(long)now.rax;
    if (why != EPERM && why != EACCES && why != ENOSYS)
        snprintf(worker->granted + used, sizeof worker->granted - used, "%s%s (%ld)",
                 used ? ", " : "", inside_attacks[worker->next].name, (long)now.rax);
    now = worker->before;
    now.rip -= 2; /* the instruction */
    now.rax = worker->before.orig_rax;
    ptrace(PTRACE_SETREGS, worker->pid, NULL, &now);
    worker->attacking = worker->returning = false;
    worker->next++;
}

/* Before the kernel has seen a call. */
static void inside_called(struct inside_worker *worker)
{
    struct user_regs_struct now;

    if (worker->pid == inside.program || ptrace(PTRACE_GETREGS, worker->pid, NULL, &now) != 0)
        return;
    if (inside_status(worker->pid, "Seccomp_filters") ==
        inside_status(inside.program, "Seccomp_filters")) {
        if (now.orig_rax == SYS_recvmsg)
            worker->message = now.rsi;
        return;
    }
    worker->returning = worker->trapped && now.orig_rax == SYS_rt_sigreturn;
    if (worker->told || worker->trapped)
        return;
    worker->before = now;
    while (worker->next < ATTACKS && !inside_suits(worker, &inside_attacks[worker->next]))
        worker->next++;
    worker->told = worker->next == ATTACKS;
    if (worker->told)
        inside_told(worker);
    else
        inside_start(worker);
}

/* ------------------------------------------------ the program */

static const int inside_calls[] = {
    SCMP_SYS(recvmsg), SCMP_SYS(write),        SCMP_SYS(writev),
    SCMP_SYS(sendto),  SCMP_SYS(rt_sigreturn), SCMP_SYS(exit_group)
};

static _Noreturn void inside_become(int watched, char *args[], uid_t user, bool landlock)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool fine = filter;
    char byte;

    for (size_t i = 0; i < sizeof inside_calls / sizeof *inside_calls; i++)
        fine = fine && seccomp_rule_add(filter, SCMP_ACT_TRACE(0), inside_calls[i], 0) == 0;
    if (!landlock)
        fine = fine && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
                                        SCMP_SYS(landlock_create_ruleset), 0) == 0;
    fine = fine && seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0) == 0;
    if (!fine || read(watched, &byte, 1) < 0 || seccomp_load(filter) != 0)
        _exit(SKIPPED);
    close(watched);
    if (user && (setgroups(0, NULL) || setgid(user) || setuid(user)))
        _exit(SKIPPED);
    execv(args[0], args);
    _exit(127);
}

static void inside_begin(char *args[], uid_t user, bool landlock)
{
    const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                         PTRACE_O_TRACECLONE | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
    int watched[2];

    if (pipe2(watched, O_CLOEXEC) != 0)
        exit(SKIPPED);
    inside.program = fork();
    if (inside.program == 0) {
        close(watched[1]);
        inside_become(watched[0], args, user, landlock);
    }
    close(watched[0]);
    if (inside.program < 0 || ptrace(PTRACE_SEIZE, inside.program, NULL, options) != 0)
        exit(SKIPPED);
    close(watched[1]);
}

/* Is there something to see when the call that it is in has ended? */
static bool inside_until_its_end(const struct inside_worker *worker)
{
    return worker->message || worker->returning || (worker->attacking && !worker->trapped);
}

static void inside_stopped(pid_t pid, int status)
{
    struct inside_worker *worker = inside_find(pid);
    int event = status >> 16, number = WSTOPSIG(status);

    if (number == (SIGTRAP | CALL_ENDED)) {
        if (worker->attacking && worker->trapped == worker->returning)
            inside_ended(worker);
        else if (worker->message)
            inside_read_work(worker);
        number = 0;
    } else if (event == PTRACE_EVENT_SECCOMP) {
        inside_called(worker);
    }
    if (event == PTRACE_EVENT_STOP && number != SIGTRAP)
        ptrace(PTRACE_LISTEN, pid, NULL, NULL);
    else
        ptrace(inside_until_its_end(worker) ? PTRACE_SYSCALL : PTRACE_CONT, pid, NULL,
               event ? 0L : (long)number);
}

static int inside_watch(void)
{
    int status, result = SKIPPED;
    pid_t pid;

    while ((pid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
        if (pid > 0 && WIFSTOPPED(status))
            inside_stopped(pid, status);
        else if (pid == inside.program)
            result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    return result;
}

int main(int argc, char *argv[])
{
    if (argc < 6)
        return 2;
    inside.log = fopen(argv[1], "we");
    inside.key = argv[2];
    if (!inside.log || geteuid() != 0)
        return SKIPPED;
    inside_begin(argv + 5, (uid_t)strtoul(argv[3], NULL, 10), strcmp(argv[4], "all") == 0);
    return inside_watch();
}
#else
int main(void)
{
    return 77;
}
#endif
