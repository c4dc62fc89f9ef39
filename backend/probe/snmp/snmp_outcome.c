#include <net-snmp/net-snmp-config.h>
/* above all others */
#include <net-snmp/net-snmp-includes.h>

#include "backend/probe/snmp/snmp_outcome.h"

enum snmp_outcome snmp_outcome(int code)
{
    static const struct {
        int code;
        enum snmp_outcome outcome;
    } rows[] = {
        { SNMPERR_TIMEOUT, SNMP_SILENT },
        { SNMPERR_UNKNOWN_USER_NAME, SNMP_NO_USER },
        { SNMPERR_USM_UNKNOWNSECURITYNAME, SNMP_NO_USER },
        { SNMPERR_AUTHENTICATION_FAILURE, SNMP_WRONG_AUTH },
        { SNMPERR_USM_AUTHENTICATIONFAILURE, SNMP_WRONG_AUTH },
        { SNMPERR_DECRYPTION_ERR, SNMP_WRONG_PRIV },
        { SNMPERR_USM_DECRYPTIONERROR, SNMP_WRONG_PRIV },
        { SNMPERR_UNSUPPORTED_SEC_LEVEL, SNMP_NO_LEVEL },
        { SNMPERR_USM_UNSUPPORTEDSECURITYLEVEL, SNMP_NO_LEVEL },
        { SNMPERR_NOT_IN_TIME_WINDOW, SNMP_WRONG_CLOCK },
        { SNMPERR_USM_NOTINTIMEWINDOW, SNMP_WRONG_CLOCK },
        { SNMPERR_UNKNOWN_ENG_ID, SNMP_NO_ENGINE },
        { SNMPERR_USM_UNKNOWNENGINEID, SNMP_NO_ENGINE },
        { SNMPERR_UNKNOWN_REPORT, SNMP_NO_CONTEXT },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].code == code)
            return rows[i].outcome;
    return SNMP_ERROR;
}

const oid snmp_outcome_asked[SNMP_OUTCOME_ASKED + 1] = { 1, 3, 6, 1, 2, 1, 1, 1, 0 };

static bool snmp_outcome_describes(const netsnmp_variable_list *variable)
{
    return variable->type == ASN_OCTET_STR &&
           snmp_oid_compare(variable->name, variable->name_length, snmp_outcome_asked,
                            OID_LENGTH(snmp_outcome_asked)) == 0;
}

static void snmp_outcome_keep(struct snmp_login *login, const netsnmp_variable_list *variable)
{
    size_t size = snmp_outcome_describes(variable) ? variable->val_len : 0;

    size = size < SNMP_DESCRIPTION ? size : SNMP_DESCRIPTION;
    for (size_t i = 0; i < size; i++)
        login->description[i] = (char)(variable->val.string[i] ? variable->val.string[i] : '?');
    login->description[size] = '\0';
}

/* mgmt, experimental, or private; what stands behind these is of SNMP itself: RFC 1155 3.1, RFC
 * 2578 4. */
static bool snmp_outcome_is_device(const netsnmp_variable_list *variable)
{
    static const oid behind[] = { 1, 3, 6, 1, 5 };

    return snmp_oid_compare(variable->name, variable->name_length, behind, OID_LENGTH(behind)) < 0;
}

/* Every device has something there (RFC 3418): who shows nothing of itself is not allowed to,
 * however it is put: as an error, or as an exception (RFC 3416 4.2.1). */
static bool snmp_outcome_shows(const netsnmp_pdu *answer)
{
    const netsnmp_variable_list *variable = answer->variables;

    return answer->errstat == SNMP_ERR_NOERROR && variable && variable->type != SNMP_NOSUCHOBJECT &&
           variable->type != SNMP_NOSUCHINSTANCE && variable->type != SNMP_ENDOFMIBVIEW &&
           snmp_outcome_is_device(variable);
}

enum snmp_outcome snmp_outcome_answer(struct snmp_login *login, const netsnmp_pdu *answer)
{
    if (!snmp_outcome_shows(answer))
        return SNMP_NO_RIGHT;
    snmp_outcome_keep(login, answer->variables);
    return SNMP_ANSWERED;
}
