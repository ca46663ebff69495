/* Loaded into the gateway (LD_PRELOAD): while it is stepped, its clocks run slower as well, or whatever happens once a
   second would happen with each request. $STEPS_CLOCK names a file of two longs: since when (0: not at all), and how much slower. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#define SECOND 1000000000L
#define FAR (86400 * SECOND)

static volatile long *slow;
static int (*real_gettime)(clockid_t, struct timespec *);
static int (*real_wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

__attribute__((constructor)) static void begin(void) {
    real_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    real_wait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    const char *name = getenv("STEPS_CLOCK");
    int file = name ? open(name, O_RDONLY) : -1;
    void *shared = file < 0 ? MAP_FAILED : mmap(0, 4096, PROT_READ, MAP_SHARED, file, 0);
    slow = shared == MAP_FAILED ? NULL : shared;
}

static long nanos(const struct timespec *time) { return time->tv_sec * SECOND + time->tv_nsec; }

static void set(struct timespec *time, long nanos) {
    time->tv_sec = nanos / SECOND;
    time->tv_nsec = nanos % SECOND;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int answer = real_gettime(clock, time);
    if (answer == 0 && slow && slow[0]) {
        struct timespec now;
        real_gettime(CLOCK_MONOTONIC, &now);
        long passed = nanos(&now) - slow[0];
        set(time, nanos(time) - passed + passed / slow[1]);
    }
    return answer;
}

/* Waits until a moment of the slow clock: as long as is left of it. */
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
    struct timespec now, slowed, then = *until;
    if (slow && slow[0]) {
        clock_gettime(CLOCK_MONOTONIC, &slowed);
        real_gettime(CLOCK_MONOTONIC, &now);
        long left = nanos(until) - nanos(&slowed);
        if (left < FAR)
            set(&then, nanos(&now) + (left > 0 ? left : 0));
    }
    return real_wait(condition, mutex, &then);
}
