package io.dealstream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// Asks brokers about offsets without waiting, so a broker that is away delays only its own partitions.
/// Thread-safe. The futures never fail: a partition without an answer in time is missing from the result.
public final class Offsets {

    /// The offset in an answer where no record has a timestamp as late as the time that was asked for.
    public static final long NONE = -1;

    private final Admin admin;
    private final int timeoutMillis;

    /// @param admin the client to ask with
    /// @param patience how long to wait for the answers to one question
    public Offsets(Admin admin, Duration patience) {
        this.admin = admin;
        this.timeoutMillis = Math.toIntExact(patience.toMillis());
    }

    /// The offsets behind the last readable record. Of transactions, only committed ones count.
    public CompletableFuture<Map<TopicPartition, Long>> readableEnds(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /// The offsets behind the last record of any kind, open transactions included.
    public CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /// The offsets of the oldest records that Kafka still has.
    public CompletableFuture<Map<TopicPartition, Long>> beginnings(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
    }

    /// The offsets of the first records whose timestamp is at least `epochMillis`, or [#NONE].
    public CompletableFuture<Map<TopicPartition, Long>> since(Set<TopicPartition> partitions, long epochMillis) {
        return ask(partitions, spec(epochMillis), IsolationLevel.READ_COMMITTED);
    }

    /// The question for the first record whose timestamp is at least `epochMillis`. Kafka cannot be asked for
    /// times before 1970: -1 stands for the end of a log, and others are refused. For these times the answer is
    /// the oldest record.
    public static OffsetSpec spec(long epochMillis) {
        return epochMillis < 0 ? OffsetSpec.earliest() : OffsetSpec.forTimestamp(epochMillis);
    }

    private CompletableFuture<Map<TopicPartition, Long>> ask(
            Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        return ask(partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec)), isolation)
                .thenApply(answers -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>();
                    answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
                    return offsets;
                });
    }

    /// Asks any questions. The future never fails: partitions without an answer in time are missing.
    ///
    /// @param questions one question for each partition
    /// @param isolation whether the end of a log is that of committed records
    public CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> ask(
            Map<TopicPartition, OffsetSpec> questions, IsolationLevel isolation) {
        ListOffsetsResult result =
                admin.listOffsets(questions, new ListOffsetsOptions(isolation).timeoutMs(timeoutMillis));
        Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
        for (TopicPartition partition : questions.keySet()) {
            answers.put(
                    partition,
                    result.partitionResult(partition).toCompletionStage().toCompletableFuture());
        }
        // some steps of Kafka's client do not keep to the time limit in the options
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .handle((done, failure) -> succeeded(answers));
    }

    /// Waits for an answer of this class.
    ///
    /// @throws InterruptException when interrupted
    public static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(e);
        }
    }

    private static <T> Map<TopicPartition, T> succeeded(Map<TopicPartition, CompletableFuture<T>> answers) {
        Map<TopicPartition, T> some = new HashMap<>();
        answers.forEach((partition, answer) -> {
            if (answer.state() == Future.State.SUCCESS) {
                some.put(partition, answer.resultNow());
            }
        });
        return some;
    }
}
