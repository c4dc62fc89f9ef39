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
