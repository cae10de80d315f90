/* The header under the path that distributions install it at, renamed. */
#include "opn_cjson_rename.h"
#include "../cJSON.h"
