// floor: what an event costs at the very least, with one write for each reader and event.
//
// Sends the same frame to every open stream, RATE times a second, from one thread that does nothing else.
//
//   floor PORT RATE DATA        %T in DATA: the time, in nanoseconds
#define _GNU_SOURCE
#include "clock.h"
#include "serve.h"

enum { MOST = 20000, EVENTS = 256 };

static int streams[MOST], seats[1 << 16], count;

static int frame(char *out, size_t size, const char *data) {
  const char *mark = strstr(data, "%T");
  int before = mark ? (int)(mark - data) : (int)strlen(data);
  char stamp[24] = "";
  if (mark) snprintf(stamp, sizeof stamp, "%ld", wall_ns());
  return snprintf(out, size, "id: %s\nevent: processing.progress\ndata: %.*s%s%s\n\n", ID, before, data, stamp,
                  mark ? mark + 2 : "");
}

static void answer(int epoll, int fd) {
  char request[8192];
  if (read(fd, request, sizeof request) > 0) {
    if (count < MOST && begin(fd)) {
      seats[fd] = count;
      streams[count++] = fd;
    }
    return;
  }
  epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
  if (seats[fd] >= 0) {
    streams[seats[fd]] = streams[--count];
    seats[streams[seats[fd]]] = seats[fd];
  }
  close(fd);
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: floor PORT RATE DATA\n");
    return 2;
  }
  int epoll = epoll_create1(0), listener = listen_on(atoi(argv[1]), epoll);
  struct epoll_event ready[EVENTS];
  const double rate = atof(argv[2]);
  const int64_t step = rate > 0 ? (int64_t)(1e9 / rate) : INT64_MAX / 4;
  int64_t due = steady_ns() + step;
  for (;;) {
    int64_t wait = due - steady_ns();
    if (wait <= 0) {
      char bytes[4096];
      int length = frame(bytes, sizeof bytes, argv[3]);
      // a reader that takes nothing loses the event: the floor keeps nothing
      for (int i = 0; i < count; i++) (void)!write(streams[i], bytes, (size_t)length);
      due += step;
      wait = due - steady_ns();
    }
    int patience = wait <= 0 ? 0 : wait > 1000000000 ? 1000 : (int)(wait / 1000000);
    int events = epoll_wait(epoll, ready, EVENTS, patience);
    for (int i = 0; i < events; i++) {
      int fd = ready[i].data.fd;
      if (fd != listener) {
        answer(epoll, fd);
        continue;
      }
      for (int one; (one = take(listener, epoll)) >= 0;) seats[one] = -1;
    }
  }
}
