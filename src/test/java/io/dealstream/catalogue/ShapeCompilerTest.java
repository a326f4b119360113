package io.dealstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a schema file may say, and that whatever else it says is refused at start.
class ShapeCompilerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'format': 'date-time'}",
                "{'multipleOf': 5}",
                "{'exclusiveMinimum': 0}",
                "{'$ref': '#/x'}",
                "{'type': 'int'}",
                "{'type': 5}",
                "{'type': ['string', 5]}",
                "{'type': 'string', 'pattern': 'a'}",
                "{'type': 'string', 'pattern': '^a|b$'}",
                "{'type': 'string', 'pattern': '^\\\\d$'}",
                "{'type': 'integer', 'minimum': 0.5}",
                "{'type': 'integer', 'maximum': 9223372036854775808}",
                "{'enum': ['a']}",
                "{'type': 'integer', 'enum': [1]}",
                "{'type': 'string', 'enum': [1]}",
                "true"
            })
    void refusesWhatItCouldNotHoldAPropertyTo(String property) {
        assertThatThrownBy(() -> entry(schema("'required': ['a']", "'a': " + property, "{'kind': 'k', 'field': 'a'}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'additionalProperties': false",
                "'minProperties': 1",
                "'anyOf': [{'maxProperties': 1}]",
                "'required': ['b']",
                "'required': 'a'",
                "'type': 'array'"
            })
    void refusesWhatItCouldNotHoldAnEventTo(String keyword) {
        assertThatThrownBy(() -> entry(schema(keyword, "'a': {'type': 'string'}", "{'kind': 'k'}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind': 'k', 'field': 'b'}", // may be missing
                "{'kind': 'k', 'field': 'c'}", // is not declared
                "{'field': 'a'}",
                "{'kind': 'k', 'size': 1}",
                "5",
                ""
            })
    void refusesSubjectsThatWouldBeUnclear(String subject) {
        assertThatThrownBy(() -> entry(schema("'required': ['a']", "'a': {}, 'b': {}", subject)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesFactsThatAreNotDeclared() {
        String schema =
                schema("'title': 't'", "'a': {}", "{'kind': 'k'}").replace("'topic'", "'facts': ['b'], 'topic'");

        assertThatThrownBy(() -> entry(schema)).hasMessageContaining("b is not among the properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':0}",
                "{'a':-0}",
                "{'a':10}",
                "{'a':10.0}",
                "{'a':1e1}",
                "{'a':1E+1}",
                "{'a':100e-1}",
                "{'a':0e999999999}",
                "{'a':'5','a':5}",
                "{'\\u0061':5}"
            })
    void takesEveryFormOfAnIntegerAndTheLastOfRepeatedFields(String value) throws IOException {
        assertThat(read(upToTen(), value)).isInstanceOf(Content.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':10.5}",
                "{'a':11}",
                "{'a':-1}",
                "{'a':1e999999999}",
                "{'a':1e-999999999}",
                "{'a':1e99999999999}",
                "{'a':10.0000000000001}",
                "{'a':99999999999999999}",
                "{'a':999999999999999999999999}",
                "{'a':'5'}",
                "{'a':5,'a':'5'}",
                "{'a':[5]}",
                "{'a':{'a':5}}"
            })
    void takesNothingElseForAnInteger(String value) throws IOException {
        assertThat(read(upToTen(), value)).isEqualTo(new Content.Wrong("a", "integer from 0 to 10"));
    }

    @Test
    void looksForFieldsOnlyInTheObjectItself() throws IOException {
        assertThat(read(upToTen(), "{'A':5,'b':{'a':5}}")).isEqualTo(new Content.Missing("a"));
    }

    private static Entry upToTen() throws IOException {
        return entry(
                schema("'required': ['a']", "'a': {'type': 'integer', 'minimum': 0, 'maximum': 10}", "{'kind': 'k'}"));
    }

    @Test
    void asksForOneOfSeveralFields() throws IOException {
        Entry entry = Catalogue.load().find("provider.token.expiring").orElseThrow();
        String start = "{'connection_id':'c','provider_slug':'p'";

        assertThat(read(entry, start + ",'expires_in_seconds':5}")).isInstanceOf(Content.Valid.class);
        assertThat(read(entry, start + ",'expires_at':'soon'}")).isInstanceOf(Content.Valid.class);
        assertThat(read(entry, start + "}")).isEqualTo(new Content.Missing("expires_in_seconds or expires_at"));
    }

    @Test
    void saysWhatAFieldMustBe() throws IOException {
        Entry progress = Catalogue.load().find("processing.progress").orElseThrow();
        Entry batch = Catalogue.load().find("batch.completed").orElseThrow();

        assertThat(read(progress, "{'deal_id':1,'statement_id':'x','stage':'s','progress':5}"))
                .isEqualTo(new Content.Wrong("statement_id", "integer of 64 bits"));
        assertThat(read(progress, "{'deal_id':1,'statement_id':2,'stage':'s','progress':101}"))
                .isEqualTo(new Content.Wrong("progress", "integer from 0 to 100"));
        assertThat(read(batch, "{'batch_id':'a b','total':1,'succeeded':1,'failed':0}"))
                .isEqualTo(new Content.Wrong("batch_id", "string of 1 to 128 characters like [A-Za-z0-9_-]+"));
    }

    private static String schema(String keyword, String property, String subject) {
        return "{'type': 'object', %s, 'properties': {%s}, 'x-dealstream': {'category': 'c', 'topic': 't', 'subjects': [%s]}}"
                .formatted(keyword, property, subject);
    }

    private static Entry entry(String schema) throws IOException {
        return Entry.of(JSON.readTree(schema.replace('\'', '"')));
    }

    private static Content read(Entry entry, String value) throws IOException {
        try (JsonParser parser = JSON.createParser(value.replace('\'', '"'))) {
            parser.nextToken();
            return entry.read(parser);
        }
    }
}
