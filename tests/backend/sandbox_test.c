/* Attacks from inside: what a worker that was taken over would try. Every one is refused, by the
 * list of calls alone as well as with everything else. */
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "backend/child/pattern.h"
#include "backend/child/sandbox.h"
#include "tests/worker.h"

/* ------------------------------------------------ the attacks */

static const char *key;    /* a file like master.key: the test's own user may read it */
static char elsewhere[80]; /* beside it, where everybody may write: nothing is there */

static long try_open(const char *path, int flags)
{
    return syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
}

static long open_key(void)
{
    return try_open(key, O_RDONLY);
}

static long open_by_link(void)
{
    return try_open("/proc/self/../../etc/shadow", O_RDONLY);
}

static long open_shadow(void)
{
    return try_open("/etc/shadow", O_RDONLY);
}

static long open_to_write(void)
{
    return try_open(key, O_WRONLY | O_APPEND);
}

static long make_file(void)
{
    return try_open(elsewhere, O_RDWR | O_CREAT);
}

static long open_beneath(void)
{
    const unsigned long long how[3] = { O_RDONLY, 0, 0 };

    return syscall(SYS_openat2, AT_FDCWD, key, how, sizeof how);
}

static long open_handle(void)
{
    return syscall(SYS_open_by_handle_at, AT_FDCWD, "", O_RDONLY);
}

static long list_folder(void)
{
    return try_open("/", O_RDONLY | O_DIRECTORY);
}

static long remove_file(void)
{
    return syscall(SYS_unlinkat, AT_FDCWD, key, 0);
}

static long move_file(void)
{
    return syscall(SYS_renameat2, AT_FDCWD, key, AT_FDCWD, elsewhere, 0);
}

static long link_file(void)
{
    return syscall(SYS_linkat, AT_FDCWD, key, AT_FDCWD, elsewhere, 0);
}

static long point_to_file(void)
{
    return syscall(SYS_symlinkat, key, AT_FDCWD, elsewhere);
}

static long make_folder(void)
{
    return syscall(SYS_mkdirat, AT_FDCWD, elsewhere, 0700);
}

static long make_device(void)
{
    return syscall(SYS_mknodat, AT_FDCWD, elsewhere, S_IFIFO | 0600, 0);
}

static long open_up_file(void)
{
    return syscall(SYS_fchmodat, AT_FDCWD, key, 0666);
}

static long give_file_away(void)
{
    return syscall(SYS_fchownat, AT_FDCWD, key, 0, 0, 0);
}

static long empty_file(void)
{
    return syscall(SYS_truncate, key, 0L);
}

static long watch_folder(void)
{
    return syscall(SYS_inotify_init1, 0);
}

static long read_link(void)
{
    char room[64];

    return syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", room, sizeof room);
}

static long change_root(void)
{
    return syscall(SYS_chroot, "/tmp");
}

static long change_folder(void)
{
    return syscall(SYS_chdir, "/tmp");
}

static long mount_something(void)
{
    return syscall(SYS_mount, "none", "/tmp", "tmpfs", 0UL, NULL);
}

static long unmount(void)
{
    return syscall(SYS_umount2, "/proc", 2);
}

static long split_process(void)
{
    long pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

    if (pid == 0)
        _exit(0);
    return pid;
}

static long split_process_anew(void)
{
    struct {
        unsigned long long flags[11];
    } arguments = { { 0 } };

    return syscall(SYS_clone3, &arguments, sizeof arguments);
}

static long run_program(void)
{
    char *const words[] = { (char *)"true", NULL };

    return syscall(SYS_execve, "/bin/true", words, words + 1);
}

static long run_descriptor(void)
{
    char *const words[] = { (char *)"true", NULL };

    return syscall(SYS_execveat, STDIN_FILENO, "", words, words + 1, AT_EMPTY_PATH);
}

static long trace_parent(void)
{
    return syscall(SYS_ptrace, PTRACE_ATTACH, getppid(), NULL, NULL);
}

static long read_parent(void)
{
    char room[8];
    const struct iovec here = { room, sizeof room }, there = { (void *)0x1000, sizeof room };

    return syscall(SYS_process_vm_readv, getppid(), &here, 1, &there, 1, 0);
}

static long signal_parent(void)
{
    return syscall(SYS_kill, getppid(), 0);
}

static long signal_parent_thread(void)
{
    return syscall(SYS_tgkill, getppid(), getppid(), 0);
}

static long signal_by_queue(void)
{
    siginfo_t info = { .si_code = SI_QUEUE };

    return syscall(SYS_rt_sigqueueinfo, getppid(), 0, &info);
}

static long own_signals_by_descriptor(void)
{
    return syscall(SYS_fcntl, STDIN_FILENO, F_SETOWN, getppid());
}

static long take_descriptor(void)
{
    return syscall(SYS_pidfd_open, getppid(), 0);
}

static long limit_parent(void)
{
    const struct rlimit limit = { 0, 0 };

    return syscall(SYS_prlimit64, getppid(), RLIMIT_CPU, &limit, NULL);
}

static long outrank_parent(void)
{
    return syscall(SYS_setpriority, PRIO_PROCESS, getppid(), 19);
}

static long rename_host(void)
{
    return syscall(SYS_sethostname, "owned", 5);
}

static long set_clock(void)
{
    return syscall(SYS_clock_settime, CLOCK_REALTIME, NULL);
}

static long leave_namespace(void)
{
    return syscall(SYS_unshare, CLONE_NEWUSER);
}

static long enter_namespace(void)
{
    return syscall(SYS_setns, STDIN_FILENO, 0);
}

static long become_root(void)
{
    return syscall(SYS_setresuid, 0, 0, 0);
}

static long gain_capabilities(void)
{
    return syscall(SYS_capset, NULL, NULL);
}

static long be_looked_into(void)
{
    return syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static long raise_limit(void)
{
    const struct rlimit limit = { 1, 1 };

    return syscall(SYS_prlimit64, 0, RLIMIT_CORE, &limit, NULL);
}

static long load_program_into_kernel(void)
{
    return syscall(SYS_bpf, 0, NULL, 0);
}

static long load_module(void)
{
    return syscall(SYS_finit_module, STDIN_FILENO, "", 0);
}

static long add_key(void)
{
    return syscall(SYS_add_key, "user", "a", "b", 1, -1);
}

static long ask_kernel_in_rings(void)
{
    return syscall(SYS_io_uring_setup, 1, NULL);
}

static long handle_faults(void)
{
    return syscall(SYS_userfaultfd, 0);
}

static long measure_others(void)
{
    return syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0);
}

static long file_in_memory(void)
{
    return syscall(SYS_memfd_create, "code", 0);
}

static long new_code(void)
{
    return (long)mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                      -1, 0);
}

static long data_as_code(void)
{
    static char page[8192] __attribute__((aligned(4096)));

    return mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static long type_for_user(void)
{
    return syscall(SYS_ioctl, STDOUT_FILENO, 0x5412 /* TIOCSTI */, "x");
}

static long other_personality(void)
{
    return syscall(SYS_personality, 0x0400000);
}

static long local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static long packet_socket(void)
{
    return socket(AF_PACKET, SOCK_RAW, 0);
}

static long kernel_socket(void)
{
    return socket(AF_NETLINK, SOCK_RAW, 12 /* netfilter */);
}

static long crypto_socket(void)
{
    return socket(AF_ALG, SOCK_SEQPACKET, 0);
}

static long network_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long listen_to_others(void)
{
    return syscall(SYS_listen, STDIN_FILENO, 1);
}

static long accept_others(void)
{
    return syscall(SYS_accept4, STDIN_FILENO, NULL, NULL, 0);
}

static long wait_for_peer(void)
{
    return syscall(SYS_recvfrom, STDIN_FILENO, NULL, 0, 0, NULL, NULL);
}

#define ATTACK(name)                                                                               \
    {                                                                                              \
        name, #name                                                                                \
    }
struct attack {
    long (*run)(void);
    const char *name;
};

static const struct attack on_paths[] = {
    ATTACK(open_key),    ATTACK(open_shadow),  ATTACK(open_by_link),  ATTACK(open_to_write),
    ATTACK(make_file),   ATTACK(open_beneath), ATTACK(list_folder),   ATTACK(remove_file),
    ATTACK(move_file),   ATTACK(link_file),    ATTACK(point_to_file), ATTACK(make_folder),
    ATTACK(make_device), ATTACK(empty_file),
};

static const struct attack on_all[] = {
    ATTACK(open_handle),
    ATTACK(open_up_file),
    ATTACK(give_file_away),
    ATTACK(watch_folder),
    ATTACK(read_link),
    ATTACK(change_root),
    ATTACK(change_folder),
    ATTACK(mount_something),
    ATTACK(unmount),
    ATTACK(split_process),
    ATTACK(split_process_anew),
    ATTACK(run_program),
    ATTACK(run_descriptor),
    ATTACK(trace_parent),
    ATTACK(read_parent),
    ATTACK(signal_parent),
    ATTACK(signal_parent_thread),
    ATTACK(signal_by_queue),
    ATTACK(own_signals_by_descriptor),
    ATTACK(take_descriptor),
    ATTACK(limit_parent),
    ATTACK(outrank_parent),
    ATTACK(rename_host),
    ATTACK(set_clock),
    ATTACK(leave_namespace),
    ATTACK(enter_namespace),
    ATTACK(become_root),
    ATTACK(gain_capabilities),
    ATTACK(be_looked_into),
    ATTACK(raise_limit),
    ATTACK(load_program_into_kernel),
    ATTACK(load_module),
    ATTACK(add_key),
    ATTACK(ask_kernel_in_rings),
    ATTACK(handle_faults),
    ATTACK(measure_others),
    ATTACK(file_in_memory),
    ATTACK(new_code),
    ATTACK(data_as_code),
    ATTACK(type_for_user),
    ATTACK(other_personality),
    ATTACK(local_socket),
    ATTACK(packet_socket),
    ATTACK(kernel_socket),
    ATTACK(crypto_socket),
    ATTACK(listen_to_others),
    ATTACK(accept_others),
};

static const struct attack on_network[] = { ATTACK(network_socket), ATTACK(wait_for_peer) };

static bool is_refusal(int why)
{
    return why == EPERM || why == EACCES || why == ENOSYS;
}

static void attack(const struct attack list[], size_t count, int out)
{
    for (size_t i = 0; i < count; i++) {
        errno = 0;
        long done = list[i].run();
        if (done != -1 || !is_refusal(errno))
            worker_report(out, "%s: %s", list[i].name, done == -1 ? strerror(errno) : "done");
    }
}

#define COUNTED(list) list, sizeof(list) / sizeof *(list)

static void attack_aim(const char *path)
{
    key = path;
    snprintf(elsewhere, sizeof elsewhere, "%s-elsewhere", path);
}

static int attack_paths(const void *job, size_t size, int out)
{
    (void)size;
    attack_aim(job);
    attack(COUNTED(on_paths), out);
    return 0;
}

static int attack_from_network(const void *job, size_t size, int out)
{
    attack_paths(job, size, out);
    attack(COUNTED(on_all), out);
    return 0;
}

static int attack_from_parser(const void *job, size_t size, int out)
{
    attack_from_network(job, size, out);
    attack(COUNTED(on_network), out);
    return 0;
}

static int attack_as_nobody(const void *job, size_t size, int out)
{
    static const struct attack list[] = { ATTACK(open_key),      ATTACK(open_shadow),
                                          ATTACK(remove_file),   ATTACK(trace_parent),
                                          ATTACK(signal_parent), ATTACK(mount_something),
                                          ATTACK(rename_host),   ATTACK(change_root),
                                          ATTACK(become_root) };

    (void)size;
    attack_aim(job);
    attack(COUNTED(list), out);
    if (getuid() != 65534 || getgid() != 65534 || syscall(SYS_getgroups, 0, NULL) != 0)
        worker_report(out, "is still %d", (int)getuid());
    return 0;
}

/* ------------------------------------------------ what goes on working */

static int open_files(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    sandbox_file("/etc/hosts");
    sandbox_file("/etc/nsswitch.conf");
    sandbox_file("/etc/not-there");
    return 0;
}

static void read_hosts(int out)
{
    char first[64] = "", again[64] = "";
    struct stat by_path, by_descriptor;

    for (int i = 0; i < 2; i++) {
        int fd = open("/etc/hosts", O_RDONLY | O_CLOEXEC);
        if (fd < 0 || read(fd, i ? again : first, sizeof first - 1) <= 0)
            worker_report(out, "hosts: %s", strerror(errno));
        if (stat("/etc/hosts", &by_path) || fstat(fd, &by_descriptor) ||
            by_path.st_ino != by_descriptor.st_ino || by_path.st_size != by_descriptor.st_size)
            worker_report(out, "hosts: stat(): %s", strerror(errno));
        close(fd);
    }
    if (strcmp(first, again) != 0)
        worker_report(out, "hosts: read twice, it is another");
    if (open("/etc/not-there", O_RDONLY) >= 0 || errno != EACCES)
        worker_report(out, "not there: %s", strerror(errno));
    if (stat("/etc/shadow", &by_path) == 0)
        worker_report(out, "shadow: can be seen");
}

static void *resolve(void *data)
{
    const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
    struct addrinfo *list = NULL;

    (void)data;
    if (getaddrinfo("localhost", "1", &hints, &list) != 0)
        return NULL;
    freeaddrinfo(list);
    return "found";
}

static int use_network(const void *job, size_t size, int out)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(1) };
    pthread_t thread;
    void *found = NULL;
    int ends[2];
    char byte;

    (void)job, (void)size;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    read_hosts(out);
    if (pthread_create(&thread, NULL, resolve, NULL) || pthread_join(thread, &found) || !found)
        worker_report(out, "localhost is not found in a thread");
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (const struct sockaddr *)&at, sizeof at) == 0 || errno != ECONNREFUSED)
        worker_report(out, "connect(): %s", strerror(errno));
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) || write(ends[0], "x", 1) != 1 ||
        read(ends[1], &byte, 1) != 1)
        worker_report(out, "a pair of sockets: %s", strerror(errno));
    return 0;
}

/* AddressSanitizer reserves terabytes: there the limit is not set. */
static int eat(const void *job, size_t size, int out)
{
    enum { MORE = 64 << 20 };

    (void)job, (void)size;
    void *memory = malloc(MORE);
    worker_report(out, "%s", memory ? "all" : "none");
    free(memory);
    return 0;
}

static int fail_alone(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    abort();
}

/* ------------------------------------------------ the tests */

enum { CALLS_ONLY = SANDBOX_PATHS | SANDBOX_USER };

static const struct program_work works[] = {
    { .name = "parser", .run = attack_from_parser },
    { .name = "parser without Landlock", .run = attack_from_parser, .without = SANDBOX_PATHS },
    { .name = "parser by calls alone", .run = attack_from_parser, .without = CALLS_ONLY },
    { .name = "network", .run = attack_from_network, .network = true, .prepare = open_files },
    { .name = "network by calls alone",
      .run = attack_from_network,
      .network = true,
      .prepare = open_files,
      .without = CALLS_ONLY },
    { .name = "by Landlock alone", .run = attack_paths, .without = SANDBOX_CALLS | SANDBOX_USER },
    { .name = "as nobody alone",
      .run = attack_as_nobody,
      .without = SANDBOX_CALLS | SANDBOX_PATHS },
    { .name = "use network", .run = use_network, .network = true, .prepare = open_files },
    { .name = "eat", .run = eat, .memory = 4 << 20 },
    { .name = "fail alone", .run = fail_alone },
    { .name = NULL },
};

struct received {
    char text[4096];
};

static void receive(void *data, const char *line)
{
    struct received *received = data;
    size_t used = strlen(received->text);

    snprintf(received->text + used, sizeof received->text - used, "%s\n", line);
}

static void expect(const char *name, const char *text)
{
    char room[] = "/tmp/printseal-sandbox.XXXXXX", path[64];
    struct received received = { "" };
    const struct listener listener = { receive, &received };
    struct err err = { "" };

    assert_non_null(mkdtemp(room));
    assert_int_equal(chmod(room, 01777), 0); /* as /tmp, but with nothing of an earlier run */
    snprintf(path, sizeof path, "%s/master.key", room);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    assert_true(fd >= 0 && fchmod(fd, 0400) == 0);
    close(fd);
    struct worker *worker = worker_test_run(name, path, sizeof path, 20, &listener, &err);
    assert_int_equal(unlink(path), 0);
    int left = rmdir(room);
    assert_string_equal(err.text, "");
    assert_non_null(worker);
    assert_string_equal(received.text, text);
    assert_int_equal(left, 0); /* nothing was made beside it */
    worker_end(worker);
}

static void parsers_can_nothing(void **state)
{
    (void)state;
    expect("parser", "");
    expect("parser without Landlock", "");
    expect("parser by calls alone", "");
}

static void probes_can_connect_and_no_more(void **state)
{
    (void)state;
    expect("network", "");
    expect("network by calls alone", "");
    expect("use network", "");
}

static void each_wall_stands_alone(void **state)
{
    (void)state;
    if (sandbox_offered() & SANDBOX_PATHS)
        expect("by Landlock alone", "");
    if (geteuid() == 0)
        expect("as nobody alone", "");
}

static void memory_is_limited(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__) /* our clang presets are sanitized */
    expect("eat", "all\n");
#else
    expect("eat", "none\n");
#endif
}

static void an_abort_is_told(void **state)
{
    struct err err = { "" };

    (void)state;
    assert_null(worker_test_run("fail alone", "", 1, 20, NULL, &err));
    assert_string_equal(err.text, "the worker process was ended by SIGABRT");
}

/* Else the second half would show what the first one has. */
static int copies_are_made(void **state)
{
    struct pollfd ready = { .fd = pattern_fd(worker_test_pattern), .events = POLLIN };

    (void)state;
    poll(&ready, 1, -1);
    return pattern_warming(worker_test_pattern) || !pattern_left(worker_test_pattern);
}

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parsers_can_nothing),    cmocka_unit_test(probes_can_connect_and_no_more),
        cmocka_unit_test(each_wall_stands_alone), cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(an_abort_is_told),
    };

    (void)argc;
    worker_test_main(argv, works);
    int wrong = cmocka_run_group_tests_name("each started", tests, NULL, NULL);
    worker_test_pattern = pattern_start(WORKER_TEST, NULL, 0);
    assert_non_null(worker_test_pattern);
    wrong += cmocka_run_group_tests_name("copied", tests, copies_are_made, NULL);
    pattern_end(worker_test_pattern);
    return wrong;
}
