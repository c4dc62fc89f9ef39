/* theme_test.c - contrast of each pair of colours in six palettes, computed from the table. */
#include "tests/test.h"

#include <math.h>

#include "tui/theme.h"

struct rgb {
    double r, g, b; /* 0 to 1 */
};

/* 16 to 255 are the same everywhere: a cube of six steps, then greys. */
static struct rgb theme_test_fixed(int colour)
{
    static const int steps[] = { 0, 95, 135, 175, 215, 255 };
    double grey = (8 + (colour - 232) * 10) / 255.0;

    if (colour >= 232)
        return (struct rgb){ grey, grey, grey };
    colour -= 16; /* NOLINTNEXTLINE(bugprone-integer-division): whole steps */
    return (struct rgb){ steps[colour / 36] / 255.0, steps[colour / 6 % 6] / 255.0,
                         steps[colour % 6] / 255.0 };
}

/* Bright and dark value of the basic colours, as each program has them; solarized is its own. */
static const struct palette {
    const char *name;
    int on;
    struct rgb black;
    bool deuteranopia;
} palettes[] = {
    { "xterm", 205, { 0, 0, 0 }, false },
    { "Linux console", 170, { 0, 0, 0 }, false },
    { "PuTTY", 187, { 0, 0, 0 }, false },
    { "light", 205, { 0, 0, 0 }, false },
    { "Windows", 192, { 0.05, 0.05, 0.05 }, false },
    { "deuteranopia", 205, { 0, 0, 0 }, true },
};

static struct rgb theme_test_basic(int colour, const struct palette *palette)
{
    double on = palette->on / 255.0;

    if (colour == 0)
        return palette->black;
    return (struct rgb){ colour & 1 ? on : 0, colour & 2 ? on : 0, colour & 4 ? on : 0 };
}

static double theme_test_linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
static double theme_test_luminance(struct rgb c, bool deuteranopia)
{
    double r = theme_test_linear(c.r), g = theme_test_linear(c.g), b = theme_test_linear(c.b);
    double r2 = r, g2 = g, b2 = b;

    if (deuteranopia) {
        r2 = 0.367322 * r + 0.860646 * g - 0.227968 * b;
        g2 = 0.280085 * r + 0.672501 * g + 0.047413 * b;
        b2 = -0.011820 * r + 0.042940 * g + 0.968881 * b;
    }
    r2 = r2 < 0 ? 0 : r2;
    return 0.2126 * r2 + 0.7152 * g2 + 0.0722 * b2;
}

static double theme_test_contrast(struct rgb one, struct rgb other, bool deuteranopia)
{
    double a = theme_test_luminance(one, deuteranopia);
    double b = theme_test_luminance(other, deuteranopia);

    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static struct rgb theme_test_colour(int colour, const struct palette *palette)
{
    return colour >= 16 ? theme_test_fixed(colour) : theme_test_basic(colour, palette);
}

/* Text on the terminal's own background must be readable on black and on white. */
static double theme_test_worst(struct theme_colours colours, const struct palette *palette)
{
    struct rgb text = theme_test_colour(colours.text, palette);

    if (colours.back >= 0)
        return theme_test_contrast(text, theme_test_colour(colours.back, palette),
                                   palette->deuteranopia);
    return fmin(theme_test_contrast(text, (struct rgb){ 0, 0, 0 }, palette->deuteranopia),
                theme_test_contrast(text, (struct rgb){ 1, 1, 1 }, palette->deuteranopia));
}

static void each_pair_can_be_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof palettes / sizeof *palettes; i++)
        for (int which = 0; which < 2 * ROLES; which++) {
            struct theme_colours colours = theme_colours((enum role)(which / 2), which % 2);

            if (colours.text < 0)
                continue;
            double contrast = theme_test_worst(colours, &palettes[i]);
            if (contrast < 4.5)
                fail_msg("role %d is %.2f:1 in %s", which / 2, contrast, palettes[i].name);
        }
}

/* Anyone who sets one colour only leaves the other to chance, unless it can be read on both. */
static void a_back_has_its_text(void **state)
{
    (void)state;
    for (enum role role = ROLE_PLAIN; role < ROLES; role++)
        for (int rich = 0; rich < 2; rich++) {
            struct theme_colours colours = theme_colours(role, rich);

            assert_true(colours.back < 0 || colours.text >= 0);
        }
}

/* WCAG 1.4.6 for the look of high contrast. */
static void high_contrast_is_high(void **state)
{
    (void)state;
    theme_choose(LOOK_CONTRAST);
    for (size_t i = 0; i < sizeof palettes / sizeof *palettes; i++)
        for (enum role role = ROLE_PLAIN; role < ROLES; role++) {
            struct theme_colours colours = theme_colours(role, true);

            if (colours.text >= 0 && theme_test_worst(colours, &palettes[i]) < 7)
                fail_msg("role %d is below 7:1 in %s", (int)role, palettes[i].name);
        }
    theme_choose(LOOK_BY_ITSELF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pair_can_be_read),
        cmocka_unit_test(a_back_has_its_text),
        cmocka_unit_test(high_contrast_is_high),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
