package io.dealstream.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What the wire contract demands of each type, written down once more and independently of the schema files:
/// family, type, then each required field with its kind.
///
/// Kinds: `id` integer of 64 bits, `int`, `num`, `text`, `flag`, `object`, `percent` integer from 0 to 100,
/// `text?` text or null, `name` and `label` texts of the characters that batch and case ids may have, `line` text
/// without controls.
public final class ContractTypes {

    private static final String TABLE = """
        processing processing.started deal_id:id statement_id:id stage:text progress:percent
        processing processing.progress deal_id:id statement_id:id stage:text progress:percent
        processing processing.completed deal_id:id statement_id:id health_score:num
        processing processing.failed deal_id:id statement_id:id error:text
        processing processing.stalled deal_id:id statement_id:id stage:text progress:percent since:text
        processing extraction_complete deal_id:id document_id:id document_type:text page_count:int timestamp:text
        processing parse_complete deal_id:id document_id:id transaction_count:int months_covered:num timestamp:text
        processing metrics_complete deal_id:id document_id:id avg_daily_balance:num avg_monthly_deposits:num \
        nsf_count:int timestamp:text
        processing screening_complete deal_id:id document_id:id total_flags:int buckets:object timestamp:text
        processing scoring_complete deal_id:id document_id:id health_score:num health_grade:text timestamp:text
        deal deal_updated deal_id:id status:text timestamp:text
        deal deal.created deal_id:id business_name:text created_by:text
        deal deal.status_changed deal_id:id old_status:text new_status:text
        deal deal.decision deal_id:id decision:text decided_by:text
        batch batch.document_processed batch_id:name document_id:id status:text progress:text
        batch batch.document_failed batch_id:name document_id:id error:text
        batch batch.completed batch_id:name total:int succeeded:int failed:int
        case file.analysis.progress case_id:label file_id:line stage:text progress:num
        case file.analysis.completed case_id:label file_id:line outcome:text
        case case.analysis.completed case_id:label
        data_sync sync.accounts.started connection_id:text
        data_sync sync.accounts.completed connection_id:text account_count:int
        data_sync sync.accounts.failed connection_id:text error:text
        data_sync sync.transactions.started connection_id:text account_id:text?
        data_sync sync.transactions.completed connection_id:text account_id:text? transaction_count:int
        data_sync sync.transactions.failed connection_id:text account_id:text? error:text
        data_sync sync.holdings.started account_id:text
        data_sync sync.holdings.completed account_id:text holding_count:int
        data_sync sync.holdings.failed account_id:text error:text
        provider provider.token.expiring connection_id:text provider_slug:text
        provider provider.token.refreshed connection_id:text provider_slug:text
        provider provider.token.failed connection_id:text provider_slug:text needs_reauth:flag
        provider provider.disconnected connection_id:text provider_slug:text
        ai ai.response.chunk conversation_id:text chunk:text is_final:flag
        ai ai.tool.executing conversation_id:text tool_name:text
        ai ai.response.complete conversation_id:text
        import import.started file_name:text file_format:text
        import import.progress file_name:text progress_percent:num records_processed:int
        import import.completed file_name:text records_imported:int
        import import.failed file_name:text error:text
        portfolio portfolio.balance.updated account_id:text previous_balance:text new_balance:text delta:text \
        currency:text
        portfolio portfolio.holdings.updated account_id:text holdings_count:int created_count:int updated_count:int \
        deactivated_count:int
        portfolio portfolio.networth.updated previous_net_worth:text new_net_worth:text delta:text currency:text \
        account_count:int
        security security.session.new session_id:text device_info:text? ip_address:text? location:text?
        security security.session.suspicious session_id:text reason:text
        security security.session.expiring session_id:text expires_in_seconds:int
        security security.session.revoked session_id:text device_info:text? reason:text
        security security.password.changed initiated_by:text
        security security.login.failed reason:text
        file file_parsing path:text filename:text
        file file_parsed path:text filename:text
        file file_summarizing path:text filename:text
        file file_summarized path:text filename:text
        file file_embedding path:text filename:text
        file file_embedded path:text filename:text
        file file_complete path:text filename:text
        file file_failed path:text filename:text error:text
        file file_skipped path:text filename:text reason:text
        file file_created path:text
        file file_modified path:text
        file file_deleted path:text
        file file_moved src_path:text dest_path:text
        file directory_deleted path:text
        file directory_moved src_path:text dest_path:text
        file watch_started path:text recursive:flag
        file watch_added path:text
        file watch_removed path:text
        file directory_processing_started path:text
        file directory_processing_completed path:text
        file queue_item_added id:text file_path:text action:text status:text
        file queue_item_updated id:text file_path:text action:text status:text
        file queue_item_processing id:text file_path:text action:text status:text
        file queue_item_completed id:text file_path:text action:text status:text
        file queue_item_failed id:text file_path:text action:text error:text
        file queue_item_removed id:text file_path:text action:text status:text
        file queue_paused source:text
        file queue_resumed source:text
        file scheduler_paused
        file scheduler_resumed
        file status_update
        file error message:text
        file info message:text
        file shutting_down
        """;

    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            Map.entry(
                    "id",
                    List.of(
                            "\"42\"",
                            "4.5",
                            "9223372036854775808",
                            "-9223372036854775809",
                            "1e19",
                            "true",
                            "null",
                            "[1]")),
            Map.entry("int", List.of("\"12\"", "1.5", "false", "null", "{}")),
            Map.entry("num", List.of("\"72.5\"", "true", "null", "[72.5]")),
            Map.entry("text", List.of("5", "true", "null", "{}", "[\"x\"]")),
            Map.entry("text?", List.of("5", "false", "{}", "[]")),
            Map.entry("flag", List.of("\"true\"", "0", "null")),
            Map.entry("object", List.of("\"{}\"", "[]", "null", "3")),
            Map.entry("percent", List.of("-1", "101", "50.5", "\"50\"", "null")),
            Map.entry(
                    "name",
                    List.of("\"\"", "\"a b\"", "\"a.b\"", "\"ab\\n\"", "7", "null", "\"" + "x".repeat(129) + "\"")),
            Map.entry(
                    "label",
                    List.of("\"\"", "\"a b\"", "\"a/b\"", "\"ab\\r\"", "7", "null", "\"" + "x".repeat(129) + "\"")),
            Map.entry(
                    "line",
                    List.of(
                            "\"\"",
                            "\"a\\nb\"",
                            "\"a\\u0000\"",
                            "\"\\t\"",
                            "\"\\u007f\"",
                            "\"\\u0085\"",
                            "7",
                            "null",
                            "[\"f\"]",
                            "\"" + "x".repeat(1025) + "\"")));

    private static final Map<String, List<String>> RIGHT = Map.of(
            "line",
            List.of(
                    "\" \"",
                    "\"../../etc/passwd\"",
                    "\"Kontoauszug März 2026 (2).pdf\"",
                    "\"C:\\\\Users\\\\jo\\\\a|b?.pdf\"",
                    "\"\\\"\\u2028 {}\"",
                    "\"\uD83D\uDCC4\"",
                    "\"" + "\uD83D\uDCC4".repeat(1024) + "\""),
            "label",
            List.of("\"c-1\"", "\"a.b:c@d_E\"", "\"" + "x".repeat(128) + "\""));

    private ContractTypes() {}

    /// One line of the table.
    ///
    /// @param fields required fields and their kinds
    public record Row(String category, String type, Map<String, String> fields) {}

    /// The whole table.
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            List<String> words = Stream.of(line.split(" ")).toList();
            Map<String, String> fields = new LinkedHashMap<>();
            for (String field : words.subList(2, words.size())) {
                fields.put(field.substring(0, field.indexOf(':')), field.substring(field.indexOf(':') + 1));
            }
            rows.add(new Row(words.get(0), words.get(1), fields));
        }
        return rows;
    }

    /// Values, as JSON, at the edge of what a field of this kind may have.
    public static List<String> right(String kind) {
        return RIGHT.getOrDefault(kind, List.of());
    }

    /// Values, as JSON, that a field of this kind must not have.
    public static List<String> wrong(String kind) {
        return Objects.requireNonNull(WRONG.get(kind));
    }
}
