package io.dealstream.event;

import java.util.regex.Pattern;

/// The owner of an event: an organisation (deals, batches, cases), a user (account events) or a workspace (file
/// updates). Nothing is ever shown to another tenant.
///
/// An id may contain `/`, `|`, `"` and the like, as the subjects of identity providers do. It stands in no
/// path. Where it is joined with other text, the separator is a character that no id contains.
///
/// @param id 1 to 128 visible ASCII characters, see kafka.md, "Records"
public record Tenant(String id) implements Comparable<Tenant> {

    private static final Pattern VALID = Pattern.compile("[!-~]{1,128}");

    /// @throws IllegalArgumentException when `id` breaks the rule above
    public Tenant {
        if (!isValid(id)) {
            throw new IllegalArgumentException("not a tenant id");
        }
    }

    /// An order without a meaning, for hash tables, see [Subject#compareTo].
    @Override
    public int compareTo(Tenant other) {
        return id.compareTo(other.id);
    }

    /// Whether a string may name a tenant.
    public static boolean isValid(String id) {
        return VALID.matcher(id).matches();
    }
}
