#include "backend/probe/http/http_page.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/probe/http/header.h"

enum {
    PAGE = 16 << 10, /* bytes that are looked at: the elements of a head stand first */
    PAGE_MS = 1000,
};

/* Bytes not yet looked at. */
struct http_page {
    const char *at, *end;
};

static bool http_page_begins(const struct http_page *page, const char *word)
{
    size_t size = strlen(word);

    return (size_t)(page->end - page->at) >= size && strncasecmp(page->at, word, size) == 0;
}

/* Behind the next such word; without one, at the end. */
static void http_page_pass(struct http_page *page, const char *word)
{
    while (page->at < page->end && !http_page_begins(page, word))
        page->at++;
    if (page->at < page->end)
        page->at += strlen(word);
}

static void http_page_blanks(struct http_page *page)
{
    while (page->at < page->end && (isspace((unsigned char)*page->at) || *page->at == '/'))
        page->at++;
}

/* Up to one of those characters; what does not fit is cut off. */
static void http_page_take(struct http_page *page, const char *until, char word[], size_t size)
{
    size_t used = 0;

    for (; page->at < page->end && (!*page->at || !strchr(until, *page->at)); page->at++)
        if (used + 1 < size)
            word[used++] = *page->at;
    word[used] = '\0';
}

static void http_page_take_value(struct http_page *page, char value[], size_t size)
{
    static const char bare[] = " \t\r\n\f>";
    const char quote[] = { page->at < page->end ? *page->at : '\0', '\0' };
    bool quoted = *quote == '"' || *quote == '\'';

    page->at += quoted;
    http_page_take(page, quoted ? quote : bare, value, size);
    page->at += quoted && page->at < page->end;
}

/* One attribute; false: the tag ends. */
static bool http_page_attribute(struct http_page *page, char name[], char value[], size_t size)
{
    *value = '\0';
    http_page_blanks(page);
    if (page->at >= page->end || *page->at == '>')
        return false;
    http_page_take(page, " \t\r\n\f/>=", name, size);
    while (page->at < page->end && isspace((unsigned char)*page->at))
        page->at++;
    if (page->at < page->end && *page->at == '=') {
        page->at++;
        while (page->at < page->end && isspace((unsigned char)*page->at))
            page->at++;
        http_page_take_value(page, value, size);
    }
    return true;
}

static long http_page_meta(struct http_page *page, char target[], size_t room)
{
    char name[256], value[sizeof name], content[sizeof name] = "";
    bool refresh = false;

    while (http_page_attribute(page, name, value, sizeof value))
        if (strcasecmp(name, "http-equiv") == 0)
            refresh = strcasecmp(value, "refresh") == 0;
        else if (strcasecmp(name, "content") == 0)
            memcpy(content, value, sizeof content);
    if (refresh)
        return header_refresh(content, target, room);
    *target = '\0';
    return -1;
}

long http_page_refresh(const char *bytes, size_t size, char target[], size_t room)
{
    struct http_page page = { bytes, bytes + size };
    long seconds = -1;

    *target = '\0';
    while (page.at < page.end && !*target)
        if (http_page_begins(&page, "<!--"))
            http_page_pass(&page, "-->");
        else if (http_page_begins(&page, "<script"))
            http_page_pass(&page, "</script");
        else if (http_page_begins(&page, "<meta"))
            page.at += sizeof "<meta" - 1, seconds = http_page_meta(&page, target, room);
        else
            page.at++;
    return *target ? seconds : -1;
}

bool http_page_asks(const char *bytes, size_t size)
{
    struct http_page page = { bytes, bytes + size };

    http_page_pass(&page, "<input");
    return page.at < page.end;
}

/* Past a tag, a comment, or a script; false: it is text that stands there. */
static bool http_page_pass_tag(struct http_page *page)
{
    static const char *const ends[][2] = {
        { "<!--", "-->" }, { "<script", "</script>" }, { "<style", "</style>" }, { "<", ">" }
    };

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (http_page_begins(page, ends[i][0])) {
            http_page_pass(page, ends[i][1]);
            return true;
        }
    return false;
}

void http_page_text(const char *bytes, size_t size, char out[], size_t room)
{
    struct http_page page = { bytes, bytes + size }, title = page;
    size_t used = 0;

    http_page_pass(&title, "<title>");
    page = title.at < title.end ? title : page;
    for (bool blank = false; page.at < page.end && used + 2 < room;) {
        if (used && title.at < title.end && http_page_begins(&page, "</title"))
            break;
        if (http_page_pass_tag(&page) || isspace((unsigned char)*page.at)) {
            page.at += page.at < page.end && isspace((unsigned char)*page.at);
            blank = used > 0;
            continue;
        }
        if (blank)
            out[used++] = ' ';
        blank = false;
        out[used++] = *page.at ? *page.at : '?';
        page.at++;
    }
    out[used] = '\0';
}

/* The end of it by its length, by its last chunk, or because the other end closes. */
static size_t http_page_read(struct peer *peer, long length, char bytes[], size_t room)
{
    static const char last[] = "\r\n0\r\n\r\n";
    size_t most = length >= 0 && (size_t)length < room ? (size_t)length : room, size = 0, part = 1;

    while (size < most && part && !memmem(bytes, size, last, sizeof last - 1)) {
        part = peer_some(peer, bytes + size, most - size);
        size += part;
    }
    return size;
}

void http_page_look(struct peer *peer, struct http_head *head)
{
    enum { NO_CONTENT = 204 };
    const struct deadline soon = deadline_within(peer->deadline, PAGE_MS);
    char bytes[PAGE];

    if (http_head_moves(head) || head->status == NO_CONTENT)
        return;
    peer->deadline = &soon;
    size_t size = http_page_read(peer, head->length, bytes, sizeof bytes);
    head->asks = http_page_asks(bytes, size);
    if (!*head->refresh)
        head->wait = http_page_refresh(bytes, size, head->refresh, sizeof head->refresh);
}
