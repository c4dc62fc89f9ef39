/* touched.h - which topics two configurations differ in, in a few words: "TLS and HTTP, Printers".
 */
#ifndef SCREENS_APP_TOUCHED_H
#define SCREENS_APP_TOUCHED_H

#include "backend/model/config.h"

/* Names at most three topics, and says that there are others. shown: their titles in the reader's
 * language, else as files have them. Returns how many differences there are. */
size_t touched_topics(const struct config *was, const struct config *is, bool shown, char text[],
                      size_t size);

#endif
