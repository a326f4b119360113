package io.dealstream.access;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;

/// What a token says, once its signature has been found good. A claim that is not of its type, or out of its range,
/// makes the whole token void: who wrote it meant something else.
final class TokenClaims {

    /// The last moment that can be told in milliseconds, as tickets do.
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000;

    /// Longer than any name of a person (OpenID Connect: 255), and short enough to be remembered by the thousand.
    private static final int LONGEST_NAME = 512;

    private final JwtClaims claims;

    /// A claim is not what it must be. The message names the claim alone.
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String claim) {
            super(claim);
        }
    }

    TokenClaims(JwtClaims claims) {
        this.claims = claims;
    }

    /// When it expires.
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

    /// Who signed it, and for whom.
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

    /// How much less may be read than the scopes say; where the claim is missing, nothing less.
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

    /// A claim that is a text or a whole number, as text; empty for any other.
    Optional<String> text(String claim) {
        return switch (claims.getClaimValue(claim)) {
            case String text -> Optional.of(text);
            case Long number when number >= 0 -> Optional.of(number.toString());
            case BigInteger number when number.signum() >= 0 -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }

    /// The words of a claim that is a text with spaces between, or an array of such.
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
