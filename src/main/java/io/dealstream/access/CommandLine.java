package io.dealstream.access;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Options as they were given: `--name value`, `--name=value`, or `--flag`.
public final class CommandLine {

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();

    /// The arguments make no sense. The message never quotes a value: it might be a secret in the wrong place.
    public static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        public UsageException(String message) {
            super(message);
        }
    }

    /// @param withValue the options that take a value
    /// @param without the options that take none
    public CommandLine(List<String> arguments, Set<String> withValue, Set<String> without) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            if (!argument.startsWith("--")) {
                throw new UsageException("there is an argument that belongs to no option");
            }
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (without.contains(argument)) {
                flags.add(argument);
            } else if (!withValue.contains(option)) {
                throw new UsageException("there is no option " + option);
            } else if (equals >= 0) {
                values.put(option, argument.substring(equals + 1));
            } else if (rest.isEmpty()) {
                throw new UsageException(option + " needs a value");
            } else {
                values.put(option, rest.pop());
            }
        }
    }

    public boolean has(String option) {
        return flags.contains(option) || values.containsKey(option);
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }
}
