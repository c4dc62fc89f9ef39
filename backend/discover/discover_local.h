/* discover_local.h - the addresses of this machine. */
#ifndef BACKEND_DISCOVER_DISCOVER_LOCAL_H
#define BACKEND_DISCOVER_DISCOVER_LOCAL_H

/* As texts, NULL at the end; the caller frees them with discover_local_free(). */
char **discover_local(void);
void discover_local_free(char **list);

#endif
