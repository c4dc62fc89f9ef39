/* libcurl.h - what is called of libcurl, found when a test needs it.
 *
 * Thirty libraries come with it, and linking them takes longer than all else that a test of a
 * printer does: so the program is not linked with it.
 */
#ifndef BACKEND_PROBE_NET_LIBCURL_H
#define BACKEND_PROBE_NET_LIBCURL_H

#define CURL_DISABLE_TYPECHECK /* its macros would call the functions by their names */
#include <curl/curl.h>
#include <stdbool.h>
#undef curl_easy_setopt /* and so would these, which only count their arguments */
#undef curl_easy_getinfo

#define LIBCURL_FUNCTIONS(function)                                                                \
    function(curl_easy_init) function(curl_easy_setopt) function(curl_easy_perform)                \
        function(curl_easy_getinfo) function(curl_easy_cleanup) function(curl_easy_strerror)       \
            function(curl_slist_append) function(curl_slist_free_all)

struct libcurl {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it declares */
#define LIBCURL_POINTER(name) __typeof__(name) *name;
    LIBCURL_FUNCTIONS(LIBCURL_POINTER)
#undef LIBCURL_POINTER
};

/* The functions, by their own names; all NULL until libcurl_load(), which has to come before the
 * sandbox. */
extern struct libcurl libcurl;

bool libcurl_load(void); /* false: it is not there */

#endif
