package io.dealstream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the dashboard and the alerts ask Prometheus for.
final class Expressions {

    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "bool");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^}]*)\\})?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");

    private Expressions() {}

    static List<Rule> alerts() throws IOException {
        return Manifests.of("observability").one(PrometheusRule.class).getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    static List<String> ofAlerts() throws IOException {
        return alerts().stream()
                .map(rule -> rule.getExpr().getValue().toString())
                .toList();
    }

    static List<String> ofDashboard() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(
                        Manifests.FOLDER.resolve("observability/dashboard.json").toFile());
        return dashboard.findValuesAsText("expr");
    }

    /// The metrics that an expression names, with the labels by which it chooses among them.
    static Map<String, Set<String>> selectors(String expression) {
        Map<String, Set<String>> found = new TreeMap<>();
        String plain = GROUPING.matcher(expression).replaceAll(" ").replaceAll("\\[[^\\]]*\\]", " ");
        Matcher selector = SELECTOR.matcher(plain);
        int at = 0;
        while (selector.find(at)) {
            at = selector.end();
            boolean function = plain.substring(at).stripLeading().startsWith("(");
            if (!function && !KEYWORDS.contains(selector.group(1))) {
                Set<String> labels = found.computeIfAbsent(selector.group(1), name -> new TreeSet<>());
                if (selector.group(2) != null) {
                    labels.addAll(Application.matches(LABEL, selector.group(2)));
                }
            }
        }
        return found;
    }
}
