// consumer: how late records reach whoever does nothing but read them.
//
// Says so in a line once it follows the topic. From then on each line "report" on its input is answered by one line of
// JSON about the time since the last one; the end of the input ends it. A record holds "t":NANOSECONDS, the time of its
// publication (CLOCK_REALTIME).
//
//   consumer BROKERS TOPIC
#define _GNU_SOURCE
#include "clock.h"
#include "latency.h"
#include "topic.h"
#include <sys/epoll.h>
#include <unistd.h>

enum { BATCH = 1024 };
static const char MARK[] = "\"t\":";

static uint64_t records;

static void hear(const rd_kafka_message_t *record) {
  const char *at = record->err ? NULL : memmem(record->payload, record->len, MARK, sizeof MARK - 1);
  if (!at) return;
  records++;
  note(wall_ns() - strtoll(at + sizeof MARK - 1, NULL, 10));
}

static void report(int64_t *since) {
  int64_t now = steady_ns();
  printf("{\"seconds\":%.3f,\"events\":%lu,", (double)(now - *since) / 1e9, records);
  tell_latencies();
  printf("}\n");
  fflush(stdout);
  records = 0;
  *since = now;
}

int main(int argc, char **argv) {
  if (argc != 3) fail("usage: consumer BROKERS TOPIC");
  rd_kafka_queue_t *queue = follow(argv[1], argv[2]);
  int epoll = epoll_create1(0), woken = waker(queue);
  const int files[] = {woken, STDIN_FILENO};
  for (int i = 0; i < 2; i++) {
    struct epoll_event interest = {.events = EPOLLIN, .data.fd = files[i]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, files[i], &interest);
  }
  int64_t since = steady_ns();
  printf("{\"opened\":1,\"refused\":0,\"seconds\":0}\n");
  fflush(stdout);
  rd_kafka_message_t *batch[BATCH];
  struct epoll_event ready;
  for (;;) {
    if (epoll_wait(epoll, &ready, 1, -1) < 1) continue;
    if (ready.data.fd == STDIN_FILENO) {
      char line[256];
      if (read(STDIN_FILENO, line, sizeof line) <= 0) return 0;
      report(&since);
      continue;
    }
    uint64_t times;
    (void)!read(woken, &times, sizeof times);
    for (ssize_t count; (count = rd_kafka_consume_batch_queue(queue, 0, batch, BATCH)) > 0;) {
      for (ssize_t i = 0; i < count; i++) {
        hear(batch[i]);
        rd_kafka_message_destroy(batch[i]);
      }
    }
  }
}
