/* cert_options.h - the options of the family cert; each table ends with a row whose name is NULL.
 */
#ifndef SCREENS_COMMANDS_CERT_CERT_OPTIONS_H
#define SCREENS_COMMANDS_CERT_CERT_OPTIONS_H

#include "screens/session/command.h"

extern const struct option_row cert_options_status[], cert_options_issue[], cert_options_renew[],
    cert_options_deploy[], cert_options_rollover[], cert_options_export[], cert_options_csr[],
    cert_options_import[], cert_options_sign_import[], cert_options_client[], cert_options_revoke[],
    cert_options_examine[];

#endif
