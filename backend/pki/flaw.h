/* flaw.h - what can be wrong with certificates and keys that somebody brings: one row of data each.
 *
 * Plain data without pointers, so that a child can hand it to its parent.
 */
#ifndef BACKEND_PKI_FLAW_H
#define BACKEND_PKI_FLAW_H

#include <stdbool.h>
#include <stddef.h>

enum weight { ACCEPTED, UNUSUAL, REFUSED }; /* what cannot work is refused */

/* One per sentence; several share an id. */
enum flaw {
    /* files */
    FLAW_EMPTY,
    FLAW_LARGE,
    FLAW_MANY,
    FLAW_GARBAGE,
    FLAW_UTF16,
    FLAW_CUT,
    FLAW_BROKEN,
    FLAW_TRAILING,
    FLAW_REQUEST,
    FLAW_PUBLIC_KEY,
    FLAW_CRL,
    FLAW_USELESS,
    FLAW_OPENSSH,
    FLAW_CHANGED,
    FLAW_HALF_OPEN,
    /* what they are sealed with */
    FLAW_NO_PASSWORD,
    FLAW_PASSWORD,
    FLAW_HOSTILE,
    FLAW_FOREIGN_MAC,
    FLAW_PBMAC1,
    FLAW_FOREIGN_CIPHER,
    FLAW_FOREIGN_SEAL,
    FLAW_LEGACY,
    FLAW_LEGACY_MISSING,
    FLAW_NO_MAC,
    /* keys */
    FLAW_NO_CERTIFICATE,
    FLAW_NO_KEY,
    FLAW_MISMATCH,
    FLAW_KEYS,
    FLAW_KEYS_FIT,
    FLAW_WEAK_KEY,
    FLAW_FOREIGN_KEY,
    FLAW_RARE_KEY,
    FLAW_HUGE_KEY,
    FLAW_EXPLICIT_CURVE,
    FLAW_BAD_KEY,
    FLAW_EXPONENT,
    FLAW_SMALL_EXPONENT,
    /* time */
    FLAW_EXPIRED,
    FLAW_NOT_YET,
    FLAW_LAST_DAYS,
    FLAW_EXPIRING,
    FLAW_NO_TIME,
    FLAW_TOO_LONG_PUBLIC,
    FLAW_TOO_LONG,
    /* names */
    FLAW_NO_SAN,
    FLAW_ONLY_CN,
    FLAW_NAME,
    FLAW_ALIAS,
    FLAW_WILDCARD,
    FLAW_INTERNAL,
    /* use */
    FLAW_NO_EKU,
    FLAW_NO_SERVER_AUTH,
    FLAW_ANY_ALONE,
    FLAW_NO_SIGNING,
    FLAW_IS_CA,
    FLAW_NOT_CA,
    FLAW_NO_CERT_SIGN,
    FLAW_CRITICAL,
    /* signatures and chain */
    FLAW_WEAK_SIGNATURE,
    FLAW_FOREIGN_SIGNATURE,
    FLAW_SIGNATURE,
    FLAW_SELF_SIGNED,
    FLAW_SELF_SIGNED_TRUSTED,
    FLAW_INCOMPLETE,
    FLAW_DISORDER,
    FLAW_STRANGER,
    FLAW_PATH_LENGTH,
    FLAW_CONSTRAINT,
    FLAW_UNTRUSTED,
    FLAW_REVOKED,
    FLAW_REJECTED,
    FLAW_OTHER_ANSWER,
    FLAW_NO_CRL_SIGN,
    /* profile */
    FLAW_MALFORMED,
    FLAW_ANY_EKU,
    FLAW_CRITICAL_EKU,
    FLAW_SERIAL_ZERO,
    FLAW_SERIAL_LONG,
    FLAW_SAN_CRITICAL,
    FLAW_SAN_BAD,
    FLAW_VERSION,
    FLAW_BC_NOT_CRITICAL,
    FLAW_KU_NOT_CRITICAL,
    FLAW_NO_SKI,
    FLAW_NO_AKI,
    FLAW_CN_ELSEWHERE,
    FLAW_LEAF_CONSTRAINTS,
    FLAW_STRICT,
    FLAWS
};

enum { FLAWS_MAX = 64, FLAW_WHERE = 64, FLAW_ABOUT = 160 };

extern const struct flaw_row {
    const char *id; /* "cert-expired": the contract's */
    enum weight weight;
    const char *why, *todo; /* a sentence each; in why a '%' stands for what was found */
} flaw_rows[];

/* One that was found. where: "leaf", "chain 1", "key", or a file's name. about: what the sentence
 * speaks of, tame; may be "". */
struct flaw_found {
    enum flaw flaw;
    char where[FLAW_WHERE], about[FLAW_ABOUT];
};

struct flaws {
    struct flaw_found list[FLAWS_MAX];
    size_t count; /* a flaw beyond the last place is not kept */
    enum weight worst;
};

/* Each flaw once per place. about may be NULL. */
void flaw_add(struct flaws *flaws, enum flaw flaw, const char *where, const char *about);

/* True if it, or any that is refused (FLAWS), is among them. */
bool flaw_has(const struct flaws *flaws, enum flaw flaw);

const char *flaw_id(enum flaw flaw); /* "cert-expired": the contract's */
enum weight flaw_weight(enum flaw flaw);
const char *flaw_do(enum flaw flaw);                                         /* one sentence */
void flaw_why(const struct flaw_found *found, char sentence[], size_t size); /* one sentence */

/* What a child sent is worth nothing until this is true; texts are tamed by it. */
bool flaw_check(struct flaws *flaws);

#endif
