// Preloaded into a program (LD_PRELOAD), it counts what the program does to files below a folder, and at one of these
// calls kills the program, or lets the call fail. It can also write down all that was done, for replay.py.
//
//   FAULT_FOLDER  absolute; what happens elsewhere is passed on
//   FAULT_AT      the number of the call, from 1; without it nothing is done
//   FAULT_ACT     kill, EIO or ENOSPC
//   FAULT_COUNT   a file that is told the number of calls when the program ends
//   FAULT_RECORD  a file that is told of every call that did something: a line OP, PATH, PATH, NUMBER, BYTES with tabs
//                 between, and then so many bytes
//
// What C's own buffered files write goes past it, but for fwrite().
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(result, name, ...)                     \
    static result (*real)(__VA_ARGS__);             \
    if (!real) {                                    \
        *(void**)&real = dlsym(RTLD_NEXT, name);    \
    }

static atomic_long count;
static int record = -1;
static pthread_mutex_t recording = PTHREAD_MUTEX_INITIALIZER;

static const char* setting(const char* name) {
    const char* value = getenv(name);
    return value ? value : "";
}

static int isWatched(const char* path) {
    const char* folder = setting("FAULT_FOLDER");
    return folder[0] != '\0' && strncmp(path, folder, strlen(folder)) == 0;
}

// Of an open file.
static const char* nameOf(int file, char* buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    buffer[length > 0 ? length : 0] = '\0';
    return buffer;
}

static const char* absolute(const char* path, char* buffer) {
    if (path[0] == '/') {
        return path;
    }
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here) || snprintf(buffer, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) {
        return path;
    }
    return buffer;
}

// Whether this call is to fail; errno then says why.
static int fails(const char* path) {
    if (!isWatched(path)) {
        return 0;
    }
    const long number = atomic_fetch_add(&count, 1) + 1;
    if (number != atol(setting("FAULT_AT"))) {
        return 0;
    }
    if (strcmp(setting("FAULT_ACT"), "kill") == 0) {
        kill(getpid(), SIGKILL);
        pause();
    }
    errno = strcmp(setting("FAULT_ACT"), "ENOSPC") == 0 ? ENOSPC : EIO;
    return 1;
}

static void note(const char* what, const char* path, const char* other, long long number, const void* bytes,
                 size_t length) {
    const int before = errno;
    const char* file = setting("FAULT_RECORD");
    if (file[0] != '\0' && (isWatched(path) || isWatched(other))) {
        REAL(ssize_t, "write", int, const void*, size_t);
        pthread_mutex_lock(&recording);
        if (record < 0) {
            record = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        }
        dprintf(record, "%s\t%s\t%s\t%lld\t%zu\n", what, path, other, number, length);
        if (length > 0 && real(record, bytes, length) < 0) {
            abort();
        }
        pthread_mutex_unlock(&recording);
    }
    errno = before;
}

__attribute__((destructor)) static void tellCount(void) {
    const char* file = setting("FAULT_COUNT");
    if (file[0] != '\0') {
        FILE* stream = fopen(file, "w");
        if (stream) {
            fprintf(stream, "%ld\n", atomic_load(&count));
            fclose(stream);
        }
    }
}

static int opened(int file, const char* path, int flags) {
    if (file >= 0 && (flags & (O_CREAT | O_TRUNC))) {
        note(flags & O_TRUNC ? "empty" : "make", path, "", 0, NULL, 0);
    }
    return file;
}

#define OPENING(name)                                                                        \
    int name(const char* path, int flags, ...) {                                             \
        REAL(int, #name, const char*, int, ...);                                             \
        char buffer[PATH_MAX];                                                               \
        const char* whole = absolute(path, buffer);                                          \
        mode_t mode = 0;                                                                     \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                 \
            va_list rest;                                                                    \
            va_start(rest, flags);                                                           \
            mode = va_arg(rest, mode_t);                                                     \
            va_end(rest);                                                                    \
        }                                                                                    \
        if ((flags & O_CREAT) && fails(whole)) {                                             \
            return -1;                                                                       \
        }                                                                                    \
        return opened(real(path, flags, mode), whole, flags);                                \
    }
OPENING(open)
OPENING(open64)

ssize_t write(int file, const void* bytes, size_t length) {
    REAL(ssize_t, "write", int, const void*, size_t);
    char buffer[PATH_MAX];
    if (file <= 2 || file == record || !isWatched(nameOf(file, buffer))) {
        return real(file, bytes, length);
    }
    if (fails(buffer)) {
        return -1;
    }
    const off_t at = lseek(file, 0, SEEK_CUR);
    const ssize_t written = real(file, bytes, length);
    if (written > 0) {
        note("write", buffer, "", at, bytes, (size_t)written);
    }
    return written;
}

ssize_t writev(int file, const struct iovec* parts, int number) {
    REAL(ssize_t, "writev", int, const struct iovec*, int);
    char buffer[PATH_MAX];
    if (file <= 2 || !isWatched(nameOf(file, buffer))) {
        return real(file, parts, number);
    }
    ssize_t all = 0;
    for (int index = 0; index < number; ++index) {
        const ssize_t written = write(file, parts[index].iov_base, parts[index].iov_len);
        if (written < 0) {
            return all > 0 ? all : -1;
        }
        all += written;
    }
    return all;
}

#define WRITING_AT(name)                                                       \
    ssize_t name(int file, const void* bytes, size_t length, off_t at) {       \
        REAL(ssize_t, #name, int, const void*, size_t, off_t);                 \
        char buffer[PATH_MAX];                                                 \
        if (fails(nameOf(file, buffer))) {                                     \
            return -1;                                                         \
        }                                                                      \
        const ssize_t written = real(file, bytes, length, at);                 \
        if (written > 0) {                                                     \
            note("write", buffer, "", at, bytes, (size_t)written);             \
        }                                                                      \
        return written;                                                        \
    }
WRITING_AT(pwrite)
WRITING_AT(pwrite64)

#define CHANGING_FILE(name, what, parameters, arguments, number)  \
    int name parameters {                                         \
        REAL(int, #name, TYPES_##name);                           \
        char buffer[PATH_MAX];                                    \
        if (fails(nameOf(file, buffer))) {                        \
            return -1;                                            \
        }                                                         \
        const int result = real arguments;                        \
        if (result == 0) {                                        \
            note(what, buffer, "", number, NULL, 0);              \
        }                                                         \
        return result;                                            \
    }
#define TYPES_fsync int
#define TYPES_fdatasync int
#define TYPES_ftruncate int, off_t
#define TYPES_ftruncate64 int, off_t
CHANGING_FILE(fsync, "sync", (int file), (file), 0)
CHANGING_FILE(fdatasync, "sync", (int file), (file), 0)
CHANGING_FILE(ftruncate, "cut", (int file, off_t bytes), (file, bytes), bytes)
CHANGING_FILE(ftruncate64, "cut", (int file, off_t bytes), (file, bytes), bytes)

#define CHANGING_NAME(name, what)                                                  \
    int name(const char* path) {                                                   \
        REAL(int, #name, const char*);                                             \
        char buffer[PATH_MAX];                                                     \
        const char* whole = absolute(path, buffer);                                \
        if (fails(whole)) {                                                        \
            return -1;                                                             \
        }                                                                          \
        const int result = real(path);                                             \
        if (result == 0) {                                                         \
            note(what, whole, "", 0, NULL, 0);                                     \
        }                                                                          \
        return result;                                                             \
    }
CHANGING_NAME(unlink, "remove")
CHANGING_NAME(rmdir, "remove")
CHANGING_NAME(remove, "remove")

// Files below a folder that is removed as a whole.
int unlinkat(int folder, const char* path, int flags) {
    REAL(int, "unlinkat", int, const char*, int);
    char within[PATH_MAX];
    char whole[2 * PATH_MAX];
    if (path[0] == '/' || folder == AT_FDCWD) {
        snprintf(whole, sizeof whole, "%s", absolute(path, within));
    } else {
        snprintf(whole, sizeof whole, "%s/%s", nameOf(folder, within), path);
    }
    if (fails(whole)) {
        return -1;
    }
    const int result = real(folder, path, flags);
    if (result == 0) {
        note("remove", whole, "", 0, NULL, 0);
    }
    return result;
}

#define CHANGING_NAMES(name, what)                                                   \
    int name(const char* from, const char* to) {                                     \
        REAL(int, #name, const char*, const char*);                                  \
        char source[PATH_MAX];                                                       \
        char target[PATH_MAX];                                                       \
        const char* wholeSource = absolute(from, source);                            \
        const char* wholeTarget = absolute(to, target);                              \
        if (fails(wholeTarget)) {                                                    \
            return -1;                                                               \
        }                                                                            \
        const int result = real(from, to);                                           \
        if (result == 0) {                                                           \
            note(what, wholeSource, wholeTarget, 0, NULL, 0);                        \
        }                                                                            \
        return result;                                                               \
    }
CHANGING_NAMES(rename, "rename")
CHANGING_NAMES(link, "link")

/// Two folders that change their places.
int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags) {
    REAL(int, "renameat2", int, const char*, int, const char*, unsigned);
    char target[PATH_MAX];
    if (fails(absolute(to, target))) {
        return -1;
    }
    return real(fromFolder, from, toFolder, to, flags);
}

int mkdir(const char* path, mode_t mode) {
    REAL(int, "mkdir", const char*, mode_t);
    char buffer[PATH_MAX];
    const char* whole = absolute(path, buffer);
    if (fails(whole)) {
        return -1;
    }
    const int result = real(path, mode);
    if (result == 0) {
        note("folder", whole, "", 0, NULL, 0);
    }
    return result;
}

size_t fwrite(const void* bytes, size_t size, size_t number, FILE* stream) {
    REAL(size_t, "fwrite", const void*, size_t, size_t, FILE*);
    char buffer[PATH_MAX];
    const int file = fileno(stream);
    return file > 2 && fails(nameOf(file, buffer)) ? 0 : real(bytes, size, number, stream);
}
