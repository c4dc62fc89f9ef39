#include "backend/strength/series.h"

#include <string.h>

#include "backend/strength/leaked.h"

/* The members of a series in their order, as fold.c writes them; two or more that follow each other
 * are one choice. */
static const char *const series_names[] = {
    /* English */
    "one two three four five six seven eight nine ten eleven twelve",
    "first second third fourth fifth sixth seventh eighth ninth tenth",
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun",
    "spring summer autumn winter",
    "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november",
    "mercury venus earth mars jupiter saturn uranus neptune pluto",
    "red orange yellow green blue indigo violet",
    /* German */
    "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "jan feb mar apr mai jun jul aug sep okt nov dez",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "mo di mi do fr sa so",
    "fruhling sommer herbst winter",
    "anton berta caesar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha",
    /* French, Spanish, Italian, Czech */
    "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "lunes martes miercoles jueves viernes sabado domingo",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "jedna dva tri ctyri pet sest sedm osm devet deset jedenact dvanact",
    "pondeli utery streda ctvrtek patek sobota nedele",
    "leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec",
    /* everywhere */
    "do re mi fa sol la si do",
    "do re mi fa so la ti do",
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda",
    "lorem ipsum dolor sit amet consectetur adipiscing elit",
};

/* Digits that go on for ever; the first six are enough to know them. */
static const char *const series_digits[] = {
    "3.14159265358979323846264338327950288", /* pi */
    "314159265358979323846264338327950288",
    "2.71828182845904523536028747135266249", /* e */
    "271828182845904523536028747135266249",
    "1.41421356237309504880168872420969807", /* the root of two */
    "1.61803398874989484820458683436563811", /* the golden ratio */
    "161803398874989484820458683436563811",
    "112358132134558914423337761098715972584",  /* Fibonacci */
    "2357111317192329313741434753596167717379", /* primes */
    "1248163264128256512102420484096819216384", /* powers of two */
    "149162536496481100121144169196225256",     /* squares */
    "481516234248151623424815162342",           /* "Lost" */
};
enum { SERIES_LEAST = 6 };

/* What stands in front of addresses and behind them. */
static const char *const series_pieces[] = {
    "www.",       ".com",       "@gmail.com",   "http://",   "https://",    ".net",
    ".org",       "@yahoo.com", "@hotmail.com", ".local",    "@aol.com",    "@mail.ru",
    "@gmx.de",    "@web.de",    "@outlook.com", "192.168.",  "10.0.0.",     "255.255.255.",
    "@yandex.ru", "@seznam.cz", ".co.uk",       "127.0.0.1", "example.com", "localhost",
};

static char series_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* How much of text is `word`, whatever its capitals. */
static size_t series_common(const char *text, size_t size, const char *word, size_t length)
{
    size_t same = 0;

    while (same < size && same < length && series_lower(text[same]) == word[same])
        same++;
    return same;
}

struct series_taker {
    const char *text; /* from the series on */
    size_t size, at;
    void (*take)(void *data, size_t at, const struct habit *habit);
    void *data;
};

static void series_take(const struct series_taker *taker, size_t length, enum strength_kind kind,
                        double bits)
{
    taker->take(taker->data, taker->at,
                &(struct habit){ length, kind, bits + leaked_case_bits(taker->text, length) });
}

/* The series from one of its members on, with the same separator or none between them. */
static void series_follow(const struct series_taker *taker, const char *names)
{
    const double series_bits = 7, separator_bits = 2; /* which one, and where it begins */
    size_t length = strcspn(names, " "), at = length;

    if (series_common(taker->text, taker->size, names, length) < length)
        return;
    for (names += length; *names++ && at < taker->size; names += length) {
        bool gap = strchr("-_. ,", taker->text[at]);

        at += gap;
        length = strcspn(names, " ");
        if (series_common(taker->text + at, taker->size - at, names, length) < length)
            return;
        at += length;
        series_take(taker, at, SEQUENCE, series_bits + (gap ? separator_bits : 0));
    }
}

static void series_members(const struct series_taker *taker, const char *names)
{
    const char first = series_lower(*taker->text);

    if (first < 'a' || first > 'z')
        return;
    for (const char *name = strchr(names, first); name; name = strchr(name + 1, first))
        if (name == names || name[-1] == ' ')
            series_follow(taker, name);
}

static void series_numbers(const struct series_taker *taker, const char *digits)
{
    const double digits_bits = 6;
    size_t same = series_common(taker->text, taker->size, digits, strlen(digits));

    if (same >= SERIES_LEAST)
        series_take(taker, same, SEQUENCE, digits_bits);
}

static void series_piece(const struct series_taker *taker, const char *piece)
{
    const double address_bits = 5;
    size_t length = strlen(piece);

    if (series_common(taker->text, taker->size, piece, length) == length)
        series_take(taker, length, DICTIONARY, address_bits);
}

void series_each(const struct habit_text *text, size_t at,
                 void (*take)(void *data, size_t at, const struct habit *habit), void *data)
{
    const struct series_taker taker = { text->text + at, text->size - at, at, take, data };
    const bool digit = *taker.text >= '0' && *taker.text <= '9';

    for (size_t i = 0; i < sizeof series_names / sizeof *series_names; i++)
        series_members(&taker, series_names[i]);
    for (size_t i = 0; digit && i < sizeof series_digits / sizeof *series_digits; i++)
        series_numbers(&taker, series_digits[i]);
    for (size_t i = 0; i < sizeof series_pieces / sizeof *series_pieces; i++)
        series_piece(&taker, series_pieces[i]);
}
