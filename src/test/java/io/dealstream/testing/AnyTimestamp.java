package io.dealstream.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.utils.Crc32C;

/// Writes records with any timestamp. Kafka's own producer refuses negative ones; brokers and other producers
/// accept them.
public final class AnyTimestamp {

    private static final short VERSION = 12; // the last one that names topics
    private static final int CRC = 17;
    private static final int CHECKED = 21;
    private static final int BASE_TIMESTAMP = 27;
    private static final int MAX_TIMESTAMP = 35;

    private AnyTimestamp() {}

    /// Writes one record.
    ///
    /// @param bootstrapServers the only broker
    /// @param record its timestamp and partition do not count
    /// @param timestamp epoch ms
    public static void write(
            String bootstrapServers, ProducerRecord<byte[], byte[]> record, int partition, long timestamp) {
        PartitionProduceData data =
                new PartitionProduceData().setIndex(partition).setRecords(batch(record, timestamp));
        TopicProduceData topic = new TopicProduceData().setName(record.topic()).setPartitionData(List.of(data));
        ProduceRequest request = new ProduceRequest(
                new ProduceRequestData()
                        .setAcks((short) -1)
                        .setTimeoutMs(10_000)
                        .setTopicData(
                                new TopicProduceDataCollection(List.of(topic).iterator())),
                VERSION);
        ByteBuffer bytes = request.serializeWithHeader(new RequestHeader(ApiKeys.PRODUCE, VERSION, "any-timestamp", 1));
        try (Socket socket = new Socket(host(bootstrapServers), port(bootstrapServers))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            demandSuccess(ByteBuffer.wrap(in.readNBytes(in.readInt())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The record on its own, with a timestamp put in afterwards.
    private static MemoryRecords batch(ProducerRecord<byte[], byte[]> record, long timestamp) {
        MemoryRecords records = MemoryRecords.withRecords(
                Compression.NONE,
                new SimpleRecord(
                        0, record.key(), record.value(), record.headers().toArray()));
        ByteBuffer bytes = records.buffer();
        bytes.putLong(BASE_TIMESTAMP, timestamp);
        bytes.putLong(MAX_TIMESTAMP, timestamp);
        bytes.putInt(CRC, (int) Crc32C.compute(bytes, CHECKED, bytes.limit() - CHECKED));
        return records;
    }

    private static void demandSuccess(ByteBuffer answer) {
        ResponseHeader.parse(answer, ApiKeys.PRODUCE.responseHeaderVersion(VERSION));
        ProduceResponse.parse(new ByteBufferAccessor(answer), VERSION).data().responses().stream()
                .flatMap(topic -> topic.partitionResponses().stream())
                .map(partition -> Errors.forCode(partition.errorCode()))
                .filter(error -> error != Errors.NONE)
                .findAny()
                .ifPresent(error -> {
                    throw new IllegalStateException(error.message());
                });
    }

    private static String host(String bootstrapServers) {
        return bootstrapServers.substring(0, bootstrapServers.lastIndexOf(':'));
    }

    private static int port(String bootstrapServers) {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }
}
