/*
 * version.c: which library, which ABI, which data.
 *
 * The numbers come from the build (version.h, the embedded table); nothing
 * here depends on the day or the machine of the build.
 */
#include "embedded.h"
#include <openness/version.h>

/* The build gives the number that it puts into the SONAME. */
#ifndef OPENNESS_ABI_VERSION
#define OPENNESS_ABI_VERSION 0
#endif

const char *openness_version(void)
{
    return OPENNESS_VERSION;
}

int openness_abi_version(void)
{
    return OPENNESS_ABI_VERSION;
}

const char *openness_data_version(void)
{
    return opn_embedded_version;
}

const char *openness_data_digest(void)
{
    return opn_embedded_digest;
}
