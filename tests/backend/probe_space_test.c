/* Servers that count connections: those beside the first are made with a pause before each, the
 * mail server's is left in its own words before the next one, and no two are open side by side.
 * What is recorded is what is asked of the system, and not how long it took. */
#include "tests/test.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/probe/mail/mail_start.h"
#include "backend/probe/tls/tls_inside.h"

enum { SPACE_MS = 200 };

static struct events {
    char text[64]; /* 'p': a pause, 'c': a connection */
    size_t count;
} events;

static void note(char what)
{
    if (events.count + 1 < sizeof events.text)
        events.text[events.count++] = what;
}

int __real_poll(struct pollfd *fds, nfds_t count, int ms);
int __wrap_poll(struct pollfd *fds, nfds_t count, int ms);
int __real_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size);

int __wrap_poll(struct pollfd *fds, nfds_t count, int ms)
{
    if (count)
        return __real_poll(fds, count, ms);
    assert_int_equal(ms, SPACE_MS);
    note('p');
    return 0;
}

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size)
{
    note('c');
    return __real_connect(fd, address, size);
}

/* Refuses each version of TLS, one connection after the other. */
static void *refuse(void *listener)
{
    static const unsigned char alert[] = { 21, 3, 3, 0, 2, 2, 70 };
    unsigned char room[4096];
    int fd;

    while ((fd = accept(*(int *)listener, NULL, NULL)) >= 0) {
        (void)!send(fd, alert, sizeof alert, MSG_NOSIGNAL);
        shutdown(fd, SHUT_WR);
        while (recv(fd, room, sizeof room, 0) > 0)
            ;
        close(fd);
    }
    return NULL;
}

static bool begins_at_once(int fd, const struct probe_job *job, const struct deadline *deadline)
{
    (void)fd, (void)job, (void)deadline;
    return true;
}

static int open_listener(struct address *address)
{
    struct sockaddr_in *at = (struct sockaddr_in *)&address->at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    *address = (struct address){ .size = sizeof *at, .fd = -1 };
    at->sin_family = AF_INET;
    at->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)at, sizeof *at), 0);
    assert_int_equal(listen(fd, 8), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)at, &address->size), 0);
    return fd;
}

static void pauses_before_each(void **state)
{
    struct address address;
    int listener = open_listener(&address);
    static const struct probe_trust nobody;
    struct probe_job job = {
        .section = "smtp", .host = "127.0.0.1", .security = PROBE_STARTTLS, .trust = &nobody
    };
    struct step_report mute = report_start(-1);
    const struct deadline deadline = deadline_in(30);
    pthread_t server;

    (void)state;
    events = (struct events){ 0 };
    assert_int_equal(pthread_create(&server, NULL, refuse, &listener), 0);
    struct tls *tls = tls_new(&job, &mute, &deadline, begins_at_once);
    tls->peer = address;
    assert_true(tls_below(tls));
    tls_free(tls);
    assert_string_equal(events.text, "pcpc"); /* TLS 1.1 with 1.0, and no forward secrecy */
    assert_int_equal(mail_injection(&job, &address, &deadline), MAIL_NOT_FOUND_OUT);
    assert_string_equal(events.text, "pcpcpc");
    shutdown(listener, SHUT_RDWR);
    pthread_join(server, NULL);
    close(listener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pauses_before_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
