/* bytes_test.c - what the wizard sends to a terminal of 80x24: the first frame, a key, another
 * screen. Bytes are counted, at the other end of a pseudo-terminal, and no time is taken. */
#include "tests/test.h"

#include <sys/wait.h>

#include "backend/store/conf/conf.h"
#include "screens/wizard/wizard.h"
#include "tests/screens/bytes.h"

/* Bytes at most. A key: the median. */
struct bytes_most {
    const char *look;
    size_t frame, key, screen;
};

static struct app app;
static size_t bytes_of_key(const char *key)
{
    loop_feed(&app.loop, key, strlen(key));
    return bytes_come();
}

static int bytes_compare(const void *a, const void *b)
{
    const size_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

/* What stands beside the topics of a server in use: a certificate, a save, a recovery code. */
static void bytes_in_use(void)
{
    app.certificate =
        (struct certificate_facts){ .present = true, .not_after = time(NULL) + 396 * 86400L };
    app.known.kept.code = true;
    snprintf(app.known.kept.who, sizeof app.known.kept.who, "root");
    snprintf(app.known.kept.when, sizeof app.known.kept.when, "2026-11-30 03:53");
}

/* A server with a dozen problems: what is told of it fills the screen. */
static void bytes_load(const char *folder)
{
    static struct context context;
    AUTO_BUF struct buf text = { 0 };
    struct err err = { "" };

    context = (struct context){ .folder = folder };
    if (!wizard_open(&app, &context, &err) || !wizard_load(&app, &err) ||
        !file_read(AT_FDCWD, "screens/bytes.conf", CONF_MAX, &text, &err))
        fail_msg("%s", err.text);
    config_free(app.config);
    app.config = conf_read(text.text, text.size, "bytes.conf", NULL, NULL, &err);
    if (!app.config)
        fail_msg("%s", err.text);
    app.saved = config_copy(app.config);
    app.guided = false;
    app.loop.calls = &wizard_calls;
    app.loop.data = &app;
    wizard_begin(&app, NULL);
    bytes_in_use();
}

/* Each opens another screen, or comes back from it. */
static void bytes_screens(const struct bytes_most *most)
{
    static const char *const keys[] = { "\r", "\033", "f", "\033", "\023", "\033",
                                        "e",  "\033", "/", "\033", "?",    "\033" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t size = bytes_of_key(keys[i]);
        fprintf(stderr, "screen %zu: %zu bytes\n", i, size);
        assert_in_range(size, 1, most->screen);
    }
}

/* A value is typed over and corrected, between a few steps from field to field. */
static void bytes_keys(const struct bytes_most *most)
{
    static const char *const keys[] = {
        "\033[B", "m",    "a",    "i", "l", ".", "c",      "o",      "r",      "p",    ".",
        "e",      "x",    "a",    "m", "p", "l", "e",      ".",      "c",      "o",    "m",
        "\177",   "\177", "\177", "n", "e", "t", "\033[B", "\033[B", "\033[A", "\033",
    };
    enum { KEYS = sizeof keys / sizeof *keys };
    size_t sizes[KEYS];

    for (int i = 0; i < 6; i++) /* the topic of outgoing mail */
        bytes_of_key("\033[B");
    bytes_of_key("\r");
    for (size_t i = 0; i < KEYS; i++)
        sizes[i] = bytes_of_key(keys[i]);
    qsort(sizes, KEYS, sizeof *sizes, bytes_compare);
    fprintf(stderr, "a key: median %zu, most %zu bytes\n", sizes[KEYS / 2], sizes[KEYS - 1]);
    assert_in_range(sizes[KEYS / 2], 1, most->key);
}

/* In a process of its own: ncurses has one terminal in its life. */
static void bytes_child(const struct bytes_most *most, const char *folder)
{
    bytes_terminal(most->look);
    bytes_load(folder);
    loop_paint(&app.loop);
    size_t frame = bytes_come();
    fprintf(stderr, "%s look, first frame: %zu bytes\n", *most->look ? most->look : "full", frame);
    assert_in_range(frame, 1, most->frame);
    bytes_screens(most);
    bytes_keys(most);
    app_empty(&app);
    wizard_close(&app);
}

static void bytes_are_few(void **state)
{
    const struct bytes_most *most = *state;
    char folder[] = "/tmp/printseal-bytes-XXXXXX";

    assert_non_null(mkdtemp(folder));
    bytes_child(most, folder);
    term_stop();
    AUTO_FREE char *remove = format("rm -rf %s", folder);
    assert_int_equal(system(remove), 0); /* NOLINT(cert-env33-c): a folder of our own */
}

static int bytes_run(struct bytes_most most)
{
    return bytes_apart(&(struct CMUnitTest)cmocka_unit_test_prestate(bytes_are_few, &most));
}

int main(void)
{
    return bytes_run((struct bytes_most){ "", 2000, 24, 1500 }) +
           bytes_run((struct bytes_most){ "plain", 1200, 24, 1500 });
}
