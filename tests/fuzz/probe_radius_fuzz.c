/* RADIUS answers: of any bytes, and of bytes whose proof and signature were made right, so that
 * what lies behind is seen, too. The first byte says which. */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "backend/probe/radius/radius_packet.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

enum { PROVE = 1, SIGN = 2, STATUS = 4, BUILD = 8, ID = 7, BLOCK = 16 };

static const char secret[] = "secret";
static const unsigned char asked[RADIUS_RANDOM] = "0123456789abcdef";

/* The same every time. */
static const struct radius_packet *request_of(bool status)
{
    static struct radius_packet requests[2];
    struct radius_packet *request = &requests[status];

    if (!request->size) {
        radius_begin(request, status ? RADIUS_STATUS : RADIUS_REQUEST, asked, true);
        radius_end(request, ID, secret);
    }
    return request;
}

/* Made here by other means than those that are tested. */
static void sign(unsigned char *answer, size_t size)
{
    unsigned char own[RADIUS_RANDOM];
    struct radius_value value;

    memcpy(own, answer + 4, sizeof own);
    memcpy(answer + 4, asked, sizeof asked);
    for (size_t at = RADIUS_HEAD; radius_next(answer, size, &at, &value);)
        if (value.type == RADIUS_SIGNATURE && value.size == BLOCK) {
            unsigned char code[BLOCK];
            memset(answer + value.at, 0, BLOCK);
            HMAC(EVP_md5(), secret, (int)strlen(secret), answer, size, code, NULL);
            memcpy(answer + value.at, code, BLOCK);
            break;
        }
    memcpy(answer + 4, own, sizeof own);
}

static void prove(unsigned char *answer, size_t size)
{
    unsigned char whole[RADIUS_SIZE + sizeof secret];

    memcpy(whole, answer, size);
    memcpy(whole + 4, asked, sizeof asked);
    memcpy(whole + size, secret, sizeof secret);
    EVP_Digest(whole, size + strlen(secret), answer + 4, NULL, EVP_md5(), NULL);
}

static void make_right(unsigned char *answer, size_t size, unsigned char what)
{
    size_t length = (size_t)answer[2] << 8 | answer[3];

    if (length < RADIUS_HEAD || length > size || length > RADIUS_SIZE)
        return;
    answer[1] = ID;
    if (what & SIGN)
        sign(answer, length);
    prove(answer, length);
}

static void check_walk(const unsigned char *bytes, size_t size)
{
    struct radius_value value;

    for (size_t at = RADIUS_HEAD; size >= RADIUS_HEAD && radius_next(bytes, size, &at, &value);)
        if (at > size || value.at + value.size != at)
            abort();
}

static void check(const unsigned char *bytes, size_t size, const struct radius_packet *request)
{
    struct radius_answer answer;
    enum radius_problem problem = radius_read(request, secret, bytes, size, &answer);

    if (!*radius_problem_text(problem))
        abort();
    if (problem != RADIUS_FINE)
        return;
    if (size < RADIUS_HEAD || bytes[1] != ID || answer.code != (enum radius_code)bytes[0] ||
        strlen(answer.message) > RADIUS_VALUE)
        abort();
}

/* Whatever is added, the packet stays one that can be walked. */
static void check_request(const unsigned char *bytes, size_t size)
{
    struct radius_packet packet;
    struct radius_value value;
    char text[RADIUS_VALUE + 8] = "";
    size_t at = RADIUS_HEAD;

    memcpy(text, bytes, size < sizeof text ? size : sizeof text - 1);
    radius_begin(&packet, RADIUS_REQUEST, asked, size & 1);
    while (radius_add(&packet, RADIUS_USER_NAME, text) && packet.size < RADIUS_SIZE / 2)
        continue;
    radius_add_password(&packet, text, secret);
    radius_end(&packet, ID, secret);
    while (radius_next(packet.bytes, packet.size, &at, &value))
        continue;
    if (at != packet.size)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    if (size == 0 || size > RADIUS_SIZE + 64)
        return 0;
    unsigned char what = *bytes++;
    unsigned char *answer = malloc(--size ? size : 1); /* so that a byte too far is seen */
    if (!answer)
        return 0;
    memcpy(answer, bytes, size);
    check_walk(answer, size);
    if (what & PROVE && size >= RADIUS_HEAD)
        make_right(answer, size, what);
    check(answer, size, request_of(what & STATUS));
    if (what & BUILD)
        check_request(answer, size);
    free(answer);
    return 0;
}
