/* What a printer says of itself by IPP, and what a worker says it found, of any bytes: texts end
 * and are printable, numbers are in their bounds. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/discover/network/ipp.h"
#include "backend/discover/network/network_inside.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void network_fuzz_text(const char *text, size_t size)
{
    char copy[SIGHTING_TEXT];

    if (strnlen(text, size) == size || !utf8_valid(text, strlen(text)))
        abort();
    strcpy(copy, text);
    utf8_sanitize(copy);
    if (strcmp(copy, text) != 0)
        abort();
}

static void network_fuzz_model(const unsigned char *bytes, size_t size)
{
    char model[SIGHTING_TEXT];

    if (ipp_model(bytes, size, model, sizeof model))
        network_fuzz_text(model, sizeof model);
}

static void network_fuzz_sighting(const struct sighting *sighting, const struct targets *targets)
{
    network_fuzz_text(sighting->host, sizeof sighting->host);
    network_fuzz_text(sighting->model, sizeof sighting->model);
    for (int i = 0; i < SIGHTING_CERTIFICATES; i++) {
        network_fuzz_text(sighting->certificates[i].subject, SIGHTING_TEXT);
        network_fuzz_text(sighting->certificates[i].issuer, SIGHTING_TEXT);
    }
    if (sighting->engine_size > SNMP_ENGINE || sighting->model_from >= QUESTIONS ||
        sighting->seen >> QUESTIONS || targets_find(targets, &sighting->address) >= targets->count)
        abort();
}

/* The bytes again and again, as often as makes sightings of them. */
static void network_fuzz_worker(const unsigned char *bytes, size_t size)
{
    unsigned char sent[2 * sizeof(struct sighting)];
    struct targets targets = { .count = 0 };
    struct sightings found = { 0 };

    if (!targets_add(&targets, "10.20.0.0/24", NULL))
        abort();
    for (size_t i = 0; i < sizeof sent; i++)
        sent[i] = size ? bytes[i % size] : 0;
    for (size_t i = 0; i < 2; i++) {
        const struct target_address target = targets_at(&targets, (unsigned)i);
        if (size % 7)
            memcpy(sent + i * sizeof(struct sighting), &target, sizeof target);
    }
    network_take(sent, size % 5 ? sizeof sent : sizeof sent - 1, &targets, &found);
    for (size_t i = 0; i < found.count; i++)
        network_fuzz_sighting(&found.list[i], &targets);
    network_free(&found);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    unsigned char *exact = malloc(size ? size : 1); /* so that a byte too far is seen */

    if (!exact)
        return 0;
    memcpy(exact, bytes, size);
    network_fuzz_model(exact, size);
    network_fuzz_worker(exact, size);
    free(exact);
    return 0;
}
