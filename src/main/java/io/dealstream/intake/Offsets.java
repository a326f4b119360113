package io.dealstream.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// Asks brokers about offsets without waiting for them, so that one that is away holds up nothing but its
/// own partitions.
public final class Offsets {

    /// The answer where no record is as late as the time asked for.
    static final long NONE = -1;

    private static final int TIMEOUT_MILLIS = 3_000;

    private final Admin admin;

    Offsets(Admin admin) {
        this.admin = admin;
    }

    /// The offsets behind the last readable record: of transactions, only what is committed counts.
    CompletableFuture<Map<TopicPartition, Long>> readableEnds(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /// The offsets behind the last record of any kind.
    CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /// The offsets of the oldest records that Kafka still has.
    CompletableFuture<Map<TopicPartition, Long>> beginnings(Set<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
    }

    /// The offsets of the first records whose timestamp is at least `epochMillis`, or [#NONE].
    CompletableFuture<Map<TopicPartition, Long>> since(Set<TopicPartition> partitions, long epochMillis) {
        return ask(partitions, spec(epochMillis), IsolationLevel.READ_COMMITTED);
    }

    /// The question for the first record whose timestamp is at least `epochMillis`. Times before 1970 are no question
    /// that Kafka answers: -1 stands for the end of a log, and others are refused. From then on everything counts.
    public static OffsetSpec spec(long epochMillis) {
        return epochMillis < 0 ? OffsetSpec.earliest() : OffsetSpec.forTimestamp(epochMillis);
    }

    /// Never fails: partitions for which there was no answer in time are missing from the result.
    private CompletableFuture<Map<TopicPartition, Long>> ask(
            Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        ListOffsetsResult result =
                admin.listOffsets(question, new ListOffsetsOptions(isolation).timeoutMs(TIMEOUT_MILLIS));
        Map<TopicPartition, CompletableFuture<Long>> answers = new HashMap<>();
        for (TopicPartition partition : partitions) {
            answers.put(
                    partition,
                    result.partitionResult(partition)
                            .toCompletionStage()
                            .thenApply(ListOffsetsResultInfo::offset)
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .handle((done, failure) -> succeeded(answers));
    }

    private static Map<TopicPartition, Long> succeeded(Map<TopicPartition, CompletableFuture<Long>> answers) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers.forEach((partition, answer) -> {
            if (answer.state() == Future.State.SUCCESS) {
                offsets.put(partition, answer.resultNow());
            }
        });
        return offsets;
    }
}
