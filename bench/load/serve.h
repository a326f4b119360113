// What the floors have in common: a listener on loopback, and an event stream's head for each request.
#pragma once
#define _GNU_SOURCE
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

static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n\r\nretry: 3000\n\n";

// An id as long as one of Dealstream's.
static const char ID[] = "AcCmvLHTMwX_4p0BAAEAmg";

static inline void watch(int epoll, int fd) {
  struct epoll_event interest = {.events = EPOLLIN, .data.fd = fd};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &interest);
}

// A listener that epoll watches. Ends the program where there can be none.
static inline int listen_on(int port, int epoll) {
  signal(SIGPIPE, SIG_IGN);
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in at = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (void *)&at, sizeof at) || listen(listener, 1024)) {
    perror("floor");
    exit(1);
  }
  watch(epoll, listener);
  return listener;
}

// The next connection that waits, watched; below 0: none does.
static inline int take(int listener, int epoll) {
  int yes = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  if (fd < 0) return fd;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  watch(epoll, fd);
  return fd;
}

static inline int begin(int fd) { return write(fd, HEAD, sizeof HEAD - 1) > 0; }
