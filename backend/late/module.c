#include "backend/late/late.h"

const struct late late_functions = {
    .seal = crypto_seal,
    .open = crypto_open,
    .random = crypto_random,
    .draw = crypto_draw,
    .guesses = crypto_guesses,
    .digest = crypto_digest,
    .sha256 = crypto_sha256,
    .derive = crypto_derive,
    .stretch = crypto_stretch,
    .job = certificate_job,
    .make = certificate_make,
    .read = certificate_read,
    .publish = certificate_publish,
    .examine_new = examine_new,
    .examine_free = examine_free,
    .examine_add = examine_add,
    .examine = examine,
    .examine_text = examine_text,
    .examine_json = examine_json,
};
