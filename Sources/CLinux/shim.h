/* What Swift cannot call by itself: variadic functions, and names that the C library shows only to _GNU_SOURCE. */
#ifndef BRINE_CLINUX_SHIM_H
#define BRINE_CLINUX_SHIM_H

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
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

/* A descriptor that becomes readable when one of the signals is pending; they must be blocked. */
static inline int brine_signal_descriptor(const sigset_t *signals) {
    return signalfd(-1, signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* The next pending signal's number, or 0. */
static inline int brine_next_signal(int descriptor) {
    struct signalfd_siginfo information;
    ssize_t count = read(descriptor, &information, sizeof information);
    return count == (ssize_t)sizeof information ? (int)information.ssi_signo : 0;
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
