#include "backend/discover/network/sighting.h"

#include <stdio.h>

#include "backend/base/utf8.h"
#include "backend/discover/network/makers.h"

enum { LAX = 1 << ASK_PUBLIC_1 | 1 << ASK_PUBLIC_2C | 1 << ASK_PRIVATE_1 | 1 << ASK_PRIVATE_2C };

bool sighting_saw(const struct sighting *sighting, enum scan_question question)
{
    return sighting->seen >> question & 1;
}

bool sighting_prints(const struct sighting *sighting)
{
    return sighting_saw(sighting, ASK_IPP) || sighting_saw(sighting, ASK_RAW);
}

bool sighting_is_lax(const struct sighting *sighting)
{
    return sighting->seen & LAX;
}

const char *sighting_maker(const struct sighting *sighting)
{
    return makers_name(makers_enterprise(sighting->engine, sighting->engine_size));
}

void sighting_engine(const struct sighting *sighting, char text[2 * SNMP_ENGINE + 1])
{
    text[0] = '\0';
    for (unsigned i = 0; i < sighting->engine_size; i++)
        snprintf(text + (size_t)2 * i, 3, "%02x", sighting->engine[i]);
}

static void sighting_settle_text(char text[SIGHTING_TEXT])
{
    text[SIGHTING_TEXT - 1] = '\0';
    utf8_sanitize(text);
}

bool sighting_settle(struct sighting *sighting, const struct targets *targets)
{
    sighting->seen &= (1U << QUESTIONS) - 1;
    if (sighting->model_from >= QUESTIONS)
        sighting->model_from = 0;
    if (sighting->engine_size > SNMP_ENGINE)
        sighting->engine_size = 0;
    sighting->host[0] = sighting->record[0] = '\0'; /* nobody in there asks for names */
    sighting_settle_text(sighting->model);
    for (int i = 0; i < SIGHTING_CERTIFICATES; i++) {
        sighting_settle_text(sighting->certificates[i].subject);
        sighting_settle_text(sighting->certificates[i].issuer);
    }
    return targets_find(targets, &sighting->address) < targets->count;
}
