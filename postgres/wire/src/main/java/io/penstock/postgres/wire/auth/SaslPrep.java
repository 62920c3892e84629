package io.penstock.postgres.wire.auth;

import java.text.Normalizer;

/**
 * Prepares a password as SCRAM wants it (RFC 4013): odd spaces become a space, some characters nothing, the rest is
 * normalised (NFKC). A text that the RFC forbids is used as it is, because PostgreSQL does the same when the password
 * is set.
 */
final class SaslPrep {
    private SaslPrep() {}

    static String prepare(String password) {
        if (password.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return password;
        }
        StringBuilder mapped = new StringBuilder();
        password.codePoints().forEach(c -> {
            if (isOddSpace(c)) {
                mapped.append(' ');
            } else if (!isMappedToNothing(c)) {
                mapped.appendCodePoint(c);
            }
        });
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        return normal.isEmpty() || normal.codePoints().anyMatch(SaslPrep::isProhibited) || mixesDirections(normal)
                ? password
                : normal;
    }

    private static boolean isIn(int c, int first, int last) {
        return c >= first && c <= last;
    }

    private static boolean isOddSpace(int c) {
        return c == 0xa0 || c == 0x1680 || isIn(c, 0x2000, 0x200b) || c == 0x202f || c == 0x205f || c == 0x3000;
    }

    private static boolean isMappedToNothing(int c) {
        return c == 0xad
                || c == 0x34f
                || c == 0x1806
                || isIn(c, 0x180b, 0x180d)
                || c == 0x200c
                || c == 0x200d
                || c == 0x2060
                || isIn(c, 0xfe00, 0xfe0f)
                || c == 0xfeff;
    }

    private static boolean isProhibited(int c) {
        return c < 0x20
                || isIn(c, 0x7f, 0x9f)
                || isOddSpace(c)
                || c == 0x6dd
                || c == 0x70f
                || c == 0x180e
                || isIn(c, 0x200c, 0x200f)
                || isIn(c, 0x2028, 0x202e)
                || isIn(c, 0x2060, 0x2063)
                || isIn(c, 0x206a, 0x206f)
                || c == 0xfeff
                || isIn(c, 0xfff9, 0xfffd)
                || isIn(c, 0x1d173, 0x1d17a)
                || isIn(c, 0xe0000, 0xe007f)
                || isIn(c, 0x2ff0, 0x2ffb)
                || c == 0x340
                || c == 0x341
                || switch (Character.getType(c)) {
                    case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
                    default -> false;
                };
    }

    /** Right-to-left text must be so from end to end. */
    private static boolean mixesDirections(String text) {
        int[] points = text.codePoints().toArray();
        boolean anyRight = false;
        boolean anyLeft = false;
        for (int c : points) {
            anyRight |= isRightToLeft(c);
            anyLeft |= Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        }
        return anyRight && (anyLeft || !isRightToLeft(points[0]) || !isRightToLeft(points[points.length - 1]));
    }

    private static boolean isRightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
