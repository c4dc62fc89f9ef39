/* Any bytes as keys into every screen, by way of a configuration that the first byte names: nothing
 * but leaving ends the program, the cursor stays on the screen, and what is typed can be kept. */
#include <fcntl.h>
#include <grp.h>
#include <locale.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/store/conf/conf.h"
#include "screens/wizard/wizard.h"
#include "tui/term.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = { "overview", "snmp",   "printers", "radius",  "review",
                                     "ports",    "rest",   "ldap",     "waivers", "records",
                                     "findings", "no such" /* a first set-up */ };
enum { NAMES = sizeof names / sizeof *names };

static struct app app;
static int screens_fuzz_plays; /* the folder of the plays' configurations */

/* What is pressed here writes where it is told to: with nobody's rights, and without a network. */
int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count, (void)words;
    screens_fuzz_plays = open("tests/screens", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    unshare(CLONE_NEWNET);
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
        abort();
    return setlocale(LC_ALL, "C.UTF-8") && screens_fuzz_plays >= 0 ? 0 : 1;
}

static void screens_fuzz_load(const char *name)
{
    char path[64];
    AUTO_BUF struct buf text = { 0 };
    struct err err;

    snprintf(path, sizeof path, "%s.conf", name);
    if (!file_read(screens_fuzz_plays, path, CONF_MAX, &text, &err))
        return;
    config_free(app.config);
    app.config = conf_read(text.text, text.size, path, NULL, NULL, &err);
    if (!app.config)
        abort();
    app.saved = config_copy(app.config);
    app.guided = false;
}

static void screens_fuzz_open(const char *folder, const char *name)
{
    struct context context = { .folder = folder };
    struct err err = { "" };

    memset(&app, 0, sizeof app);
    if (!wizard_open(&app, &context, &err) || !wizard_load(&app, &err))
        abort();
    screens_fuzz_load(name);
    app.loop.calls = &wizard_calls;
    app.loop.data = &app;
    wizard_begin(&app, NULL);
    loop_paint(&app.loop);
}

static void screens_fuzz_look(void)
{
    struct area area = term_area();
    int y, x;

    term_cursor_at(&y, &x);
    if (y < 0 || y >= area.rows || x < 0 || x >= area.cols)
        abort();
}

/* In pieces, as they come from a terminal; between them it may have another size. */
static void screens_fuzz_type(const uint8_t *data, size_t size)
{
    enum { PIECE = 32 };

    while (size && !app.loop.ended) {
        size_t step = size < PIECE ? size : PIECE;

        if (*data == 0xf8) /* no key begins with it */
            term_start_test(data[step - 1] % 130 + 1, data[step / 2] % 50 + 1);
        loop_feed(&app.loop, (const char *)data, step);
        screens_fuzz_look();
        data += step;
        size -= step;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/tmp/printseal-keys-XXXXXX";

    if (!size || size > 2048)
        return 0;
    if (!mkdtemp(folder) || chdir(folder) != 0 || setenv("XDG_STATE_HOME", folder, 1) != 0)
        abort();
    term_start_test(80, 24);
    screens_fuzz_open(folder, names[data[0] % NAMES]);
    screens_fuzz_type(data + 1, size - 1);
    app_empty(&app);
    wizard_close(&app);
    if (chdir("/") != 0 || !file_remove_folder(AT_FDCWD, folder, NULL))
        abort();
    return 0;
}
