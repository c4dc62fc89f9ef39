/* answers_json.h - an answers file in JSON: objects for sections, arrays of objects for lists
 * (assets/schema/answers.json). It is parsed in a worker and then read as the other form is.
 */
#ifndef BACKEND_SETUP_ANSWERS_JSON_H
#define BACKEND_SETUP_ANSWERS_JSON_H

#include "backend/child/send.h"
#include "backend/model/config.h"

/* Reads answers in either form onto base (NULL: defaults); what begins with "{" is JSON. file is
 * how errors name it. NULL, and up to twenty faults in err, a line each. */
struct config *answers_read(const struct config *base, const struct buf *text, const char *file,
                            struct err *err);

/* In the worker: the job is the text; sends it as a libconfig text. */
work answers_json_work;

/* Appends the JSON schema of such a file, from the rows of all sections. */
void answers_json_schema(struct buf *out);

#endif
