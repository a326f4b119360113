package io.dealstream.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewReaderTest {

    @Test
    void readsWhatTheContractShows() {
        View view = ConfiguredViews.of(Map.of(
                        "dealstream.views.borrower.types",
                        "processing.*,deal.status_changed,deal.decision",
                        "dealstream.views.borrower.hide",
                        "*.health_score,*.health_grade,deal.decision.decided_by,screening_complete.buckets"))
                .find("borrower")
                .orElseThrow();

        assertThat(view.shows("processing.completed")).isTrue();
        assertThat(view.shows("deal.decision")).isTrue();
        assertThat(view.shows("deal.created")).isFalse();
        assertThat(view.shows("processing")).isFalse();
        assertThat(view.shows("processing.completed", "health_score")).isFalse();
        assertThat(view.shows("a.type.of.tomorrow", "health_grade")).isFalse();
        assertThat(view.shows("deal.decision", "decided_by")).isFalse();
        assertThat(view.shows("deal.decision", "health_score")).isFalse();
        assertThat(view.shows("deal.decision", "decision")).isTrue();
        assertThat(view.shows("deal.created", "decided_by")).isTrue();
    }

    @Test
    void showsEveryTypeWhereNoneIsNamed() {
        View view = ConfiguredViews.of(Map.of("dealstream.views.a-1.hide", "metrics_complete.accounts.number"))
                .find("a-1")
                .orElseThrow();

        assertThat(view.shows("anything")).isTrue();
        assertThat(view.shows("metrics_complete", "accounts")).isTrue();
    }

    @Test
    void knowsNoViewWhereNoneIsConfigured() {
        assertThat(ConfiguredViews.of(Map.of()).isKnown("borrower")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "borrower | hide  | *.deal_id                        | hides what",
                "borrower | hide  | deal.decision.deal_id            | deal.decision cannot do without",
                "borrower | hide  | *.batch_id                       | hides what",
                "borrower | hide  | parse_complete.document_id       | parse_complete cannot do without",
                "borrower | hide  | processing.started.statement_id  | processing.started cannot do without",
                "borrower | hide  | case.analysis.completed.case_id  | case.analysis.completed cannot do without",
                "borrower | hide  | file.analysis.progress.timestamp | file.analysis.progress cannot do without",
                "borrower | hide  | file_created.opcode              | file_created cannot do without",
                "borrower | hide  | *.opcode                         | hides what",
                "borrower | hide  | deal.decision                    | names no field",
                "borrower | hide  | deal.decided.decided_by          | names no field",
                "borrower | hide  | processing.*.stage               | names no field",
                "borrower | hide  | health_score                     | names no field",
                "borrower | hide  | *                                | names no field",
                "borrower | hide  | *.                               | has an empty name",
                "borrower | hide  | *.a..b                           | has an empty name",
                "borrower | hide  | screening_complete.buckets.*     | a * in its path",
                "borrower | hide  | deal.decision.decided_by.name    | holds no fields",
                "borrower | types | deal.decided                     | there is no type deal.decided",
                "borrower | types | loan.*                           | there is no type loan.",
                "borrower | types | *.decision                       | neither the name of a type",
                "Borrower | types | deal.decision                    | 1 to 32 of a-z",
                "borrower | typs  | deal.decision                    | a view has types and hide",
            })
    void refusesAViewThatCannotBeMeant(String name, String member, String value, String message) {
        String property = "dealstream.views." + name + "." + member;

        assertThatThrownBy(() -> ConfiguredViews.of(Map.of(property, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dealstream.views." + name)
                .hasMessageContaining(message);
    }

    /// Counted as not set, it would show everything.
    @Test
    void refusesAnEmptyList() {
        for (String empty : new String[] {"", " ", ","}) {
            assertThatThrownBy(() -> ConfiguredViews.of(Map.of(
                            "dealstream.views.borrower.types", empty, "dealstream.views.borrower.hide", "*.stage")))
                    .hasMessageContaining("dealstream.views.borrower.types");
        }
    }

    @Test
    void readsTheEnvironment() {
        Views views = ConfiguredViews.of(
                Map.of(), Map.of("DEALSTREAM_VIEWS_BORROWER_TYPES", "deal.*", "DEALSTREAM_VIEWS_BORROWER_HIDE", "*.x"));

        assertThat(views.find("borrower").orElseThrow().shows("batch.completed"))
                .isFalse();
        assertThatThrownBy(() -> ConfiguredViews.of(
                        Map.of(),
                        Map.of("DEALSTREAM_VIEWS_BORROWER_TYPES", "", "DEALSTREAM_VIEWS_BORROWER_HIDE", "*.x")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
