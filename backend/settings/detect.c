#include "backend/settings/settings.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "backend/base/mem.h"

/* The resolver could tell more, and could also keep the first frame waiting for a name server that
 * does not answer: so the three files are read by hand. They are an administrator's, but a broken
 * one must not hurt. */

enum { FILE_SOME = 65536, HOST_SIZE = 256 }; /* what is read of a file; a host name */

/* The first bytes of a file as text; "" if there is none. */
static void read_some(const char *folder, const char *name, char text[FILE_SOME])
{
    AUTO_FREE char *path = format("%s/%s", folder, name);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    ssize_t size = fd < 0 ? 0 : read(fd, text, FILE_SOME - 1);

    text[size > 0 ? size : 0] = '\0';
}

static bool detect_is_full(const char *name)
{
    const char *dot = strchr(name, '.');

    return dot && strlen(name) < HOST_SIZE && strcasecmp(dot, ".localdomain") != 0 &&
           !host_is_ip(name) && check_host(name, NULL);
}

/* Takes the next word of a line; NULL at its end. */
static char *next_word(char **at)
{
    return strtok_r(NULL, " \t\r", at);
}

/* A line of /etc/hosts: the full name, if one of the names is ours. */
static const char *full_of(char *line, const char *host)
{
    const char *full = NULL;
    bool ours = false;
    char *at = NULL;

    line[strcspn(line, "#")] = '\0';
    if (!strtok_r(line, " \t\r", &at)) /* the address */
        return NULL;
    for (const char *name = next_word(&at); name; name = next_word(&at)) {
        ours |= strcasecmp(name, host) == 0;
        full = !full && detect_is_full(name) ? name : full;
    }
    return ours ? full : NULL;
}

static char *from_hosts(char *text, const char *host)
{
    char *at = NULL;

    for (char *line = strtok_r(text, "\n", &at); line; line = strtok_r(NULL, "\n", &at)) {
        const char *full = full_of(line, host);

        if (full)
            return copy(full);
    }
    return NULL;
}

/* The first domain of the last `search` or `domain` line: resolv.conf(5) says the last one wins. */
static char *from_resolver(char *text, const char *host)
{
    const char *domain = NULL;
    char *at = NULL;

    for (char *line = strtok_r(text, "\n", &at); line; line = strtok_r(NULL, "\n", &at)) {
        char *word = NULL;
        const char *first = strtok_r(line, " \t\r", &word);

        if (first && (strcmp(first, "search") == 0 || strcmp(first, "domain") == 0))
            domain = next_word(&word);
    }
    if (!domain || *domain == '.')
        return NULL;
    char *name = format("%s.%s", host, domain);
    if (detect_is_full(name))
        return name;
    mem_free_pointer(&name);
    return NULL;
}

char *detect_server_from(const char *host, const char *folder)
{
    AUTO_FREE char *text = must(malloc(FILE_SOME));

    if (detect_is_full(host))
        return copy(host);
    read_some(folder, "hostname", text);
    text[strcspn(text, " \t\r\n")] = '\0';
    if (detect_is_full(text))
        return copy(text);
    read_some(folder, "hosts", text);
    char *name = from_hosts(text, host);
    if (name)
        return name;
    read_some(folder, "resolv.conf", text);
    return from_resolver(text, host);
}

char *detect_server(void)
{
    char host[HOST_SIZE] = "";

    if (gethostname(host, sizeof host - 1) != 0 || !*host)
        return NULL;
    return detect_server_from(host, "/etc");
}
