/* comments.h - an administrator's comments in printseal.conf, found again where they belong.
 *
 * Those of the program begin with "##" and are made anew at each save. */
#ifndef BACKEND_STORE_CONF_COMMENTS_H
#define BACKEND_STORE_CONF_COMMENTS_H

#include <stdbool.h>
#include <stddef.h>

enum comment_place {
    COMMENT_ABOVE,  /* on lines of its own above a setting, record or section; of "": the file */
    COMMENT_BEHIND, /* on the last line of it */
    COMMENT_INSIDE, /* behind its opening bracket */
    COMMENT_LAST    /* before its closing bracket; of "": at the end of the file */
};

struct comment {
    char *path; /* section, section.key, section.name, section.name.key; "": the file */
    enum comment_place place;
    size_t order;
    bool apart; /* an empty line separates it from the comment before */
    const char *text;
    size_t size; /* text lies in the file's text and ends without a newline */
};

struct comments {
    struct comment *list;
    size_t count, room;
};

/* Gathers the comments of a text, which must stay while they are used. Takes any bytes. */
void comments_read(struct comments *comments, const char *text, size_t size);
void comments_free(struct comments *comments);

/* Those that belong there, in the order of the text; NULL and count 0: none. */
const struct comment *comments_find(const struct comments *comments, const char *path,
                                    enum comment_place place, size_t *count);

/* True if the text would swallow what follows on its line. */
bool comment_to_line_end(const struct comment *comment);

#endif
