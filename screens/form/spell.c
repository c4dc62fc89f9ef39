/* spell.c - a secret letter by letter, to be read out over a telephone, or sent to the clipboard of
 * the terminal. It is opened for one paint each time, and goes with its minute, with Ctrl-Z and
 * with the lock. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/base64.h"
#include "backend/base/language.h"
#include "backend/base/wiped.h"
#include "backend/qr/qr.h"
#include "screens/form/record.h"
#include "tui/clipboard.h"
#include "tui/text.h"

enum { SPELL_GROUP = 4, SPELL_NARROW = 2, SPELL_WORD = 10, SPELL_MS = 60000 };

struct spell {
    struct app *app;
    struct secret *secret;
    size_t top; /* the first group that shows */
    int side;   /* modules of its QR code */
};

/* The alphabet of ICAO and ITU; capitals are told by capitals. */
static const char *const spell_letters[] = {
    "alfa",   "bravo", "charlie", "delta",  "echo",     "foxtrot", "golf",   "hotel",  "india",
    "juliet", "kilo",  "lima",    "mike",   "november", "oscar",   "papa",   "quebec", "romeo",
    "sierra", "tango", "uniform", "victor", "whisky",   "x-ray",   "yankee", "zulu",
};
static const char *const spell_digits[] = { "zero", "one", "two",   "three", "four",
                                            "five", "six", "seven", "eight", "nine" };
static const struct {
    char sign;
    const char *word;
} spell_signs[] = {
    { '-', "dash" },    { '_', "underline" }, { '.', "dot" },      { ',', "comma" },
    { '!', "exclaim" }, { '?', "question" },  { '@', "at" },       { '#', "hash" },
    { '$', "dollar" },  { '%', "percent" },   { '&', "and" },      { '*', "star" },
    { '+', "plus" },    { '=', "equals" },    { '/', "slash" },    { '\\', "backslash" },
    { ':', "colon" },   { ';', "semicolon" }, { '(', "open (" },   { ')', "close )" },
    { ' ', "blank" },   { '\'', "quote '" },  { '"', "quote \"" }, { '~', "tilde" },
};

static void spell_word(const char *at, size_t size, char word[SPELL_WORD + 4])
{
    unsigned char c = (unsigned char)*at;

    snprintf(word, SPELL_WORD + 4, "%.*s", (int)size, at);
    if (c >= 128)
        return;
    if (isdigit(c))
        snprintf(word, SPELL_WORD + 4, "%s", spell_digits[c - '0']);
    if (isalpha(c))
        snprintf(word, SPELL_WORD + 4, "%s", spell_letters[tolower(c) - 'a']);
    for (char *up = word; isupper(c) && *up; up++)
        *up = (char)toupper((unsigned char)*up);
    for (size_t i = 0; i < sizeof spell_signs / sizeof *spell_signs; i++)
        if (spell_signs[i].sign == (char)c)
            snprintf(word, SPELL_WORD + 4, "%s", spell_signs[i].word);
}

/* ------------------------------------------------ the box */

/* A group and its words; returns the bytes of the group. */
static size_t spell_put(const char *text, size_t letters, struct area line)
{
    char word[SPELL_WORD + 4];
    size_t size = 0;
    int x = line.x + 2 + (int)letters;

    for (size_t i = 0; i < letters && text[size]; i++) {
        size_t one = text_read(text + size, strlen(text + size), NULL);
        spell_word(text + size, one, word);
        text_put(line.y, x, line.x + line.cols - x, word);
        wipe(word, sizeof word);
        x += SPELL_WORD;
        size += one;
    }
    theme_use(ROLE_TITLE);
    text_put_of(line.y, line.x, (int)letters + 1, text, size);
    theme_use(ROLE_PLAIN);
    return size;
}

static struct area spell_box(struct area screen)
{
    int cols = screen.cols < 60 ? screen.cols : 60, rows = screen.rows < 14 ? screen.rows : 14;

    return (struct area){ (screen.rows - rows) / 2, (screen.cols - cols) / 2, rows, cols };
}

static size_t spell_letters_in(struct area box)
{
    return box.cols < 6 + SPELL_GROUP * (SPELL_WORD + 1) ? SPELL_NARROW : SPELL_GROUP;
}

static void spell_groups(const struct spell *spell, const char *text, struct area in,
                         size_t letters)
{
    for (size_t i = 0; *text && in.rows > 0; i++) {
        struct area line = { in.y, in.x, i < spell->top ? 0 : 1, in.cols };

        if (line.rows) {
            text += spell_put(text, letters, line);
            in.y++;
            in.rows--;
        } else {
            for (size_t k = 0; k < letters && *text; k++)
                text += text_read(text, strlen(text), NULL);
        }
    }
}

static void spell_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct spell *spell = data;
    struct area box = spell_box(term_area());

    (void)area;
    (void)active;
    if (app_top(app) == &camera_screen)
        return; /* which covers it: it is not opened for nothing */
    term_box(box);
    theme_put(box.y, box.x + 2, box.cols - 4, ROLE_TITLE,
              tr("Letter by letter, CAPITALS as capitals"));
    term_cursor(box.y + 1, box.x + 2);
    term_bare();
    spell_groups(spell, app_look(spell->app, spell->secret),
                 (struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 },
                 spell_letters_in(box));
}

/* ------------------------------------------------ the screen */

static void spell_open(void *data, struct app *app, const void *subject)
{
    const struct config_place *place = subject;
    struct spell *spell = data;

    spell->app = app;
    spell->secret = secret_hold(record_hidden(place->record, place->setting));
    spell->side = qr_side(app_look(app, spell->secret), secret_length(spell->secret), 0);
    app_look(app, NULL);
    app_shown(app, place);
    loop_timer(&app->loop, TIMER_REVEAL, SPELL_MS);
}

static void spell_close(void *data, struct app *app)
{
    app_look(app, NULL);
    secret_free(((struct spell *)data)->secret);
}

static bool spell_copied(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button != 0)
        return true;
    struct spell *spell = app_state(app);
    const char *secret = app_look(app, spell->secret);
    AUTO_WIPED struct buf coded = { 0 };
    base64_add(&coded, secret, strlen(secret));
    app_look(app, NULL);
    bool sent = clipboard_send(coded.text ? coded.text : "");
    app_report(app, sent ? MARK_FINE : MARK_WARN,
               sent
                   ? "Sent to the clipboard of your terminal, if it takes that"
                   : "Not sent: too long for the clipboard of a terminal, or the terminal is gone");
    return true;
}

static void spell_copy(struct app *app)
{
    static const char *const buttons[] = { "Copy", "Cancel", NULL };

    app_ask(app, &(struct question){
                     .title = "Copy",
                     .buttons = buttons,
                     .answered = spell_copied,
                     .text = "The secret goes unencrypted into the clipboard of the computer in "
                             "front of you (OSC 52), where other programs can read it. Not every "
                             "terminal takes it. Empty the clipboard afterwards." });
}

/* A phone is looked for first: its minute begins again. */
static void spell_scan(struct spell *spell)
{
    loop_timer(&spell->app->loop, TIMER_REVEAL, SPELL_MS);
    app_push(spell->app, &camera_screen, spell->secret);
}

static enum key_answer spell_key(void *data, struct app *app, struct area area, int pressed)
{
    struct spell *spell = data;
    const char *text = app_look(app, spell->secret);
    size_t letters = spell_letters_in(spell_box(term_area()));
    size_t groups = ((size_t)text_width(text) + letters - 1) / letters;

    (void)area;
    app_look(app, NULL);
    if (pressed == 'c')
        spell_copy(app);
    else if (pressed == 's')
        spell_scan(spell);
    else if (key_moves(pressed) == K_DOWN && spell->top + 1 < groups)
        spell->top++;
    else if (key_moves(pressed) == K_UP && spell->top)
        spell->top--;
    else if (pressed == K_ESC || pressed == K_ENTER || pressed == 'q')
        return BACK;
    return TAKEN;
}

static bool spell_can(const void *data, const struct app *app, const struct action *action)
{
    const struct spell *spell = data;

    (void)app;
    return action->key != 's' || camera_fits(spell->side);
}

static const struct action spell_actions[] = {
    { K_DOWN, "Arrows", "scroll" },
    { 'c', "c", "copy to the clipboard" },
    { 's', "s", "QR code to scan" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen spell_screen = {
    .size = sizeof(struct spell),
    .over = true,
    .actions = spell_actions,
    .can = spell_can,
    .open = spell_open,
    .draw = spell_draw,
    .key = spell_key,
    .close = spell_close,
};
