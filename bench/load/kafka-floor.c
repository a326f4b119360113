// kafka-floor: what an event costs at the very least that comes from Kafka and goes to the readers of one deal.
//
// Reads a topic from its end on, and writes each record's value as one event to the streams of the deal that its key
// names: that of a stream is the number at the end of its path. Keeps nothing, resumes nothing, asks nobody for a key.
//
//   kafka-floor PORT BROKERS TOPIC
#define _GNU_SOURCE
#include "serve.h"
#include "topic.h"

enum { FDS = 1 << 16, DEALS = 1 << 16, EVENTS = 256, BATCH = 1024, FRAME = 8192 };

// The streams of a deal are a list: the first of each deal, and for each stream the ones beside it. 0: none.
static int first[DEALS], next[FDS], previous[FDS], deal_of[FDS];

static int number_in(const char *text, size_t length) {
  int number = 0;
  for (size_t i = 0; i < length && text[i] >= '0' && text[i] <= '9'; i++) number = number * 10 + text[i] - '0';
  return number > 0 && number < DEALS ? number : 0;
}

static void leave(int fd) {
  int deal = deal_of[fd];
  if (!deal) return;
  if (previous[fd]) next[previous[fd]] = next[fd];
  else first[deal] = next[fd];
  if (next[fd]) previous[next[fd]] = previous[fd];
  deal_of[fd] = 0;
}

static void answer(int epoll, int fd) {
  char request[8192];
  ssize_t length = read(fd, request, sizeof request - 1);
  if (length <= 0) {
    leave(fd);
    epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
    close(fd);
    return;
  }
  request[length] = 0;
  char *end = strstr(request, " HTTP/"), *at = end;
  while (at && at > request && at[-1] != '/') at--;
  int deal = at ? number_in(at, (size_t)(end - at)) : 0;
  if (begin(fd) && deal && !deal_of[fd]) {
    deal_of[fd] = deal;
    previous[fd] = 0;
    next[fd] = first[deal];
    if (first[deal]) previous[first[deal]] = fd;
    first[deal] = fd;
  }
}

static void tell(const rd_kafka_message_t *record) {
  static const char FIELDS[] = "\nevent: processing.progress\ndata: ";
  int deal = number_in(record->key, record->key_len);
  if (record->err || !first[deal]) return;
  char frame[FRAME];
  int length = snprintf(frame, sizeof frame, "id: %s%s%.*s\n\n", ID, FIELDS, (int)record->len, (char *)record->payload);
  // a reader that takes nothing loses the event
  for (int fd = first[deal]; fd; fd = next[fd]) (void)!write(fd, frame, (size_t)length);
}

int main(int argc, char **argv) {
  if (argc != 4) fail("see the head of kafka-floor.c for its arguments");
  rd_kafka_queue_t *queue = follow(argv[2], argv[3]);
  int epoll = epoll_create1(0), woken = waker(queue);
  int listener = listen_on(atoi(argv[1]), epoll);
  watch(epoll, woken);
  struct epoll_event ready[EVENTS];
  rd_kafka_message_t *records[BATCH];
  for (;;) {
    int events = epoll_wait(epoll, ready, EVENTS, -1);
    for (int i = 0; i < events; i++) {
      int fd = ready[i].data.fd;
      if (fd == listener) {
        for (int new; (new = take(listener, epoll)) >= 0;) deal_of[new] = 0;
      } else if (fd == woken) {
        uint64_t times;
        (void)!read(woken, &times, sizeof times);
        for (ssize_t count; (count = rd_kafka_consume_batch_queue(queue, 0, records, BATCH)) > 0;) {
          for (ssize_t r = 0; r < count; r++) {
            tell(records[r]);
            rd_kafka_message_destroy(records[r]);
          }
        }
      } else {
        answer(epoll, fd);
      }
    }
  }
}
