package io.dealstream.event;

import java.util.regex.Pattern;

/// Whose event it is: an organisation (deals, batches, cases), a user (account events) or a workspace (file updates).
/// Nothing is ever shown to another tenant.
///
/// An id may hold `/`, `|`, `"` and the like, as identity providers' subjects do: it stands in no path, and where it is
/// joined with something else, a character stands between that no id holds.
///
/// @param id 1 to 128 visible ASCII characters (the contract's rule for the record header `ce_tenant`)
public record Tenant(String id) implements Comparable<Tenant> {

    private static final Pattern VALID = Pattern.compile("[!-~]{1,128}");

    /// @throws IllegalArgumentException when `id` breaks the rule above
    public Tenant {
        if (!isValid(id)) {
            throw new IllegalArgumentException("not a tenant id");
        }
    }

    /// In an order of no meaning, for hash tables, see [Subject#compareTo].
    @Override
    public int compareTo(Tenant other) {
        return id.compareTo(other.id);
    }

    /// Whether a string may name a tenant.
    public static boolean isValid(String id) {
        return VALID.matcher(id).matches();
    }
}
