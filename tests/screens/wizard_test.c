/* wizard_test.c - plays every NAME.play of this folder on the real screens, over the configuration
 * of NAME.conf where there is one; and those of every/, over every.conf, which show each screen at
 * all sizes. Nothing is saved: what is saved is tested in a real terminal.
 *
 *     wizard_test de     plays those of every/de, in the language of LANGUAGE
 */
#include "tests/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/discover/discover.h"
#include "backend/store/conf/conf.h"
#include "screens/app/busy.h"
#include "screens/app/pick.h"
#include "screens/certificates/certificates.h"
#include "screens/form/record.h"
#include "screens/import/import.h"
#include "screens/list/records.h"
#include "screens/live/live.h"
#include "screens/wizard/page.h"
#include "screens/wizard/wizard.h"
#include "tests/play.h"
#include "tests/screens/bytes.h"
#include "tests/screens/staged.h"
#include "tui/term.h"

static const char *play_file(const char *name)
{
    return strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
}

/* What was loaded and saved: the same, so that the overview opens and nothing counts as changed. */
static void load(struct app *app, const char *name)
{
    char path[256];
    struct buf text = { 0 };
    struct err err;

    snprintf(path, sizeof path, "screens/%s.conf", name);
    if (strncmp(name, "every/", 6) == 0 && strncmp(play_file(name), "first", 5) != 0)
        snprintf(path, sizeof path, "screens/every%s.conf",
                 strncmp(name + 6, "issued", 6) == 0 ? "_issued" : "");
    if (access(path, R_OK) != 0)
        return;
    if (!file_read(AT_FDCWD, path, CONF_MAX, &text, &err))
        fail_msg("%s", err.text);
    config_free(app->config);
    app->config = conf_read(text.text, text.size, path, NULL, NULL, &err);
    if (!app->config)
        fail_msg("%s", err.text);
    app->saved = config_copy(app->config);
    app->guided = false;
    app->read_only = strncmp(name, "read_only", 9) == 0;
    buf_free(&text);
}

/* NAME.found has lines as the worker of discovery reports them: no play asks a network. */
static void load_found(struct app *app, const char *name)
{
    char path[256], line[512];

    snprintf(path, sizeof path, "screens/%s.found", name);
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    struct discovery discovery = { 0 };
    assert_true(discover_job_fill(&discovery.job, app->config, NULL, NULL, NULL, NULL));
    discovery.job.names_only = true;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        found_receive(&discovery.found, line);
    }
    fclose(file);
    found_sort(&discovery.found);
    propose(&discovery.proposals, app->config,
            &(struct evidence){ &discovery.job, &discovery.found, &discovery.lookup,
                                &discovery.attempts, &discovery.serving,
                                (const char *const[]){ "192.0.2.10", NULL } });
    app_push(app, &discover_screen, &discovery);
}

/* ------------------------------------------------ was each screen shown at all sizes? */

static struct app app;

/* All there are: house/plays.py looks after it. */
#define SHOWN(name)                                                                                \
    {                                                                                              \
        &name##_screen, #name, false                                                               \
    }
static struct {
    const struct screen *screen;
    const char *name;
    bool shown;
} screens_shown[] = {
    SHOWN(welcome),       SHOWN(home),          SHOWN(record),
    SHOWN(records),       SHOWN(findings),      SHOWN(review),
    SHOWN(exports),       SHOWN(remaining),     SHOWN(search),
    SHOWN(certificates),  SHOWN(discover),      SHOWN(question),
    SHOWN(actions),       SHOWN(help),          SHOWN(pick),
    SHOWN(busy),          SHOWN(live),          SHOWN(import),
    SHOWN(columns),       SHOWN(verdict),       SHOWN(certificates_revoke),
    SHOWN(apply_differs), SHOWN(force),         SHOWN(history),
    SHOWN(page),          SHOWN(values),        SHOWN(spell),
    SHOWN(ticks),         SHOWN(records_share), SHOWN(camera),
};
static bool topics_shown[SECTIONS_MAX];
static const char *playing; /* the topic, if it has its name */

static void note_screen(void)
{
    for (size_t i = 0; i < sizeof screens_shown / sizeof *screens_shown; i++)
        screens_shown[i].shown |= screens_shown[i].screen == app_top(&app);
    if (section_find(playing))
        topics_shown[section_number(section_find(playing))] = true;
}

static void all_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof screens_shown / sizeof *screens_shown; i++)
        if (!screens_shown[i].shown)
            fail_msg("no play in every/ shows this screen: %s", screens_shown[i].name);
    for (size_t i = 0; sections[i]; i++)
        if (!topics_shown[i])
            fail_msg("no play in every/ shows this topic: %s", sections[i]->key);
}

static bool call(const char *name)
{
    return staged_call(&app, name);
}

static char here[4096]; /* the folder of tests; plays of every/ write into one of their own */

static void play_one(const char *name)
{
    const char *file = play_file(name);
    char folder[] = "/tmp/printseal-play-XXXXXX", path[4200];
    struct context context = { .folder = mkdtemp(folder) };
    struct err err;

    playing = file;
    staged_begin(strncmp(name, "every/", 6) == 0);
    memset(&app, 0, sizeof app);
    if (!play_painted)
        term_start_test(80, 24);
    if (!wizard_open(&app, &context, &err) || !wizard_load(&app, &err))
        fail_msg("%s", err.text);
    load(&app, name);
    app.loop.calls = &wizard_calls;
    app.loop.data = &app;
    app.loop.keys.mousing = strncmp(file, "mouse", 5) == 0;
    wizard_begin(&app, section_find(file) ? file : NULL);
    load_found(&app, name);
    loop_paint(&app.loop);
    if (play_painted)
        play_painted(false); /* over what another play has left */
    snprintf(path, sizeof path, "%s/screens/%s.play", here, name);
    assert_int_equal(chdir(strncmp(name, "every/", 6) == 0 ? folder : here), 0);
    assert_true(play(path, &app.loop));
    assert_int_equal(chdir(here), 0);
    app_empty(&app);
    wizard_close(&app);
    staged_begin(false);
    snprintf(path, sizeof path, "rm -rf %s", folder);
    assert_int_equal(system(path), 0); /* NOLINT(cert-env33-c): a folder of our own */
}

static size_t play_folder(const char *path, const char *prefix)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    size_t played = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char name[64];
        size_t size = strlen(entry->d_name);

        if (size < 6 || strcmp(entry->d_name + size - 5, ".play") != 0)
            continue;
        snprintf(name, sizeof name, "%s%.*s", prefix, (int)(size - 5), entry->d_name);
        print_message("play: %s\n", name);
        play_one(name);
        played++;
    }
    closedir(folder);
    return played;
}

/* Where files are picked. */
static void set_home(const char *below)
{
    AUTO_FREE char *home = format("%s%s", here, below);

    setenv("HOME", home, 1);
}

static void set_places(void)
{
    AUTO_FREE char *templates = realpath("../assets/templates", NULL); /* not beside this program */

    assert_non_null(getcwd(here, sizeof here));
    setenv("PRINTSEAL_TEMPLATES", templates, 1);
    set_home("");
}

static void all_plays(void **state)
{
    (void)state;
    set_places();
    assert_true(play_folder("screens", "") > 10);
    play_everywhere = note_screen;
    play_call = call;
    set_home("/screens/picked");
    assert_true(play_folder("screens/every", "every/") > 10);
}

static void plays_de(void **state)
{
    (void)state;
    set_places();
    set_home("/screens/picked");
    assert_true(play_folder("screens/every/de", "every/de/") > 5);
}

/* ------------------------------------------------ are the bytes of each key few? */

enum { BYTES_MOST = 1500, BYTES_FIRST = 2000 }; /* of a frame where nothing was shown before */

static bool bytes_many, bytes_first;

static void note_bytes(bool once)
{
    size_t size = bytes_come() * once, most = bytes_first ? BYTES_FIRST : BYTES_MOST;

    if (size > most)
        fprintf(stderr, "%s: %zu bytes at once\n", playing, size);
    bytes_many |= size > most;
    bytes_first = app.locked || app.covered;
}

/* Each screen and box of every/ as a terminal gets it. */
static void all_few(void **state)
{
    (void)state;
    bytes_terminal("");
    set_places();
    play_call = call;
    play_painted = note_bytes;
    set_home("/screens/picked");
    assert_true(play_folder("screens/every", "every/") > 10);
    term_stop();
    assert_false(bytes_many);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(all_plays), cmocka_unit_test(all_shown) };
    const struct CMUnitTest german[] = { cmocka_unit_test(plays_de) };

    if (getenv("PLAY_LOCALES")) /* another language: also tests/screens/languages.py */
        setlocale(LC_CTYPE, "C.UTF-8"), language_start(getenv("PLAY_LOCALES"));
    if (argc > 1 && strcmp(argv[1], "de") == 0)
        return cmocka_run_group_tests(german, NULL, NULL);
    if (getenv("PLAY_LOCALES"))
        return cmocka_run_group_tests(tests, NULL, NULL);
    return bytes_apart(&(struct CMUnitTest)cmocka_unit_test(all_few)) +
           cmocka_run_group_tests(tests, NULL, NULL);
}
