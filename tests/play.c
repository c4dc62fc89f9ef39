#include "tests/play.h"
#include "tests/play_sizes.h"
#include "tui/term.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *bytes;
} names[] = {
    { "Up", "\033[A" },
    { "Down", "\033[B" },
    { "Right", "\033[C" },
    { "Left", "\033[D" },
    { "Home", "\033[H" },
    { "End", "\033[F" },
    { "PageUp", "\033[5~" },
    { "PageDown", "\033[6~" },
    { "Insert", "\033[2~" },
    { "Delete", "\033[3~" },
    { "Tab", "\t" },
    { "BackTab", "\033[Z" },
    { "Enter", "\r" },
    { "Esc", "\033" },
    { "Space", " " },
    { "Backspace", "\177" },
    { "F1", "\033OP" },
    { "F2", "\033OQ" },
    { "F3", "\033OR" },
    { "F4", "\033OS" },
    { "F5", "\033[15~" },
    { "F6", "\033[17~" },
    { "F7", "\033[18~" },
    { "F8", "\033[19~" },
    { "F9", "\033[20~" },
    { "F10", "\033[21~" },
    { "F11", "\033[23~" },
    { "F12", "\033[24~" },
    { "WheelUp", "\033[<64;2;2M" },
    { "WheelDown", "\033[<65;2;2M" },
};

/* One word of a line of keys, as the bytes a terminal would send; false: no such key. */
static bool bytes_of(const char *word, size_t size, char out[512])
{
    bool paste = size > 6 && strncmp(word, "paste:", 6) == 0;

    if (paste)
        word += 6, size -= 6;
    if (size >= 2 && word[0] == '"' && word[size - 1] == '"')
        return snprintf(out, 512, "%s%.*s%s", paste ? "\033[200~" : "", (int)size - 2, word + 1,
                        paste ? "\033[201~" : "") < 512;
    int y, x;
    if (sscanf(word, "Click:%d,%d", &y, &x) == 2)
        return snprintf(out, 512, "\033[<0;%d;%dM\033[<0;%d;%dm", x + 1, y + 1, x + 1, y + 1) > 0;
    if (size == 6 && strncmp(word, "Ctrl-", 5) == 0)
        return snprintf(out, 512, "%c", word[5] & 31) == 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == size && strncmp(names[i].name, word, size) == 0)
            return snprintf(out, 512, "%s", names[i].bytes) > 0;
    return false;
}

static size_t word_size(const char *at)
{
    size_t size = strcspn(at, " *\"\n");
    const char *end = at[size] == '"' ? strchr(at + size + 1, '"') : NULL;

    return end ? (size_t)(end - at) + 1 : size;
}

/* Keys come one by one, as a person types, so that Esc is Esc. */
static bool press(struct loop *loop, const char *at)
{
    char bytes[512];

    for (at += strspn(at, " "); *at && *at != '\n'; at += strspn(at, " ")) {
        size_t size = word_size(at);
        long times = 1;
        if (!bytes_of(at, size, bytes))
            return fprintf(stderr, "no such key: %.*s\n", (int)size, at), false;
        at += size;
        if (*at == '*')
            times = strtol(at + 1, (char **)&at, 10);
        for (; times > 0; times--) {
            loop_feed(loop, bytes, strlen(bytes));
            if (play_painted)
                play_painted(true);
        }
    }
    return true;
}

static void write_row(FILE *out, int y, bool looks)
{
    char row[4096];

    term_row(y, row, sizeof row);
    fprintf(out, "|%s\n", row);
    term_looks(y, row, sizeof row);
    if (looks && row[0])
        fprintf(out, "'%s\n", row);
}

static int rows_in_use(void)
{
    int rows = term_area().rows;
    char row[4096];

    for (; rows > 0; rows--) {
        term_row(rows - 1, row, sizeof row);
        if (row[0])
            break;
    }
    return rows;
}

static void write_screen(FILE *out, bool looks)
{
    int y, x, rows = rows_in_use();

    for (int i = 0; i < rows; i++)
        write_row(out, i, looks);
    term_cursor_at(&y, &x);
    fprintf(out, "cursor %d %d\n", y, x);
}

bool (*play_call)(const char *name);
void (*play_painted)(bool once);

static bool resize(struct loop *loop, const char *at)
{
    int cols, rows;

    if (sscanf(at, "%dx%d", &cols, &rows) != 2)
        return fprintf(stderr, "no size: %s", at), false;
    term_start_test(cols, rows);
    loop_paint(loop);
    return true;
}

/* What the test itself does: the name stands behind the word. */
static bool session_call(struct loop *loop, const char *line)
{
    char name[64];

    if (!play_call || sscanf(line, "%63s", name) != 1 || !play_call(name))
        return fprintf(stderr, "nothing to call: %s", line), false;
    loop_paint(loop);
    if (play_painted)
        play_painted(true);
    return true;
}

static bool session_wait(struct loop *loop)
{
    if (!loop_settle(loop))
        return fprintf(stderr, "it does not end\n"), false;
    if (play_painted)
        play_painted(false);
    return true;
}

static bool is(const char *line, const char *word)
{
    size_t size = strlen(word);

    return strncmp(line, word, size) == 0 && !isalnum((unsigned char)line[size]);
}

/* Plays one line and writes it, and after it what the screen shows. Old screens are left out. */
static bool step(struct loop *loop, const char *line, FILE *out)
{
    if (strchr("|'=", *line) || is(line, "cursor") || is(line, "at"))
        return true;
    fputs(line, out);
    if (*line == '#' || *line == '\n')
        return true;
    if (is(line, "size"))
        return resize(loop, line + 5);
    if (is(line, "wait"))
        return session_wait(loop);
    if (is(line, "call"))
        return session_call(loop, line + 5);
    if (is(line, "everywhere"))
        return play_sizes(loop, out), true;
    if (is(line, "keys"))
        return press(loop, line + 5);
    if (!is(line, "screen") && !is(line, "looks"))
        return fprintf(stderr, "no such step: %s", line), false;
    write_screen(out, is(line, "looks"));
    return true;
}

static char *slurp(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = calloc(1, 1 << 21);

    if (!file || !text)
        return fprintf(stderr, "%s: cannot be read\n", path), free(text), NULL;
    if (fread(text, 1, (1 << 21) - 1, file) == 0)
        fprintf(stderr, "%s: is empty\n", path);
    fclose(file);
    return text;
}

static bool perform(struct loop *loop, const char *script, FILE *out)
{
    char line[4096];

    while (*script) {
        size_t size = strcspn(script, "\n");
        size += script[size] == '\n';
        snprintf(line, sizeof line, "%.*s", (int)size, script);
        if (!step(loop, line, out))
            return false;
        script += size;
    }
    return true;
}

static bool update(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");

    if (!file || fputs(text, file) < 0)
        return fprintf(stderr, "%s: cannot be written\n", path), false;
    return fclose(file) == 0;
}

/* In another language pictures differ: they are kept, for tests/screens/languages.py to read. */
static bool keep(const char *folder, const char *path, const char *text)
{
    char name[4096];

    snprintf(name, sizeof name, "%s/%s", folder, path);
    for (char *at = name + strlen(folder) + 1; *at; at++)
        *at = *at == '/' ? '-' : *at;
    return update(name, text);
}

/* Says where the first difference is, and shows all that was seen. */
static bool session_complain(const char *path, const char *expected, const char *seen)
{
    int line = 1;

    while (*expected && *expected == *seen) {
        line += *expected == '\n';
        expected++, seen++;
    }
    while (line > 1 && seen[-1] != '\n')
        seen--;
    fprintf(stderr, "%s:%d: differs; seen (UPDATE=1 accepts it):\n%s", path, line, seen);
    return false;
}

bool play(const char *path, struct loop *loop)
{
    char *expected = slurp(path), *seen = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&seen, &size);
    bool fine = expected && out && perform(loop, expected, out);

    if (out)
        fclose(out);
    if (fine && getenv("PLAY_SEEN"))
        fine = keep(getenv("PLAY_SEEN"), path, seen);
    else if (fine && !play_painted && strcmp(expected, seen) != 0)
        fine = getenv("UPDATE") ? update(path, seen) : session_complain(path, expected, seen);
    free(expected);
    free(seen);
    return fine;
}
