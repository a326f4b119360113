// crowd: many readers of event streams in one process.
//
// Opens the streams, then says so in one line of JSON. From then on each line "report" on its input is answered by one
// line about the time since the last one; the end of the input ends it.
//
//   crowd PORT PATH STREAMS SPREAD STALLED [HEADER]...
//
// PATH may hold %d: reader i gets 1 + i % SPREAD there; or %50s: it gets a list of fifty numbers, from 1 + 50 i % SPREAD on,
// and none above SPREAD. The first STALLED readers take nothing after the head. An event
// is a "data:" line that holds "t":NANOSECONDS, the time of its publication (CLOCK_REALTIME).
#define _GNU_SOURCE
#include "clock.h"
#include "latency.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OPENING_AT_ONCE = 256, PER_ADDRESS = 10000, EVENTS = 1024, READ_BYTES = 1 << 16 };
static const int64_t OPENING_LIMIT = 120000000000;

// Where a reader stands in the response: the head, then chunks of a body, or a body without chunks.
enum stage { CONNECTING, HEAD, CHUNK_SIZE, CHUNK_SIZE_END, CHUNK, CHUNK_END, PLAIN, STALLED_FOR_GOOD, OVER };

struct reader {
  int fd;
  enum stage stage;
  uint32_t left;      // bytes left of the chunk
  uint8_t head_match; // how much of the head's end was seen
  uint8_t matched;    // how much of "data:" begins this line; DATA once all, OTHER once it cannot
  uint8_t mark;       // how much of "t": was seen in a data line; STAMP while its digits come
  int64_t stamp;
  char status[13];
  uint8_t status_length;
};

enum { DATA = 100, OTHER = 101, STAMP = 100 };
static const char DATA_FIELD[] = "data:";
static const char MARK[] = "\"t\":";

static struct reader *readers;
static int epoll, opened, refused, settled;
static uint64_t events, bytes, reads, closed;

static void hear(struct reader *reader, int64_t now) {
  events++;
  note(now - reader->stamp);
}

// One byte of the event stream itself.
static void follow(struct reader *reader, char c, int64_t now) {
  if (c == '\n') {
    if (reader->mark == STAMP) hear(reader, now);
    reader->matched = reader->mark = 0;
  } else if (reader->matched < DATA) {
    reader->matched = c == DATA_FIELD[reader->matched] ? reader->matched + 1 : OTHER;
    if (reader->matched == sizeof DATA_FIELD - 1) reader->matched = DATA;
  } else if (reader->matched == DATA) {
    if (reader->mark == STAMP) {
      if (c >= '0' && c <= '9') {
        reader->stamp = reader->stamp * 10 + (c - '0');
      } else if (reader->stamp) {
        hear(reader, now);
        reader->matched = OTHER;
        reader->mark = 0;
      }
    } else {
      reader->mark = c == MARK[reader->mark] ? reader->mark + 1 : c == MARK[0];
      if (reader->mark == sizeof MARK - 1) reader->mark = STAMP, reader->stamp = 0;
    }
  }
}

static void leave(struct reader *reader) {
  close(reader->fd);
  reader->stage = OVER;
}

static void answered(struct reader *reader, bool chunked, bool stall) {
  settled++;
  if (strncmp(reader->status, "HTTP/1.1 200", 12)) {
    if (refused++ == 0) fprintf(stderr, "crowd: refused with %s\n", reader->status);
    leave(reader);
    return;
  }
  opened++;
  reader->stage = stall ? STALLED_FOR_GOOD : chunked ? CHUNK_SIZE : PLAIN;
  if (stall) epoll_ctl(epoll, EPOLL_CTL_DEL, reader->fd, NULL);
}

static int digit(char c) {
  return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

// The head comes in one read from every server here; what may be cut is only looked for by its end.
static size_t head(struct reader *reader, const char *buffer, size_t length, bool stall) {
  for (size_t i = 0; i < length; i++) {
    if (reader->status_length < 12) reader->status[reader->status_length++] = buffer[i];
    static const char END[] = "\r\n\r\n";
    reader->head_match = buffer[i] == END[reader->head_match] ? reader->head_match + 1 : buffer[i] == '\r';
    if (reader->head_match == 4) {
      bool chunked = memmem(buffer, i, "chunked", 7) != NULL;
      answered(reader, chunked, stall);
      return i + 1;
    }
  }
  return length;
}

static void take(struct reader *reader, const char *buffer, size_t length, int64_t now, bool stall) {
  size_t i = reader->stage == HEAD ? head(reader, buffer, length, stall) : 0;
  while (i < length) {
    char c = buffer[i];
    switch (reader->stage) {
    case CHUNK_SIZE:
      if (digit(c) >= 0) reader->left = reader->left * 16 + (uint32_t)digit(c);
      else reader->stage = CHUNK_SIZE_END;
      if (c == '\n') reader->stage = CHUNK;
      i++;
      break;
    case CHUNK_SIZE_END:
      if (c == '\n') reader->stage = CHUNK;
      i++;
      break;
    case CHUNK: {
      size_t part = length - i < reader->left ? length - i : reader->left;
      for (size_t end = i + part; i < end; i++) follow(reader, buffer[i], now);
      reader->left -= (uint32_t)part;
      if (!reader->left) reader->stage = CHUNK_END;
      break;
    }
    case CHUNK_END:
      if (c == '\n') reader->stage = CHUNK_SIZE;
      i++;
      break;
    case PLAIN:
      for (; i < length; i++) follow(reader, buffer[i], now);
      break;
    default:
      return;
    }
  }
}

static void start(int i, int port, bool stall) {
  struct reader *reader = &readers[i];
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + i / PER_ADDRESS)};
  struct sockaddr_in to = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int yes = 1, small = 4096;
  reader->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  // more readers than one address has ports
  setsockopt(reader->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  bind(reader->fd, (void *)&from, sizeof from);
  if (stall) setsockopt(reader->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  reader->stage = CONNECTING;
  if (reader->fd < 0 || (connect(reader->fd, (void *)&to, sizeof to) && errno != EINPROGRESS)) {
    perror("crowd: connect");
    exit(1);
  }
  struct epoll_event interest = {.events = EPOLLOUT, .data.u32 = (uint32_t)i};
  epoll_ctl(epoll, EPOLL_CTL_ADD, reader->fd, &interest);
}

// What reader i asks for.
static void fill(char *place, size_t size, const char *path, uint32_t i, uint32_t spread) {
  const char *percent = strchr(path, '%');
  char *end = NULL;
  uint32_t many = percent ? (uint32_t)strtoul(percent + 1, &end, 10) : 0;
  if (!many) {
    snprintf(place, size, path, (int)(i % spread) + 1);
    return;
  }
  int length = snprintf(place, size, "%.*s", (int)(percent - path), path);
  for (uint32_t j = 0; j < many; j++)
    length += snprintf(place + length, size - (size_t)length, j ? ",%u" : "%u", (i * many + j) % spread + 1);
  snprintf(place + length, size - (size_t)length, "%s", end + 1);
}

static void ask(struct reader *reader, uint32_t i, int port, const char *path, int spread, const char *headers) {
  char place[4096], request[12288];
  fill(place, sizeof place, path, i, (uint32_t)spread);
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n%s\r\n", place, port, headers);
  if (write(reader->fd, request, (size_t)length) != length) {
    settled++, refused++;
    leave(reader);
    return;
  }
  reader->stage = HEAD;
  struct epoll_event interest = {.events = EPOLLIN, .data.u32 = i};
  epoll_ctl(epoll, EPOLL_CTL_MOD, reader->fd, &interest);
}

static void receive(struct reader *reader, bool stall) {
  static char buffer[READ_BYTES];
  ssize_t length = read(reader->fd, buffer, sizeof buffer);
  if (length < 0 && errno == EAGAIN) return;
  if (length <= 0) {
    if (reader->stage == HEAD) settled++, refused++;
    else closed++;
    leave(reader);
    return;
  }
  reads++;
  bytes += (uint64_t)length;
  take(reader, buffer, (size_t)length, wall_ns(), stall);
}

static void report(int64_t *since) {
  int64_t now = steady_ns();
  printf("{\"seconds\":%.3f,\"events\":%lu,\"bytes\":%lu,\"reads\":%lu,\"closed\":%lu,", (double)(now - *since) / 1e9,
         events, bytes, reads, closed);
  tell_latencies();
  printf("}\n");
  fflush(stdout);
  events = bytes = reads = closed = 0;
  *since = now;
}

// Reads what was asked. False at the end of the input.
static bool obey(int64_t *since) {
  char line[256];
  ssize_t length = read(STDIN_FILENO, line, sizeof line);
  if (length > 0) report(since);
  return length > 0;
}

int main(int argc, char **argv) {
  if (argc < 6) {
    fprintf(stderr, "usage: crowd PORT PATH STREAMS SPREAD STALLED [HEADER]...\n");
    return 2;
  }
  int port = atoi(argv[1]), streams = atoi(argv[3]), spread = atoi(argv[4]), stalled = atoi(argv[5]);
  const char *path = argv[2];
  static char headers[4096];
  for (int i = 6; i < argc; i++) {
    strcat(headers, argv[i]);
    strcat(headers, "\r\n");
  }
  readers = calloc((size_t)streams, sizeof *readers);
  epoll = epoll_create1(0);
  const uint32_t input = UINT32_MAX;
  struct epoll_event ready[EVENTS], interest = {.events = EPOLLIN, .data.u32 = input};
  epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &interest);
  int64_t begun = steady_ns(), since = begun;
  int started = 0;
  bool told = false;
  for (;;) {
    while (started < streams && started - settled < OPENING_AT_ONCE) {
      start(started, port, started < stalled);
      started++;
    }
    if (!told && (settled == streams || steady_ns() - begun > OPENING_LIMIT)) {
      told = true;
      printf("{\"opened\":%d,\"refused\":%d,\"seconds\":%.3f}\n", opened, refused, (double)(steady_ns() - begun) / 1e9);
      fflush(stdout);
      since = steady_ns();
    }
    int count = epoll_wait(epoll, ready, EVENTS, 1000);
    for (int i = 0; i < count; i++) {
      uint32_t which = ready[i].data.u32;
      if (which == input) {
        if (!obey(&since)) return 0;
      } else if (readers[which].stage == CONNECTING) {
        ask(&readers[which], which, port, path, spread, headers);
      } else if (readers[which].stage < STALLED_FOR_GOOD) {
        receive(&readers[which], (int)which < stalled);
      }
    }
  }
}
