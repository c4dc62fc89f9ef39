/* wizard_test.c - plays every NAME.play of this folder on the real screens, over the configuration
 * of NAME.conf where there is one; and those of every/, over every.conf, which show each screen at
 * all sizes. Nothing is saved: what is saved is tested in a real terminal. */
#include "tests/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/discover/discover.h"
#include "backend/store/conf/conf.h"
#include "screens/wizard/wizard.h"
#include "tests/play.h"
#include "tui/term.h"

/* What was loaded and saved: the same, so that the overview opens and nothing counts as changed. */
static void load(struct app *app, const char *name)
{
    char path[256];
    struct buf text = { 0 };
    struct err err;

    snprintf(path, sizeof path, "screens/%s.conf", name);
    if (strncmp(name, "every/", 6) == 0)
        snprintf(path, sizeof path, "screens/every.conf");
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

/* All that need neither the network nor what stands on the disk of this machine. */
static struct {
    const struct screen *screen;
    const char *name;
    bool shown;
} screens_shown[] = {
    { &home_screen, "topics and overview", false },
    { &record_screen, "form", false },
    { &records_screen, "list", false },
    { &findings_screen, "findings", false },
    { &review_screen, "review", false },
    { &exports_screen, "exports", false },
    { &remaining_screen, "what is left to do", false },
    { &search_screen, "search", false },
    { &certificates_screen, "certificates", false },
    { &discover_screen, "discovery", false },
    { &question_screen, "question", false },
    { &actions_screen, "actions", false },
    { &help_screen, "help", false },
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

static void play_one(const char *name)
{
    const char *file = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
    char folder[] = "/tmp/printseal-play-XXXXXX", path[256];
    struct context context = { .folder = mkdtemp(folder) };
    struct err err;

    playing = file;
    memset(&app, 0, sizeof app);
    term_start_test(80, 24);
    if (!wizard_open(&app, &context, &err) || !wizard_load(&app, &err))
        fail_msg("%s", err.text);
    load(&app, name);
    app.loop.calls = &wizard_calls;
    app.loop.data = &app;
    wizard_begin(&app, section_find(file) ? file : NULL);
    load_found(&app, name);
    loop_paint(&app.loop);
    snprintf(path, sizeof path, "screens/%s.play", name);
    assert_true(play(path, &app.loop));
    app_empty(&app);
    wizard_close(&app);
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

static void all_plays(void **state)
{
    (void)state;
    assert_true(play_folder("screens", "") > 10);
    play_everywhere = note_screen;
    assert_true(play_folder("screens/every", "every/") > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(all_plays), cmocka_unit_test(all_shown) };

    char here[4096];

    setenv("HOME", getcwd(here, sizeof here) ? here : "/", 1); /* where files are picked */
    if (getenv("PLAY_LOCALES")) /* another language: tests/screens/languages.py */
        setlocale(LC_CTYPE, "C.UTF-8"), language_start(getenv("PLAY_LOCALES"));
    setenv("PRINTSEAL_TEMPLATES", "../assets/templates", 1); /* not beside this program */

    return cmocka_run_group_tests(tests, NULL, NULL);
}
