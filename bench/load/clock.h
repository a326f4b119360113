// Time as all tools of the bench measure it.
#pragma once
#include <stdint.h>
#include <time.h>

static inline int64_t clock_ns(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// What publishers stamp on an event and readers compare with.
static inline int64_t wall_ns(void) { return clock_ns(CLOCK_REALTIME); }

static inline int64_t steady_ns(void) { return clock_ns(CLOCK_MONOTONIC); }
