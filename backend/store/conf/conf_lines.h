/* conf_lines.h - in which line of printseal.conf a setting, record or section is: for reports that
 * point into the file. */
#ifndef BACKEND_STORE_CONF_CONF_LINES_H
#define BACKEND_STORE_CONF_CONF_LINES_H

#include <stddef.h>

struct conf_line {
    const char *path; /* "radius.hq.host", "radius.hq", "tls" */
    int line, last;   /* 0: it is not in the text */
};

/* Fills in the lines of all paths in the list, which is sorted by path (strcmp) and has none twice.
 * Takes any bytes; a text that is no configuration has no lines to give. Linear in the text. */
void conf_lines(const char *text, size_t size, struct conf_line *list, size_t count);

/* The one of that path; NULL: it is not in the list. */
struct conf_line *conf_lines_find(struct conf_line *list, size_t count, const char *path);

#endif
