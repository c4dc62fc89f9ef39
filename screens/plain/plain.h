/* plain.h - the wizard line by line: for screen readers, dumb terminals and pipes.
 *
 * Nothing moves the cursor or needs a colour; a question is one line, an answer is one line. Every
 * answer that changes something goes into the draft at once, so that a lost line loses nothing.
 */
#ifndef SCREENS_PLAIN_PLAIN_H
#define SCREENS_PLAIN_PLAIN_H

#include "screens/plain/line.h"
#include "screens/session/session.h"

struct plain {
    struct session session; /* saved is NULL until the first save */
    struct certificate_facts certificate;
    struct audit audit;         /* of the configuration as it is now */
    bool visited[SECTIONS_MAX]; /* in the first run: topics that were asked through */
    bool undrafted;             /* that the draft cannot be kept was said already */
};

/* Where an answer leads. */
enum way { WAY_ON, WAY_BACK, WAY_SKIP, WAY_LEAVE };

/* Leads through the topics, or one of them (topic may be NULL), to the review and the save. */
enum status plain_run(const struct context *context, const char *topic);

/* ---- plain_ask.c, plain_secret.c: one setting */
enum way plain_ask(struct plain *plain, const struct config_place *place);
enum way plain_ask_secret(struct plain *plain, const struct config_place *place);

/* The signs that mean the same at every question: "?" is answered here (*asked is set: ask again),
 * the others are ways. False: the line is an answer. */
bool plain_sign(const struct setting *setting, const char *line, enum way *way, bool *asked);

/* What the audit says at a path; nothing if it is fine. */
void plain_finding(const struct plain *plain, const char *path);

/* ---- plain_topic.c: the settings of a record, the records of a list */
enum way plain_topic(struct plain *plain, struct table *table);

/* ---- plain_discover.c: what the network knows; nothing is sent before somebody says yes */
enum way plain_discover(struct plain *plain);

/* ---- plain_list.c: how each topic is, and the grade */
void plain_list(const struct plain *plain);

/* What somebody else has to do once this is saved. */
enum pending plain_pending(const struct plain *plain);

/* ---- plain_review.c */
void plain_review(const struct plain *plain); /* prints differences, findings, score */
bool plain_save(struct plain *plain, struct err *err);

/* After every change: audits anew and keeps the draft. */
void plain_changed(struct plain *plain);

#endif
