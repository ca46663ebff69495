/* step THREAD COUNT SECONDS FILE: runs one thread instruction by instruction, so many times or so long, and writes where
   each was: its address and the stack's top, 8 bytes each. What the kernel does for the thread is not stepped. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static int failed(const char *what) {
    fprintf(stderr, "step: %s: %s\n", what, strerror(errno));
    return 1;
}

static void late(int signal) {} /* ends the wait for a thread that has nothing to do */

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "step THREAD COUNT SECONDS FILE\n");
        return 2;
    }
    pid_t thread = atoi(argv[1]);
    long wanted = atol(argv[2]), taken = 0;
    int status, signal_to_pass = 0;
    struct user_regs_struct registers;
    unsigned long *where = malloc(wanted * 16);
    if (where == NULL || ptrace(PTRACE_SEIZE, thread, 0, 0) || ptrace(PTRACE_INTERRUPT, thread, 0, 0) || waitpid(thread, &status, __WALL) < 0)
        return failed("cannot attach");
    struct sigaction ending = {.sa_handler = late};
    sigaction(SIGALRM, &ending, NULL);
    alarm(atoi(argv[3]));
    while (taken < wanted) {
        if (ptrace(PTRACE_SINGLESTEP, thread, 0, signal_to_pass))
            return failed("the thread is gone");
        if (waitpid(thread, &status, __WALL) < 0) {
            if (errno != EINTR || ptrace(PTRACE_INTERRUPT, thread, 0, 0) || waitpid(thread, &status, __WALL) < 0)
                return failed("the thread is gone");
            break;
        }
        if (!WIFSTOPPED(status))
            return failed("the thread is gone");
        /* Java's own signals (a safepoint is a fault on purpose) go on to it; stops of ours do not. */
        signal_to_pass = WSTOPSIG(status) != SIGTRAP && status >> 16 == 0 ? WSTOPSIG(status) : 0;
        if (ptrace(PTRACE_GETREGS, thread, 0, &registers))
            return failed("cannot read registers");
        where[2 * taken] = registers.rip;
        where[2 * taken + 1] = registers.rsp;
        taken++;
    }
    ptrace(PTRACE_DETACH, thread, 0, 0);
    FILE *file = fopen(argv[4], "wb");
    if (file == NULL || fwrite(where, 16, taken, file) != (size_t) taken || fclose(file))
        return failed(argv[4]);
    return 0;
}
