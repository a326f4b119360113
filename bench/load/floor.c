// floor: what an event costs at the very least, with one write for each reader and event.
//
// Sends the same frame to every open stream, RATE times a second, from one thread that does nothing else.
//
//   floor PORT RATE DATA        %T in DATA: the time, in nanoseconds
#define _GNU_SOURCE
#include "clock.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 20000, EVENTS = 256 };
static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n\r\nretry: 3000\n\n";

static int streams[MOST], seats[1 << 16], count;

static int frame(char *out, size_t size, const char *data) {
  const char *mark = strstr(data, "%T");
  int before = mark ? (int)(mark - data) : (int)strlen(data);
  char stamp[24] = "";
  if (mark) snprintf(stamp, sizeof stamp, "%ld", wall_ns());
  return snprintf(out, size, "id: AcCmvLHTMwX_4p0BAAEAmg\nevent: processing.progress\ndata: %.*s%s%s\n\n", before, data,
                  stamp, mark ? mark + 2 : "");
}

static void answer(int epoll, int fd) {
  char request[8192];
  if (read(fd, request, sizeof request) > 0) {
    if (count < MOST && write(fd, HEAD, sizeof HEAD - 1) > 0) {
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
  signal(SIGPIPE, SIG_IGN);
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), epoll = epoll_create1(0);
  struct sockaddr_in at = {.sin_family = AF_INET,
                           .sin_port = htons((uint16_t)atoi(argv[1])),
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (void *)&at, sizeof at) || listen(listener, 1024)) {
    perror("floor");
    return 1;
  }
  struct epoll_event ready[EVENTS], interest = {.events = EPOLLIN, .data.fd = listener};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &interest);
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
      for (int one; (one = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        seats[one] = -1;
        interest.data.fd = one;
        epoll_ctl(epoll, EPOLL_CTL_ADD, one, &interest);
      }
    }
  }
}
