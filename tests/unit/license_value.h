/* license_value.h: the license of a record as one text, for what is compared with it. */
#ifndef LICENSE_VALUE_H
#define LICENSE_VALUE_H

#include "../../lib/json_read.h"

#include <stdio.h>
#include <string.h>

enum { LICENSE_VALUE_ROOM = 256 };

/* "A or B" of several; NULL when there is no value. */
static const char *license_value(const opn_node *value, char room[LICENSE_VALUE_ROOM])
{
    const opn_node *at = opn_node_first(opn_node_member(value, "one_of"));

    if (at == NULL) {
        return opn_node_string(value);
    }
    room[0] = '\0';
    for (; at != NULL; at = opn_node_next(at)) {
        size_t size = strlen(room);

        snprintf(room + size, LICENSE_VALUE_ROOM - size, "%s%s", size == 0 ? "" : " or ",
                 opn_node_string(at));
    }
    return room;
}

#endif
