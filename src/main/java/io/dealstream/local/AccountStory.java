package io.dealstream.local;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// One thing that happens on a user's account: a synchronisation, an import, an answer, a sign-in.
///
/// @param user the user's id
record AccountStory(String user, Random random) {

    private static final int KINDS = 6;

    List<Sample> events() {
        return switch (random.nextInt(KINDS)) {
            case 0 -> accounts();
            case 1 -> transactions();
            case 2 -> portfolio();
            case 3 -> imported();
            case 4 -> answer();
            default -> security();
        };
    }

    private List<Sample> accounts() {
        String connection = id("conn");
        Sample token = about("provider.token.expiring")
                .with("connection_id", connection)
                .with("provider_slug", "schwab")
                .with("expires_in_seconds", 300);
        Sample refreshed = about("provider.token.refreshed")
                .with("connection_id", connection)
                .with("provider_slug", "schwab");
        return List.of(
                token,
                refreshed,
                about("sync.accounts.started").with("connection_id", connection),
                about("sync.accounts.completed")
                        .with("connection_id", connection)
                        .with("account_count", random.nextInt(1, 6)));
    }

    private List<Sample> transactions() {
        String connection = id("conn");
        String account = id("acc");
        Sample started = about("sync.transactions.started")
                .with("connection_id", connection)
                .with("account_id", account);
        Sample ended = random.nextInt(6) == 0
                ? about("sync.transactions.failed")
                        .with("connection_id", connection)
                        .with("account_id", account)
                        .with("error", "The provider did not answer in time")
                : about("sync.transactions.completed")
                        .with("connection_id", connection)
                        .with("account_id", account)
                        .with("transaction_count", random.nextInt(400));
        return List.of(started, ended);
    }

    private List<Sample> portfolio() {
        String account = id("acc");
        BigDecimal before = money(500_000);
        BigDecimal delta = money(2_000);
        return List.of(
                about("sync.holdings.started").with("account_id", account),
                about("sync.holdings.completed")
                        .with("account_id", account)
                        .with("holding_count", random.nextInt(3, 40)),
                about("portfolio.balance.updated")
                        .with("account_id", account)
                        .with("previous_balance", before.toPlainString())
                        .with("new_balance", before.add(delta).toPlainString())
                        .with("delta", delta.toPlainString())
                        .with("currency", "USD"),
                about("portfolio.networth.updated")
                        .with("previous_net_worth", before.toPlainString())
                        .with("new_net_worth", before.add(delta).toPlainString())
                        .with("delta", delta.toPlainString())
                        .with("currency", "USD")
                        .with("account_count", 3));
    }

    private List<Sample> imported() {
        String file = "statement-" + random.nextInt(1, 13) + ".qfx";
        return List.of(
                about("import.started").with("file_name", file).with("file_format", "qfx"),
                importing(file, 35, 140),
                importing(file, 80, 320),
                about("import.completed").with("file_name", file).with("records_imported", 400));
    }

    private Sample importing(String file, int percent, int records) {
        return about("import.progress")
                .with("file_name", file)
                .with("progress_percent", percent)
                .with("records_processed", records);
    }

    private List<Sample> answer() {
        String conversation = id("conv");
        return List.of(
                about("ai.tool.executing").with("conversation_id", conversation).with("tool_name", "list_transactions"),
                chunk(conversation, "You spent ", false),
                chunk(conversation, "412.50 on groceries ", false),
                chunk(conversation, "last month.", true),
                about("ai.response.complete").with("conversation_id", conversation));
    }

    private Sample chunk(String conversation, String text, boolean last) {
        return about("ai.response.chunk")
                .with("conversation_id", conversation)
                .with("chunk", text)
                .with("is_final", last);
    }

    private List<Sample> security() {
        String session = id("sess");
        return List.of(
                about("security.login.failed").with("reason", "wrong_password"),
                about("security.session.new")
                        .with("session_id", session)
                        .with("device_info", "Firefox on Linux")
                        .with("ip_address", "192.0.2.17")
                        .with("location", "Lisbon, PT"));
    }

    private Sample about(String type) {
        return new Sample(Topic.ACCOUNT, user, type);
    }

    private String id(String kind) {
        return kind + "_" + HexFormat.of().toHexDigits((short) random.nextInt());
    }

    private BigDecimal money(int atMost) {
        return BigDecimal.valueOf(random.nextLong(100, atMost * 100L), 2);
    }
}
