/* folder.h - the reports of a folder, for a worker that may open no file: another process that
 * reads and does nothing else hands them over, one by one.
 */
#ifndef BACKEND_REPORT_FOLDER_H
#define BACKEND_REPORT_FOLDER_H

#include <dirent.h>

#include "backend/base/mem.h"
#include "backend/child/send.h"

enum { FOLDER_NAME = sizeof((struct dirent){ 0 }.d_name) };

/* In the worker, before it is in the sandbox: the job is the folder's path. */
work folder_open;

/* In the worker: the next report's name and bytes; read is false if it could not be read, and text
 * says why. False: there is none left. */
bool folder_next(char name[FOLDER_NAME], struct buf *text, bool *read);

#endif
