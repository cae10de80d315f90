#include "import_hub.h"
