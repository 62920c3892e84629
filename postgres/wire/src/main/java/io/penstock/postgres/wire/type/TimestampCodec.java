package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/**
 * timestamp and timestamp with time zone, in microseconds. The largest and smallest Java value are infinity and
 * -infinity.
 */
final class TimestampCodec<T> extends ScalarCodec<T> {
    private static final long INFINITY = Long.MAX_VALUE;
    private static final long NEGATIVE_INFINITY = Long.MIN_VALUE;
    private static final long EPOCH_SECOND = DateCodec.EPOCH_DAY * 86_400;
    private static final long MIN_SECOND = EPOCH_SECOND + DateCodec.MIN_DAY * 86_400;
    /** The first second that PostgreSQL does not have: 294277-01-01. */
    private static final long END_SECOND = EPOCH_SECOND + 9_223_371_331_200L;

    private final JavaSide<T> java;
    private final boolean truncates;

    /** How the Java type is seconds since 1970 and nanoseconds, always by UTC. */
    private record JavaSide<T>(T min, T max, Function<T, Instant> toInstant, Function<Instant, T> fromInstant) {}

    private TimestampCodec(PgType type, Class<T> javaType, JavaSide<T> java, boolean truncates) {
        super(type, javaType);
        this.java = java;
        this.truncates = truncates;
    }

    static TimestampCodec<Instant> ofInstant() {
        return new TimestampCodec<>(
                PgType.TIMESTAMPTZ,
                Instant.class,
                new JavaSide<>(Instant.MIN, Instant.MAX, Function.identity(), Function.identity()),
                false);
    }

    static TimestampCodec<LocalDateTime> ofLocal() {
        return new TimestampCodec<>(
                PgType.TIMESTAMP,
                LocalDateTime.class,
                new JavaSide<>(
                        LocalDateTime.MIN,
                        LocalDateTime.MAX,
                        local -> local.toInstant(ZoneOffset.UTC),
                        instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC)),
                false);
    }

    @Override
    public Codec<T> truncating() {
        return new TimestampCodec<>(type(), javaType(), java, true);
    }

    private long micros(T value) {
        if (value.equals(java.max)) {
            return INFINITY;
        }
        if (value.equals(java.min)) {
            return NEGATIVE_INFINITY;
        }
        Instant instant = java.toInstant.apply(value);
        long second = instant.getEpochSecond();
        if (second < MIN_SECOND || second >= END_SECOND) {
            throw ValueErrors.outOfRange(javaType().getSimpleName(), sqlName(), "which holds 4713 BC to 294276 AD");
        }
        if (instant.getNano() % 1000 != 0 && !truncates) {
            throw ValueErrors.tooFine(javaType().getSimpleName(), sqlName(), "which holds microseconds");
        }
        return (second - EPOCH_SECOND) * 1_000_000 + instant.getNano() / 1000;
    }

    private T made(long micros) {
        if (micros == INFINITY) {
            return java.max;
        }
        if (micros == NEGATIVE_INFINITY) {
            return java.min;
        }
        return java.fromInstant.apply(Instant.ofEpochSecond(
                EPOCH_SECOND + Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000));
    }

    @Override
    public void encode(T value, WireBuffer out) {
        out.putLong(micros(value));
    }

    @Override
    public T decode(byte[] bytes, int offset, int length) {
        checkLength(length, 8);
        return made((long) LONG.get(bytes, offset));
    }

    @Override
    String toText(T value) {
        long micros = micros(value);
        if (micros == INFINITY) {
            return "infinity";
        }
        if (micros == NEGATIVE_INFINITY) {
            return "-infinity";
        }
        LocalDateTime utc = LocalDateTime.ofInstant(java.toInstant.apply(made(micros)), ZoneOffset.UTC);
        StringBuilder text = DateTimeText.date(utc.toLocalDate(), new StringBuilder());
        DateTimeText.time(utc.toLocalTime(), text.append(' '));
        if (type() == PgType.TIMESTAMPTZ) {
            text.append("+00");
        }
        return text.append(DateTimeText.era(utc.toLocalDate())).toString();
    }

    @Override
    T fromText(String text) {
        return switch (text) {
            case "infinity" -> java.max;
            case "-infinity" -> java.min;
            default -> {
                DateTimeText.Parsed parsed = DateTimeText.parse(text);
                yield java.fromInstant.apply(parsed.date().atTime(parsed.time()).toInstant(parsed.offset()));
            }
        };
    }
}
