// What comes to a topic from now on, read by librdkafka.
#pragma once
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>

enum { PATIENCE_MS = 10000 };

static inline void fail(const char *what) {
  fprintf(stderr, "bench: %s\n", what);
  exit(1);
}

static inline void set(rd_kafka_conf_t *conf, const char *name, const char *value) {
  char why[512];
  if (rd_kafka_conf_set(conf, name, value, why, sizeof why) != RD_KAFKA_CONF_OK) fail(why);
}

static inline rd_kafka_queue_t *follow(const char *brokers, const char *topic) {
  char why[512];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  set(conf, "bootstrap.servers", brokers);
  set(conf, "group.id", "bench"); // it joins none, but librdkafka wants a name
  set(conf, "enable.auto.commit", "false");
  rd_kafka_t *consumer = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof why);
  if (!consumer) fail(why);
  rd_kafka_poll_set_consumer(consumer);
  const struct rd_kafka_metadata *listing;
  rd_kafka_topic_t *asked = rd_kafka_topic_new(consumer, topic, NULL);
  rd_kafka_resp_err_t error = rd_kafka_metadata(consumer, 0, asked, &listing, PATIENCE_MS);
  if (error) fail(rd_kafka_err2str(error));
  int partitions = listing->topics[0].partition_cnt;
  rd_kafka_topic_partition_list_t *from = rd_kafka_topic_partition_list_new(partitions);
  for (int i = 0; i < partitions; i++) {
    int64_t low, high;
    error = rd_kafka_query_watermark_offsets(consumer, topic, i, &low, &high, PATIENCE_MS);
    if (error) fail(rd_kafka_err2str(error));
    rd_kafka_topic_partition_list_add(from, topic, i)->offset = high;
  }
  error = rd_kafka_assign(consumer, from);
  if (error) fail(rd_kafka_err2str(error));
  return rd_kafka_queue_get_consumer(consumer);
}

// A file that is readable when the queue is to be emptied: at once, and whenever something came into an empty queue.
static inline int waker(rd_kafka_queue_t *queue) {
  static const uint64_t one = 1;
  int file = eventfd(one, EFD_NONBLOCK);
  rd_kafka_queue_io_event_enable(queue, file, &one, sizeof one);
  return file;
}
