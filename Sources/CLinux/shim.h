/* What Swift cannot call by itself: variadic functions, and names that the C library shows only to _GNU_SOURCE. */
#ifndef BRINE_CLINUX_SHIM_H
#define BRINE_CLINUX_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef POSIX_SPAWN_SETSID
#define POSIX_SPAWN_SETSID 0x80
#endif

/* A descriptor that becomes readable when the process ends; also for one that is not our child. */
static inline int brine_pidfd_open(pid_t pid) {
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

/* The flags for a worker: a session of its own, no signal blocked or ignored. */
static inline short brine_spawn_flags(void) {
    return POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
}

/* A descriptor that becomes readable when a file is moved into the folder, or the folder is no more; or -1. */
static inline int brine_watch_arrivals(const char *folder) {
    int descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (descriptor >= 0 && inotify_add_watch(descriptor, folder, IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF) < 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

/* The calling thread's name, as debuggers and `top -H` show it: 15 bytes at most. */
static inline void brine_name_thread(const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

/* SIGINT and SIGTERM, as bytes in a pipe. A handler, since the thread that waits in libdispatch's main queue unblocks every
   signal: a mask would not keep them from ending the process. */
static int brine_signal_pipe[2] = {-1, -1};

static inline void brine_note_signal(int signal) {
    int error = errno;
    unsigned char byte = (unsigned char)signal;
    ssize_t written = write(brine_signal_pipe[1], &byte, 1);
    (void)written;
    errno = error;
}

/* Has both signals come through a descriptor from now on; -1 where the system refuses. To be called once. */
static inline int brine_catch_signals(void) {
    struct sigaction action;
    if (pipe(brine_signal_pipe) != 0) return -1;
    for (int end = 0; end < 2; end++) {
        fcntl(brine_signal_pipe[end], F_SETFD, FD_CLOEXEC);
        fcntl(brine_signal_pipe[end], F_SETFL, O_NONBLOCK);
    }
    memset(&action, 0, sizeof action);
    action.sa_handler = brine_note_signal;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGINT, &action, NULL) != 0 || sigaction(SIGTERM, &action, NULL) != 0) return -1;
    return brine_signal_pipe[0];
}

/* The next signal's number, or 0. */
static inline int brine_next_signal(int descriptor) {
    unsigned char byte;
    return read(descriptor, &byte, 1) == 1 ? byte : 0;
}

/* The flag for a daemon's process: a session of its own. */
static inline short brine_session_flag(void) {
    return POSIX_SPAWN_SETSID;
}

/* Whether a wait status is that of a process ended by a signal, and by which. */
static inline int brine_signalled(int status) { return WIFSIGNALED(status); }
static inline int brine_signal(int status) { return WTERMSIG(status); }
static inline int brine_exit_code(int status) { return WEXITSTATUS(status); }

#endif
