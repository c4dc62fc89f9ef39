/* import_words.c - what the columns of device lists are called, in English and German. */
#include <ctype.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/setup/import_words.h"

/* Words as import_words_fold() leaves them; of two columns for one setting the word that stands
 * first here counts: a name is better than an address. A key of "" is nothing of ours. */
static const struct {
    const char *key, *words;
} meanings[] = {
    { "name", "name printername druckername queuename printqueue queue warteschlange "
              "druckwarteschlange devicename geraetename geraetebezeichnung druckerbezeichnung "
              "displayname anzeigename bezeichnung printer drucker device geraet alias" },
    { "host", "host fqdn fullyqualifieddomainname hostname hostnamefqdn dnsname dns rechnername "
              "netzwerkname computername hostnameip hostnameorip hostnameoderip hostip "
              "networkaddress netzwerkadresse address adresse ipaddress ipadresse ip ipv4address "
              "ipv4adresse ipv4 ipv6address ipv6adresse ipv6" },
    { "port", "port httpsport tlsport webport portnumber portnummer" },
    { "model", "model modell modelname modellname devicemodel geraetemodell printermodel "
               "druckermodell makeandmodel productname produktname product produkt devicetype "
               "geraetetyp druckertyp type typ" },
    { "user", "user username adminuser adminusername administrator adminaccount account login "
              "loginname benutzer benutzername adminbenutzer administratorkonto adminkonto konto "
              "anmeldename" },
    { "password", "password adminpassword administratorpassword passwort kennwort adminpasswort "
                  "adminkennwort administratorkennwort passphrase pass pwd pw" },
    { "snmp", "snmp snmpprofile snmpprofil" },
    { "",
      "serial serialnumber serialno seriennummer seriennr sn mac macaddress macadresse location "
      "standort ort room raum building gebaeude floor etage stockwerk comment comments "
      "kommentar note notes notiz notizen bemerkung remark contact kontakt assettag assetid "
      "inventarnummer inventarnr costcenter kostenstelle firmware status id nr no vendor "
      "hersteller manufacturer driver drivername treiber shared freigabe" },
};

/* Of two bytes: the German letters; the rest of the letters stays. */
static const char *import_words_letter(const char *at)
{
    static const char *const letters[][2] = {
        { "ä", "ae" }, { "ö", "oe" }, { "ü", "ue" }, { "Ä", "ae" },
        { "Ö", "oe" }, { "Ü", "ue" }, { "ß", "ss" },
    };

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (strncmp(at, letters[i][0], 2) == 0)
            return letters[i][1];
    return NULL;
}

void import_words_fold(const char *text, char folded[IMPORT_WORD])
{
    size_t used = 0;

    for (; *text && used + 3 < IMPORT_WORD; text++) {
        const char *letters = import_words_letter(text);

        if (letters) {
            folded[used++] = letters[0];
            folded[used++] = letters[1];
            text++;
        } else if (isalnum((unsigned char)*text)) {
            folded[used++] = (char)tolower((unsigned char)*text);
        } else if (*text & 0x80) {
            folded[used++] = *text;
        }
    }
    folded[used] = '\0';
}

/* Which word of the list it is, from 1 on; 0: none. */
static size_t import_words_place(const char *words, const char *word)
{
    size_t size = strlen(word), place = 1;

    for (const char *at = words; *at; at += strcspn(at, " "), at += *at == ' ', place++)
        if (size && strcspn(at, " ") == size && memcmp(at, word, size) == 0)
            return place;
    return 0;
}

const char *import_words_key(const char *text, size_t *rank)
{
    char folded[IMPORT_WORD];

    import_words_fold(text, folded);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        *rank = import_words_place(meanings[i].words, folded);
        if (*rank)
            return meanings[i].key;
    }
    return NULL;
}
