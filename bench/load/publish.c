// publish: events at an even rate, to Kafka or by HTTP POST, until the time is over or, at rate 0, as fast as they go.
//
//   publish kafka BROKERS TOPIC KEYS RATE COUNT VALUE [HEADER=VALUE]...
//   publish http  PORT    PATH  KEYS RATE COUNT VALUE
//
// With `--over SECONDS` first, Kafka's records are dated evenly over so much time up to now.
//
// In VALUE, in the headers' values and in PATH stands %T for the time in nanoseconds, %N for the event's number, %K for
// its key, 1 to KEYS in turn, and %P for a number from 0 to 100. The end is told in one line of JSON.
#define _GNU_SOURCE
#include "clock.h"
#include <arpa/inet.h>
#include <librdkafka/rdkafka.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TEXT = 8192, HEADERS = 16 };

static void fail(const char *what) {
  fprintf(stderr, "publish: %s\n", what);
  exit(1);
}

static size_t fill(char *out, const char *pattern, int key, uint64_t number) {
  size_t length = 0;
  for (const char *at = pattern; *at && length < TEXT - 24; at++) {
    uint64_t value = 0;
    if (*at != '%' || !at[1]) {
      out[length++] = *at;
      continue;
    }
    switch (*++at) {
    case 'T': value = (uint64_t)wall_ns(); break;
    case 'N': value = number; break;
    case 'K': value = (uint64_t)key; break;
    case 'P': value = number % 101; break;
    default: fail("only %T, %N, %K and %P are known");
    }
    length += (size_t)sprintf(out + length, "%lu", value);
  }
  out[length] = 0;
  return length;
}

// Kafka

struct kafka {
  rd_kafka_t *producer;
  const char *topic;
  int headers;
  int64_t first_ms;   // the first record's timestamp; 0: each has the time at which it is sent
  double apart_ms;
  const char *names[HEADERS], *values[HEADERS];
};

static void set(rd_kafka_conf_t *conf, const char *name, const char *value) {
  char why[512];
  if (rd_kafka_conf_set(conf, name, value, why, sizeof why) != RD_KAFKA_CONF_OK) fail(why);
}

static struct kafka kafka_open(char **argv, int extra, char **headers, const char *linger) {
  struct kafka kafka = {.topic = argv[1]};
  char why[512];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  set(conf, "bootstrap.servers", argv[0]);
  set(conf, "acks", "1");
  set(conf, "socket.nagle.disable", "true");
  set(conf, "linger.ms", linger);
  set(conf, "queue.buffering.max.messages", "1000000");
  kafka.producer = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof why);
  if (!kafka.producer) fail(why);
  for (int i = 0; i < extra && i < HEADERS; i++) {
    char *equals = strchr(headers[i], '=');
    if (!equals) fail("a header is NAME=VALUE");
    *equals = 0;
    kafka.names[kafka.headers] = headers[i];
    kafka.values[kafka.headers++] = equals + 1;
  }
  return kafka;
}

static void kafka_send(struct kafka *kafka, const char *value, int key, uint64_t number) {
  char text[TEXT], name[24];
  int name_length = sprintf(name, "%d", key);
  rd_kafka_headers_t *headers = rd_kafka_headers_new((size_t)kafka->headers);
  for (int i = 0; i < kafka->headers; i++) {
    size_t length = fill(text, kafka->values[i], key, number);
    rd_kafka_header_add(headers, kafka->names[i], -1, text, (ssize_t)length);
  }
  size_t length = fill(text, value, key, number);
  // librdkafka takes 0 for now
  int64_t at = kafka->first_ms ? kafka->first_ms + (int64_t)((double)number * kafka->apart_ms) : 0;
  for (;;) {
    rd_kafka_resp_err_t error = rd_kafka_producev(
        kafka->producer, RD_KAFKA_V_TOPIC(kafka->topic), RD_KAFKA_V_KEY(name, (size_t)name_length),
        RD_KAFKA_V_VALUE(text, length), RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_TIMESTAMP(at), RD_KAFKA_V_END);
    if (!error) break;
    if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL) fail(rd_kafka_err2str(error));
    rd_kafka_poll(kafka->producer, 20);
  }
  if (number % 128 == 0) rd_kafka_poll(kafka->producer, 0);
}

// HTTP

struct http {
  int fd, port;
  const char *path;
};

static void http_open(struct http *http) {
  struct sockaddr_in to = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)http->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int yes = 1;
  http->fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(http->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(http->fd, (void *)&to, sizeof to)) fail("nobody listens");
}

static void http_send(struct http *http, const char *value, int key, uint64_t number) {
  char path[TEXT], body[TEXT], request[2 * TEXT], answer[TEXT];
  fill(path, http->path, key, number);
  size_t length = fill(body, value, key, number);
  int size = snprintf(request, sizeof request,
                      "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                      path, length, body);
  if (write(http->fd, request, (size_t)size) != size) fail("the server went away");
  ssize_t got = read(http->fd, answer, sizeof answer - 1);
  answer[got > 0 ? got : 0] = 0;
  if (strncmp(answer, "HTTP/1.1 2", 10)) fail(got > 0 ? answer : "no answer");
  if (strstr(answer, "Connection: close")) {
    close(http->fd);
    http_open(http);
  }
}

int main(int argc, char **argv) {
  double over = 0;
  if (argc > 2 && !strcmp(argv[1], "--over")) {
    over = atof(argv[2]);
    argc -= 2;
    argv += 2;
  }
  if (argc < 8) fail("see the head of publish.c for its arguments");
  bool to_kafka = !strcmp(argv[1], "kafka");
  const int keys = atoi(argv[4]);
  const double rate = atof(argv[5]);
  const uint64_t count = strtoull(argv[6], NULL, 10);
  struct kafka kafka = {0};
  struct http http = {.port = atoi(argv[2]), .path = argv[3]};
  // at a thousand a second and more, any producer gathers for some milliseconds: a request for each would measure the broker
  const char *linger = rate == 0 ? "200" : rate >= 1000 ? "5" : "0";
  if (to_kafka) kafka = kafka_open(argv + 2, argc - 8, argv + 8, linger);
  else http_open(&http);
  if (over > 0) {
    kafka.apart_ms = over * 1e3 / (double)count;
    kafka.first_ms = wall_ns() / 1000000 - (int64_t)(over * 1e3);
  }
  const int64_t begun = steady_ns();
  for (uint64_t number = 0; number < count; number++) {
    if (rate > 0) {
      int64_t due = begun + (int64_t)((double)number * 1e9 / rate), now = steady_ns();
      // a millisecond's worth goes at once: a timer for each of 80,000 a second would be the load
      if (due - now > 1000000) {
        struct timespec until = {due / 1000000000, due % 1000000000};
        if (to_kafka) rd_kafka_poll(kafka.producer, 0);
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
      }
    }
    int key = (int)(number % (uint64_t)keys) + 1;
    if (to_kafka) kafka_send(&kafka, argv[7], key, number);
    else http_send(&http, argv[7], key, number);
  }
  if (to_kafka && rd_kafka_flush(kafka.producer, 60000)) fail("Kafka did not take everything");
  double seconds = (double)(steady_ns() - begun) / 1e9;
  printf("{\"published\":%lu,\"seconds\":%.3f}\n", count, seconds);
  return 0;
}
