/* discover_network_print.h - what a look at networks would send, and what it found. */
#ifndef SCREENS_COMMANDS_DISCOVER_DISCOVER_NETWORK_PRINT_H
#define SCREENS_COMMANDS_DISCOVER_DISCOVER_NETWORK_PRINT_H

#include "backend/discover/discover.h"
#include "backend/discover/propose_devices.h"
#include "screens/session/command.h"

struct session;

/* One look, from what is asked to what is saved. */
struct network_look {
    struct session *session; /* without a configuration: all is new */
    struct discover_job dns; /* domain and resolver */
    struct network_job job;
    struct sightings found;
    struct lookup names;
    struct proposals proposals;
    bool takes;
    bool nameless; /* the names could not be asked for */
    size_t taken;
};

/* What would be sent. */
enum status discover_network_print_plan(const struct network_look *look, bool json);

/* form: "json", "csv"; else, or NULL, for people. */
enum status discover_network_print(const struct network_look *look, const char *form);

#endif
