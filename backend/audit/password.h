/* password.h - how good a password is for a setting: how soon somebody guesses it, and whether it
 * is as long as the row and the policy demand. `check`, `strength`, `secret list` and the form's
 * meter all ask here, so that they say the same.
 */
#ifndef BACKEND_AUDIT_PASSWORD_H
#define BACKEND_AUDIT_PASSWORD_H

#include "backend/settings/settings.h"
#include "backend/strength/strength.h"

/* Characters: fewer than fail fail, fewer than warn earn a warning. warn is never the smaller one.
 */
struct password_demand {
    size_t fail, warn;
};

/* setting NULL: the policy's alone. */
struct password_demand password_demand(const struct policy *policy, const struct setting *setting,
                                       enum origin origin);

/* The policy of that configuration; NULL: as it is where nobody changed it. */
struct policy password_policy(const struct config *config);

/* What was typed. Without a setting, or for one that has no attack of its own, it is the attack
 * given. words may be NULL. */
void password_measure(const struct policy *policy, const struct setting *setting,
                      const struct attack *attack, const struct words *words, const char *text,
                      struct strength *strength);

/* How soon a secret is guessed, whatever its length: of one that was measured when it was set, the
 * parts are not known. *words is made from the configuration when it is needed first, and the
 * caller's to free. */
void password_guess(const struct config *config, const struct setting *setting,
                    const struct secret *secret, struct words **words, struct strength *strength);

/* The same, and its length. */
void password_judge(const struct config *config, const struct setting *setting,
                    const struct secret *secret, struct words **words, struct strength *strength);

/* Characters of a secret. */
size_t password_characters(const struct secret *secret);

#endif
