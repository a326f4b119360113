package io.dealstream.access;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;

/// The claims of a token whose signature is valid. A claim of the wrong type, or out of its range, makes the
/// whole token invalid: its author meant something else.
final class TokenClaims {

    /// The last second whose milliseconds fit a `long`, as tickets need it.
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000;

    /// The longest name, in characters: longer than any person's (OpenID Connect: 255), and short enough to
    /// keep thousands.
    private static final int LONGEST_NAME = 512;

    private final JwtClaims claims;

    /// A claim does not have the form that it must have. The message names only the claim.
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String claim) {
            super(claim);
        }
    }

    TokenClaims(JwtClaims claims) {
        this.claims = claims;
    }

    /// When the token expires.
    Instant end() throws MalformedException {
        for (String claim : List.of("iat", "nbf")) {
            if (claims.getClaimValue(claim) != null) {
                moment(claim);
            }
        }
        return moment("exp");
    }

    private Instant moment(String claim) throws MalformedException {
        if (claims.getClaimValue(claim) instanceof Number number) {
            long seconds = number.longValue();
            if (seconds >= 0 && seconds < LAST_SECOND) {
                return Instant.ofEpochSecond(seconds);
            }
        }
        throw new MalformedException(claim);
    }

    /// The token's issuer and subject.
    Origin.User origin() throws MalformedException {
        String subject = "";
        for (String claim : List.of("sub", "upn", "preferred_username")) {
            String name = name(claim);
            subject = subject.isEmpty() ? name : subject;
        }
        return new Origin.User(name("iss"), subject);
    }

    private String name(String claim) throws MalformedException {
        Object value = claims.getClaimValue(claim);
        if (value == null) {
            return "";
        }
        if (value instanceof String text
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        throw new MalformedException(claim);
    }

    /// The rights in a claim; [Rights#ALL] where the claim is missing.
    Rights rights(String claim) throws MalformedException {
        if (!claims.getClaimsMap().containsKey(claim)) {
            return Rights.ALL;
        }
        try {
            return RightsJson.ofValue(claims.getClaimValue(claim));
        } catch (RightsJson.MalformedException e) {
            throw new MalformedException(claim);
        }
    }

    /// A claim that is a text or a whole number, as text; empty for any other claim.
    Optional<String> text(String claim) {
        return switch (claims.getClaimValue(claim)) {
            case String text -> Optional.of(text);
            case Long number when number >= 0 -> Optional.of(number.toString());
            case BigInteger number when number.signum() >= 0 -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }

    /// The words of a claim that is a text with spaces between them, or an array of such texts.
    List<String> words(String claim) throws MalformedException {
        return switch (claims.getClaimValue(claim)) {
            case null -> List.of();
            case String text -> split(text).toList();
            case List<?> list -> {
                List<String> words = new ArrayList<>();
                for (Object element : list) {
                    if (!(element instanceof String text)) {
                        throw new MalformedException(claim);
                    }
                    split(text).forEach(words::add);
                }
                yield words;
            }
            default -> throw new MalformedException(claim);
        };
    }

    private static Stream<String> split(String text) {
        return Arrays.stream(text.split(" ", -1));
    }
}
