#include "backend/strength/date.h"

#include <string.h>

/* Log2 of the days of ninety years. */
#define DAY_BITS 15

const struct date_form date_forms[] = {
    { "DDMMYYYY", DAY_BITS },
    { "MMDDYYYY", DAY_BITS },
    { "YYYYMMDD", DAY_BITS },
    { "DDMMYY", DAY_BITS },
    { "YYMMDD", DAY_BITS },
    { "DD.MM.YYYY", DAY_BITS + 1 },
    { "MM.DD.YYYY", DAY_BITS + 1 },
    { "YYYY.MM.DD", DAY_BITS + 1 },
    { "DD.MM.YY", DAY_BITS + 1 },
    { "202Y", 5 },
    { "201Y", 5 },
    { "200Y", 5 },
    { "YYYY", 7 },
    { 0 },
};

static bool date_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number at the places of that letter; most + 1 if one of them is no digit, 0 if the form has
 * no such letter. */
static unsigned date_number(const char *form, char letter, const char *text, unsigned most)
{
    unsigned number = 0;

    for (; *form; form++, text++)
        if (*form == letter) {
            if (!date_is_digit(*text))
                return most + 1;
            number = number * 10 + (unsigned)(*text - '0');
        }
    return number;
}

static bool date_signs_fit(const char *form, const char *text)
{
    for (; *form; form++, text++)
        if (*form == '.' ? !strchr(".-/_ ", *text) : date_is_digit(*form) && *form != *text)
            return false;
    return true;
}

/* True if the number is there, in its limits, or the form does not ask for it. */
static bool date_within(const char *form, char letter, const char *text, unsigned least,
                        unsigned most)
{
    unsigned number = date_number(form, letter, text, most);

    return !strchr(form, letter) || (number >= least && number <= most);
}

bool date_fits(const struct date_form *form, const char *text, size_t size)
{
    const char *f = form->form;
    bool whole = strstr(f, "YYYY");

    return strlen(f) <= size && date_signs_fit(f, text) && date_within(f, 'D', text, 1, 31) &&
           date_within(f, 'M', text, 1, 12) &&
           date_within(f, 'Y', text, whole ? 1900 : 0, whole ? 2049 : 99);
}
