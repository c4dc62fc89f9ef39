/* radius_packet.h - RADIUS packets as bytes: building a request, judging an answer (RFC 2865, RFC
 * 5997; RFC 3579 3.2 for the signature). Pure functions: no socket, no clock.
 *
 * "Signature" is the attribute Message-Authenticator, HMAC-MD5 over the whole packet. Without it an
 * answer is proven by MD5(packet, secret) alone, which a man in the middle can forge in minutes
 * (BlastRADIUS, CVE-2024-3596).
 */
#ifndef BACKEND_PROBE_RADIUS_RADIUS_PACKET_H
#define BACKEND_PROBE_RADIUS_RADIUS_PACKET_H

#include <stdbool.h>
#include <stddef.h>

enum {
    RADIUS_SIZE = 4096, /* bytes of a packet, at most: RFC 2865 3 */
    RADIUS_HEAD = 20,   /* code, id, length, authenticator */
    RADIUS_RANDOM = 16, /* bytes of an authenticator */
    RADIUS_VALUE = 253, /* bytes of an attribute's value, at most */
    RADIUS_PASSWORD = 128,
};

enum radius_code {
    RADIUS_REQUEST = 1,
    RADIUS_ACCEPT = 2,
    RADIUS_REJECT = 3,
    RADIUS_ACCOUNTING = 5,
    RADIUS_CHALLENGE = 11,
    RADIUS_STATUS = 12,
    RADIUS_ERROR = 52, /* Protocol-Error, RFC 7930 4 */
};

enum radius_attribute {
    RADIUS_USER_NAME = 1,
    RADIUS_USER_PASSWORD = 2,
    RADIUS_REPLY_MESSAGE = 18,
    RADIUS_NAS_IDENTIFIER = 32,
    RADIUS_EAP = 79,
    RADIUS_SIGNATURE = 80, /* Message-Authenticator */
    RADIUS_CAUSE = 101,    /* Error-Cause */
};

struct radius_packet {
    unsigned char bytes[RADIUS_SIZE];
    size_t size;
    size_t signature; /* where its value begins; 0: unsigned */
};

/* Begins a request. random: RADIUS_RANDOM unguessable bytes, the Request Authenticator. With
 * `sign`, room for the signature comes first, where forgers can put nothing in front of it. */
void radius_begin(struct radius_packet *packet, enum radius_code code, const unsigned char *random,
                  bool sign);

/* Each adds one attribute; false, and nothing changed, if the value is empty, too long for an
 * attribute, or too much for the packet. The password is hidden as RFC 2865 5.2 says. */
bool radius_add(struct radius_packet *packet, enum radius_attribute type, const char *value);
bool radius_add_password(struct radius_packet *packet, const char *password, const char *secret);

/* Makes it ready to be sent under that id; again, for another id. */
void radius_end(struct radius_packet *packet, unsigned char id, const char *secret);

/* What is wrong with an answer. Each but RADIUS_FINE means: drop it, and wait for the right one. */
enum radius_problem {
    RADIUS_FINE,
    RADIUS_SHORT,         /* less bytes than a packet has, or than it says it has */
    RADIUS_LENGTH,        /* says a length that no packet can have */
    RADIUS_ATTRIBUTES,    /* an attribute is empty or ends outside of the packet */
    RADIUS_OTHER_ID,      /* for another request */
    RADIUS_OTHER_SECRET,  /* its Response Authenticator was made with another secret, or forged */
    RADIUS_BAD_SIGNATURE, /* signed, but not with this secret, or twice */
    RADIUS_OTHER_CODE,    /* proven, but no answer to this request */
    RADIUS_NOT_TAKEN,     /* proven, and says that the request itself cannot be processed */
};
enum { RADIUS_PROBLEMS = RADIUS_NOT_TAKEN + 1 };

struct radius_answer {
    enum radius_code code;
    bool signature;                 /* carries one, and it is right */
    bool eap;                       /* carries an EAP-Message (RFC 3579) */
    unsigned cause;                 /* Error-Cause; 0: none */
    char message[RADIUS_VALUE + 1]; /* Reply-Message, as it came but for NULs; "": none */
};

/* Judges the bytes of one datagram that came for the request. Fills in the answer only if it is
 * RADIUS_FINE, or RADIUS_NOT_TAKEN. Bytes behind the packet's own length are padding (RFC 2865 3).
 */
enum radius_problem radius_read(const struct radius_packet *request, const char *secret,
                                const unsigned char *bytes, size_t size,
                                struct radius_answer *answer);

/* Steps through the attributes of a packet of that size: *at starts as RADIUS_HEAD. False at the
 * end, or where an attribute is broken; then *at is not size. */
struct radius_value {
    unsigned char type;
    size_t at, size; /* of the value */
};
bool radius_next(const unsigned char *bytes, size_t size, size_t *at, struct radius_value *value);

/* Fits "an answer that ...", never NULL. */
const char *radius_problem_text(enum radius_problem problem);

#endif
