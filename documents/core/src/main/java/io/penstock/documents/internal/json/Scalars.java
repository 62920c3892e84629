package io.penstock.documents.internal.json;

import io.penstock.documents.driver.CqlType;
import io.penstock.documents.value.CqlDuration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;

/** CQL values without parts in the words that JSON has for them. Pure functions. */
final class Scalars {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Scalars() {}

    /** Whether values are strings in JSON and nothing else. */
    static boolean isText(CqlType.Scalar type) {
        return switch (type) {
            case TEXT, ASCII, UUID, TIMEUUID, DATE, TIME, TIMESTAMP, DURATION, INET, BLOB -> true;
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, COUNTER, VARINT, DECIMAL, FLOAT, DOUBLE -> false;
        };
    }

    /** The value of a word; any runtime exception means that it is none. */
    static Object read(CqlType.Scalar type, String word) {
        return switch (type) {
            case BOOLEAN -> {
                if (!word.equals("true") && !word.equals("false")) {
                    throw new IllegalArgumentException("neither true nor false");
                }
                yield word.equals("true");
            }
            case TINYINT -> Byte.valueOf(word);
            case SMALLINT -> Short.valueOf(word);
            case INT -> Integer.valueOf(word);
            case BIGINT, COUNTER -> Long.valueOf(word);
            case VARINT -> new BigInteger(word);
            case DECIMAL -> new BigDecimal(word);
            case FLOAT -> Float.valueOf(word);
            case DOUBLE -> Double.valueOf(word);
            case TEXT, ASCII -> word;
            case UUID, TIMEUUID -> UUID.fromString(word);
            case DATE -> LocalDate.parse(word);
            case TIME -> LocalTime.parse(word);
            case TIMESTAMP -> moment(word);
            case DURATION -> CqlDuration.parse(word);
            case INET -> address(word);
            case BLOB -> {
                if (!word.startsWith("0x")) {
                    throw new IllegalArgumentException("bytes begin with 0x");
                }
                yield ByteBuffer.wrap(HexFormat.of().parseHex(word.substring(2)));
            }
        };
    }

    private static Instant moment(String word) {
        return word.contains("T")
                ? OffsetDateTime.parse(word).toInstant()
                : LocalDateTime.parse(word, MOMENT).toInstant(ZoneOffset.UTC);
    }

    /** A literal only: a name would be looked up in the network. */
    private static InetAddress address(String word) {
        if (word.isEmpty() || !word.matches("[0-9a-fA-F:.]+") || !(word.contains(".") || word.contains(":"))) {
            throw new IllegalArgumentException("no literal of an address");
        }
        try {
            return InetAddress.getByName(word);
        } catch (UnknownHostException no) {
            throw new IllegalArgumentException("no literal of an address", no);
        }
    }
}
