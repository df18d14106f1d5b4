/* What Swift cannot call by itself: variadic functions, and names that the C library shows only to _GNU_SOURCE. */
#ifndef BRINE_CLINUX_SHIM_H
#define BRINE_CLINUX_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
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

/* How many bytes a pipe holds; less than asked for where the system says so. */
static inline int brine_set_pipe_size(int descriptor, int size) {
    return fcntl(descriptor, 1031 /* F_SETPIPE_SZ */, size);
}

/* The flags for a worker: a session of its own, no signal blocked or ignored. */
static inline short brine_spawn_flags(void) {
    return POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
}

/* Gives a file another name that nothing has yet; EEXIST where something has it. */
static inline int brine_rename_to_new(const char *from, const char *to) {
    if (syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1 /* RENAME_NOREPLACE */) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    /* A file system that cannot do that can make a second name. */
    return link(from, to) == 0 ? unlink(from) : -1;
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

/* How many columns a terminal has; 80 where it does not say. */
static inline int brine_terminal_columns(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
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

static inline int brine_open_signal_pipe(void) {
    if (pipe(brine_signal_pipe) != 0) return -1;
    for (int end = 0; end < 2; end++) {
        fcntl(brine_signal_pipe[end], F_SETFD, FD_CLOEXEC);
        fcntl(brine_signal_pipe[end], F_SETFL, O_NONBLOCK);
    }
    return brine_signal_pipe[0];
}

static inline int brine_handle_signal(int signal, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    return sigaction(signal, &action, NULL);
}

/* Has both signals come through a descriptor from now on; -1 where the system refuses. To be called once. */
static inline int brine_catch_signals(void) {
    int descriptor = brine_open_signal_pipe();
    if (descriptor < 0) return -1;
    if (brine_handle_signal(SIGINT, brine_note_signal) != 0 || brine_handle_signal(SIGTERM, brine_note_signal) != 0) {
        return -1;
    }
    return descriptor;
}

static inline void brine_pass_signal(int signal) { (void)signal; }

/* Has every signal that would end the process, and is no crash, come through a descriptor; -1 where the system refuses. To be
   called once, by a worker. Handlers and not SIG_IGN: what a worker starts has each signal at its default. SIGPIPE is only kept
   from ending the process: a write fails instead. A crash ends the process at once: Swift's own handlers, which look for a
   backtrace first, may take seconds over it and can hang. */
static inline int brine_catch_ending_signals(void) {
    static const int crashes[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP};
    static const int others[] = {SIGABRT, SIGBUS,  SIGCHLD, SIGCONT, SIGFPE,  SIGILL, SIGKILL, SIGSEGV,
                                 SIGSTOP, SIGSYS,  SIGTRAP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH};
    int descriptor = brine_open_signal_pipe();
    if (descriptor < 0) return -1;
    for (size_t place = 0; place < sizeof crashes / sizeof *crashes; place++) {
        brine_handle_signal(crashes[place], SIG_DFL);
    }
    for (int signal = 1; signal <= 64; signal++) {
        int is_other = 0;
        for (size_t place = 0; place < sizeof others / sizeof *others; place++) is_other |= others[place] == signal;
        /* The C library keeps two of the real-time signals to itself and refuses them. */
        if (!is_other) brine_handle_signal(signal, signal == SIGPIPE ? brine_pass_signal : brine_note_signal);
    }
    return descriptor;
}

/* The next signal's number, or 0. */
static inline int brine_next_signal(int descriptor) {
    unsigned char byte;
    return read(descriptor, &byte, 1) == 1 ? byte : 0;
}

/* How a command starts. */
struct brine_start {
    const char *path;
    char *const *arguments;
    char *const *environment;
    const char *folder;
    /* Whether the root folder will do where that one cannot be entered. */
    int falls_to_root;
    int input;
    int output;
    int error;
    int leads_session;
    int sets_mask;
    mode_t mask;
    int sets_user;
    uid_t user;
    gid_t group;
    size_t group_count;
    const gid_t *groups;
};

/* Which step of a start failed, and why. */
struct brine_start_failure {
    int step;
    int error;
};

enum {
    BRINE_STEP_PIPE,
    BRINE_STEP_FORK,
    BRINE_STEP_DESCRIPTORS,
    BRINE_STEP_FOLDER,
    BRINE_STEP_USER,
    BRINE_STEP_PROGRAM,
};

static inline void brine_start_failed(int pipe, int step) {
    struct brine_start_failure failure = {step, errno};
    ssize_t written = write(pipe, &failure, sizeof failure);
    (void)written;
    _exit(127);
}

/* The child's side of brine_start. It takes no lock: another thread may have held it at the fork. So the kernel itself is
   asked to change the user; the C library's functions would tell all threads, and wait for ones that are not there. */
static inline void brine_become(const struct brine_start *start, int pipe) {
    int ends[3] = {start->input, start->output, start->error};
    sigset_t none;
    for (int number = 1; number < 65; number++) signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* Out of the way first: a descriptor may have the number that another one is to get. */
    pipe = fcntl(pipe, F_DUPFD_CLOEXEC, 3);
    if (pipe < 0) _exit(127);
    for (int end = 0; end < 3; end++) {
        ends[end] = fcntl(ends[end], F_DUPFD_CLOEXEC, 3);
        if (ends[end] < 0) brine_start_failed(pipe, BRINE_STEP_DESCRIPTORS);
    }
    for (int end = 0; end < 3; end++) {
        if (dup2(ends[end], end) < 0) brine_start_failed(pipe, BRINE_STEP_DESCRIPTORS);
    }
    /* close_range, to be done by the exec (Linux 5.11). All that we open is closed there anyway: this is for what we were
       started with, and no matter where it is not there. */
    syscall(436, 3, ~0U, 4);
    if (start->leads_session) setsid();
    if (start->sets_mask) umask(start->mask);
    if (start->sets_user
        && (syscall(SYS_setgroups, start->group_count, start->groups) != 0 || syscall(SYS_setgid, start->group) != 0
            || syscall(SYS_setuid, start->user) != 0)) {
        brine_start_failed(pipe, BRINE_STEP_USER);
    }
    /* As that user: root may be let in where it is not, and kept out of a network's folder where it is let in. */
    if (chdir(start->folder) != 0 && !(start->falls_to_root && chdir("/") == 0)) {
        brine_start_failed(pipe, BRINE_STEP_FOLDER);
    }
    execve(start->path, start->arguments, start->environment);
    brine_start_failed(pipe, BRINE_STEP_PROGRAM);
}

/* Starts a command: its pid, or -1 and what failed. */
static inline pid_t brine_start(const struct brine_start *start, struct brine_start_failure *failure) {
    int ends[2];
    sigset_t all, before;
    failure->step = BRINE_STEP_PIPE;
    if (syscall(SYS_pipe2, ends, O_CLOEXEC) != 0) {
        failure->error = errno;
        return -1;
    }
    /* A handler of ours must not run in the child. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid == 0) brine_become(start, ends[1]);
    failure->step = BRINE_STEP_FORK;
    failure->error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (pid > 0) {
        ssize_t count;
        /* The exec closes the pipe; what comes before that is a failure. */
        do count = read(ends[0], failure, sizeof *failure);
        while (count < 0 && errno == EINTR);
        if (count > 0) {
            while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) continue;
            pid = -1;
        }
    }
    close(ends[0]);
    return pid;
}

/* The flag for a daemon's process: a session of its own. */
static inline short brine_session_flag(void) {
    return POSIX_SPAWN_SETSID;
}

/* Has a queue tell of a descriptor that is readable, by a number of the caller's choice. */
static inline int brine_epoll_add(int queue, int descriptor, uint64_t token) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = token};
    return epoll_ctl(queue, EPOLL_CTL_ADD, descriptor, &event);
}

static inline int brine_epoll_remove(int queue, int descriptor) {
    return epoll_ctl(queue, EPOLL_CTL_DEL, descriptor, NULL);
}

/* Waits for descriptors that are readable; writes their numbers, 256 at the most, and says how many there are. */
static inline int brine_epoll_wait(int queue, uint64_t *tokens, int milliseconds) {
    struct epoll_event events[256];
    int count = epoll_wait(queue, events, 256, milliseconds);
    for (int index = 0; index < count; index++) tokens[index] = events[index].data.u64;
    return count;
}

/* Lets the process have as many descriptors as it may; says how many that are, or -1. */
static inline long brine_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
    return limit.rlim_cur > INT32_MAX ? INT32_MAX : (long)limit.rlim_cur;
}

/* Whether a wait status is that of a process ended by a signal, and by which. */
static inline int brine_signalled(int status) { return WIFSIGNALED(status); }
static inline int brine_signal(int status) { return WTERMSIG(status); }
static inline int brine_exit_code(int status) { return WEXITSTATUS(status); }

#endif
