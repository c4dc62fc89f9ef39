/* How long one key in a password field takes to judge: prints a table of microseconds, for each
 * kind of password and each length the least, the median, the 99th of a hundred and the most. Then
 * the medians beside those of zxcvbn alone, and how many times as long it takes. Then climbs for a
 * while towards what takes longest. With 100 words of the site, as a busy one has.
 *
 * strength_bench [SECONDS]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zxcvbn.h>

#include "backend/strength/strength.h"
#include "tests/chance.h"

enum { ROUNDS = 400, LONGEST = 256 };

static uint64_t state = CHANCE_SEED;

static unsigned next(unsigned below)
{
    return chance(&state, below);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void make_random(char text[], size_t size)
{
    for (size_t i = 0; i < size; i++)
        text[i] = (char)('!' + next('~' - '!' + 1));
}

static void make_letters(char text[], size_t size)
{
    for (size_t i = 0; i < size; i++)
        text[i] = (char)('a' + next(26));
}

static void make_words(char text[], size_t size)
{
    static const char *const words[] = { "summer", "Printer", "dragon", "2024", "contoso",
                                         "m0nkey", "qwerty",  "blue",   "-",    "office" };
    size_t at = 0;

    while (at < size)
        for (const char *c = words[next(10)]; *c && at < size; c++)
            text[at++] = *c;
}

static void make_digits(char text[], size_t size)
{
    for (size_t i = 0; i < size; i++)
        text[i] = (char)('0' + next(10));
}

static void make_repeat(char text[], size_t size)
{
    memset(text, '1', size);
}

static void make_leet(char text[], size_t size)
{
    for (size_t i = 0; i < size; i++)
        text[i] = "4@301!$57+"[next(10)];
}

static void make_cyrillic(char text[], size_t size)
{
    for (size_t i = 0; i + 1 < size; i += 2) {
        text[i] = (char)0xD0;
        text[i + 1] = (char)(0xB0 + next(16));
    }
    if (size % 2)
        text[size - 1] = '1';
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double measure(const char *text, const struct words *words)
{
    struct strength strength;
    double start = now();

    strength_measure(text, &attack_rows[0], words, &strength);
    return now() - start;
}

static void print_row(const char *name, void (*make)(char[], size_t), size_t size,
                      const struct words *words)
{
    double times[ROUNDS];
    char text[LONGEST + 1];

    for (size_t i = 0; i < ROUNDS; i++) {
        make(text, size);
        text[size] = '\0';
        times[i] = measure(text, words);
    }
    qsort(times, ROUNDS, sizeof *times, compare);
    printf("%-10s %4zu %9.0f %9.0f %9.0f %9.0f\n", name, size, times[0], times[ROUNDS / 2],
           times[ROUNDS * 99 / 100], times[ROUNDS - 1]);
}

static double alone(const char *text)
{
    double start = now();

    ZxcvbnMatch(text, NULL, NULL);
    return now() - start;
}

/* Both in turns, so that what else the machine does is the same for both. */
static void print_beside(const char *name, void (*make)(char[], size_t), size_t size,
                         const struct words *words)
{
    double here[ROUNDS], there[ROUNDS];
    char text[LONGEST + 1];

    for (size_t i = 0; i < ROUNDS; i++) {
        make(text, size);
        text[size] = '\0';
        there[i] = alone(text);
        here[i] = measure(text, words);
    }
    qsort(here, ROUNDS, sizeof *here, compare);
    qsort(there, ROUNDS, sizeof *there, compare);
    printf("%-10s %4zu %9.0f %9.0f %9.1f\n", name, size, here[ROUNDS / 2], there[ROUNDS / 2],
           here[ROUNDS / 2] / there[ROUNDS / 2]);
}

/* The least of three, so that what else the machine does is not taken for the worst case. */
static double steady(const char *text, const struct words *words)
{
    double least = HUGE_VAL;

    for (int i = 0; i < 3; i++) {
        double time = measure(text, words);

        least = time < least ? time : least;
    }
    return least;
}

static void climb(const char *name, const char *start, double seconds, const struct words *words)
{
    static const char alphabet[] = "1o0a4@slqwerty9-\xD0\xB0";
    char best[LONGEST + 1], text[LONGEST + 1];
    double most = steady(start, words), end = now() + seconds * 1e6;

    snprintf(best, sizeof best, "%s", start);
    while (now() < end) {
        size_t size = strlen(best);

        memcpy(text, best, size + 1);
        for (unsigned i = 1 + next(4); i; i--)
            text[next((unsigned)size)] = alphabet[next(sizeof alphabet - 1)];
        double time = steady(text, words);
        if (time > most) {
            most = time;
            memcpy(best, text, size + 1);
        }
    }
    printf("%-10s %4zu %39.0f\n", name, strlen(best), most);
}

int main(int count, char **args)
{
    static const struct shape {
        const char *name;
        void (*make)(char[], size_t);
    } shapes[] = { { "random", make_random },    { "letters", make_letters },
                   { "words", make_words },      { "digits", make_digits },
                   { "one digit", make_repeat }, { "leet", make_leet },
                   { "cyrillic", make_cyrillic } };
    static const size_t sizes[] = { 8, 12, 16, 24, 32, 64, 100, 256 };
    static const size_t beside[] = { 8, 32, 128, 255 };
    double seconds = count > 1 ? strtod(args[1], NULL) : 3;
    struct words *words = words_new();
    char text[LONGEST + 1];

    for (int i = 0; i < 100; i++) {
        make_letters(text, 4 + next(8));
        text[11] = '\0';
        words_add(words, text);
    }
    printf("%-10s %4s %9s %9s %9s %9s  microseconds\n", "", "size", "least", "median", "99 %",
           "most");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
            print_row(shapes[i].name, shapes[i].make, sizes[k], words);
    printf("%-10s %4s %9s %9s %9s\n", "", "size", "here", "zxcvbn", "times");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
            print_beside(shapes[i].name, shapes[i].make, beside[k], words);
    for (size_t size = 64; size <= LONGEST; size += 36) {
        memset(text, '1', size);
        text[size] = '\0';
        climb("climbed", text, seconds, words);
        if (size == 100)
            break;
    }
    words_free(words);
    return 0;
}
