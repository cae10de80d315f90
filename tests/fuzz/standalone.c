/*
 * standalone.c: replays files through a fuzz target without a fuzzer.
 *
 * usage: PROGRAM FILE_OR_FOLDER...
 * Folders are read one level deep. Exit 1 when a path cannot be read; a broken
 * promise aborts inside the target.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replayed;
static int failures;

static void complain(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    failures++;
}

static uint8_t *read_all(FILE *file, size_t *size)
{
    size_t capacity = 65536;
    uint8_t *data = malloc(capacity);
    size_t got = 1;

    *size = 0;
    while (data != NULL && got > 0) {
        if (*size == capacity) {
            uint8_t *larger = realloc(data, capacity *= 2);

            if (larger == NULL) {
                free(data);
                return NULL;
            }
            data = larger;
        }
        got = fread(data + *size, 1, capacity - *size, file);
        *size += got;
    }
    return data;
}

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data;
    size_t size;

    if (file == NULL) {
        complain(path);
        return;
    }
    data = read_all(file, &size);
    if (data == NULL || ferror(file)) {
        complain(path);
    } else {
        LLVMFuzzerTestOneInput(data, size);
        replayed++;
    }
    free(data);
    fclose(file);
}

static void replay_folder(DIR *folder, const char *path)
{
    struct dirent *entry;
    char name[4096];

    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) < (int)sizeof name) {
            DIR *inner = opendir(name);

            if (inner != NULL) {
                closedir(inner);
            } else {
                replay_file(name);
            }
        }
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);

        if (folder == NULL) {
            replay_file(argv[i]);
        } else {
            replay_folder(folder, argv[i]);
            closedir(folder);
        }
    }
    printf("%zu inputs replayed, %d unreadable\n", replayed, failures);
    return failures == 0 ? 0 : 1;
}
