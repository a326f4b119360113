// How late events came, in microseconds: 64 steps for each power of two, so a figure is at most 1.6 % off.
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 64, STEP_BITS = 6, BUCKETS = STEPS * 40 };
static uint64_t latencies[BUCKETS];

static inline int bucket(uint64_t us) {
  if (us < STEPS) return (int)us;
  int shift = 63 - __builtin_clzll(us) - STEP_BITS;
  int index = (shift + 1) * STEPS + (int)((us >> shift) - STEPS);
  return index < BUCKETS ? index : BUCKETS - 1;
}

static inline double bucket_ms(int index) {
  if (index < STEPS) return index / 1e3;
  int shift = index / STEPS - 1;
  return (double)((uint64_t)(index % STEPS + STEPS) << shift) / 1e3;
}

static inline double percentile(double share) {
  uint64_t all = 0, seen = 0;
  for (int i = 0; i < BUCKETS; i++) all += latencies[i];
  for (int i = 0; i < BUCKETS; i++) {
    seen += latencies[i];
    if (all && seen >= share * all) return bucket_ms(i);
  }
  return 0;
}

static inline void note(int64_t late_ns) { latencies[bucket(late_ns > 0 ? (uint64_t)late_ns / 1000 : 0)]++; }

// Prints them as members of JSON, and begins anew.
static inline void tell_latencies(void) {
  printf("\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"max_ms\":%.3f", percentile(.5),
         percentile(.9), percentile(.99), percentile(.999), percentile(1));
  memset(latencies, 0, sizeof latencies);
}
