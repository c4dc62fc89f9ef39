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
};
