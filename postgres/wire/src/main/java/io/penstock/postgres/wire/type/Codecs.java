package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.Format;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the codec for a PostgreSQL type and a Java type. Thread-safe; codecs are shared.
 *
 * <p>The first codec of a type is its natural one: {@code integer} is Integer, {@code timestamp with time zone} is
 * Instant, {@code jsonb} is byte[] with the JSON text. Others convert where nothing can be lost unseen: any whole
 * number type as any of Java's (checked value by value), text as enum, json as String.
 */
public final class Codecs {
    private static final Map<PgType, List<ScalarCodec<?>>> BY_TYPE = new EnumMap<>(PgType.class);
    private static final Map<Class<?>, PgType> NATURAL_TYPE = new HashMap<>();
    private static final Map<Class<?>, Class<?>> BOXES = Map.ofEntries(
            Map.entry(boolean.class, Boolean.class),
            Map.entry(byte.class, Byte.class),
            Map.entry(short.class, Short.class),
            Map.entry(int.class, Integer.class),
            Map.entry(long.class, Long.class),
            Map.entry(float.class, Float.class),
            Map.entry(double.class, Double.class),
            Map.entry(OptionalInt.class, Integer.class),
            Map.entry(OptionalLong.class, Long.class),
            Map.entry(OptionalDouble.class, Double.class));

    static {
        registerNumbers();
        registerTexts();
        registerOthers();
        NATURAL_TYPE.put(Boolean.class, PgType.BOOL);
        NATURAL_TYPE.put(Byte.class, PgType.INT2);
        NATURAL_TYPE.put(Short.class, PgType.INT2);
        NATURAL_TYPE.put(Integer.class, PgType.INT4);
        NATURAL_TYPE.put(Long.class, PgType.INT8);
        NATURAL_TYPE.put(BigInteger.class, PgType.NUMERIC);
        NATURAL_TYPE.put(BigDecimal.class, PgType.NUMERIC);
        NATURAL_TYPE.put(Float.class, PgType.FLOAT4);
        NATURAL_TYPE.put(Double.class, PgType.FLOAT8);
        NATURAL_TYPE.put(String.class, PgType.TEXT);
        NATURAL_TYPE.put(byte[].class, PgType.BYTEA);
        NATURAL_TYPE.put(ByteBuffer.class, PgType.BYTEA);
        NATURAL_TYPE.put(UUID.class, PgType.UUID);
        NATURAL_TYPE.put(LocalDate.class, PgType.DATE);
        NATURAL_TYPE.put(LocalTime.class, PgType.TIME);
        NATURAL_TYPE.put(LocalDateTime.class, PgType.TIMESTAMP);
        NATURAL_TYPE.put(Instant.class, PgType.TIMESTAMPTZ);
        NATURAL_TYPE.put(InetAddress.class, PgType.INET);
    }

    private Codecs() {}

    private static void register(ScalarCodec<?> codec) {
        BY_TYPE.computeIfAbsent(codec.type(), any -> new ArrayList<>()).add(codec);
    }

    private static void registerNumbers() {
        register(WholeCodec.ofShort(PgType.INT2));
        register(WholeCodec.ofInteger(PgType.INT4));
        register(WholeCodec.ofLong(PgType.INT8));
        register(WholeCodec.ofLong(PgType.OID));
        for (PgType type : List.of(PgType.INT2, PgType.INT4, PgType.INT8)) {
            register(WholeCodec.ofByte(type));
            register(WholeCodec.ofShort(type));
            register(WholeCodec.ofInteger(type));
            register(WholeCodec.ofLong(type));
            register(new MappedCodec<>(
                    WholeCodec.ofLong(type), BigInteger.class, Codecs::exactLong, BigInteger::valueOf));
        }
        register(WholeCodec.ofInteger(PgType.OID));
        register(FloatingCodec.ofFloat(PgType.FLOAT4));
        register(FloatingCodec.ofDouble(PgType.FLOAT4));
        register(FloatingCodec.ofDouble(PgType.FLOAT8));
        register(FloatingCodec.ofFloat(PgType.FLOAT8));
        register(new NumericCodec());
        register(new MappedCodec<>(new NumericCodec(), BigInteger.class, BigDecimal::new, Codecs::exactInteger));
        register(new MappedCodec<>(
                new NumericCodec(), Long.class, BigDecimal::valueOf, number -> exactLong(exactInteger(number))));
        register(new NumericAsDouble());
    }

    private static long exactLong(BigInteger number) {
        if (number.bitLength() > 63) {
            throw ValueErrors.outOfRange("BigInteger", "bigint", "which holds 64 bits");
        }
        return number.longValue();
    }

    private static BigInteger exactInteger(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (stripped.scale() > 0) {
            throw ValueErrors.unreadable("numeric", "a whole number", "it has digits after the point");
        }
        return stripped.toBigInteger();
    }

    private static void registerTexts() {
        for (PgType type : List.of(PgType.TEXT, PgType.VARCHAR, PgType.BPCHAR, PgType.NAME, PgType.UNKNOWN)) {
            register(new TextCodec(type));
        }
        register(bytes(PgType.BYTEA));
        register(buffer(PgType.BYTEA));
        for (PgType type : List.of(PgType.JSON, PgType.JSONB)) {
            register(bytes(type));
            register(buffer(type));
            register(new MappedCodec<>(
                    bytes(type),
                    String.class,
                    text -> text.getBytes(StandardCharsets.UTF_8),
                    raw -> new String(raw, StandardCharsets.UTF_8)));
        }
    }

    private static ByteaCodec<byte[]> bytes(PgType type) {
        return new ByteaCodec<>(type, byte[].class, raw -> raw, raw -> raw);
    }

    private static ByteaCodec<ByteBuffer> buffer(PgType type) {
        return new ByteaCodec<>(
                type,
                ByteBuffer.class,
                buffer -> {
                    byte[] raw = new byte[buffer.remaining()];
                    buffer.duplicate().get(raw);
                    return raw;
                },
                ByteBuffer::wrap);
    }

    private static void registerOthers() {
        register(new BooleanCodec());
        register(new UuidCodec());
        register(new DateCodec());
        register(new TimeCodec(false));
        register(TimestampCodec.ofLocal());
        register(TimestampCodec.ofInstant());
        register(new InetCodec());
    }

    /** Whether values of this type can be decoded from binary; ask for text when not. */
    public static boolean knows(int oid) {
        return PgType.of(oid).isPresent() || PgType.ofArray(oid).isPresent();
    }

    /** The format to ask for: binary for known types, text for the rest. */
    public static Format formatFor(int oid) {
        return knows(oid) ? Format.BINARY : Format.TEXT;
    }

    /** The natural codec of a type or array type; text for unknown types, whose values come in {@link Format#TEXT}. */
    public static Codec<?> natural(int oid) {
        Optional<PgType> scalar = PgType.of(oid);
        if (scalar.isPresent()) {
            return natural(scalar.get());
        }
        return PgType.ofArray(oid).<Codec<?>>map(Codecs::arrayOf).orElseGet(TextCodec::ofUnknownType);
    }

    private static ScalarCodec<?> natural(PgType type) {
        return BY_TYPE.getOrDefault(type, List.of()).get(0);
    }

    private static Codec<?> arrayOf(PgType element) {
        return new ArrayCodec<>(natural(element));
    }

    /**
     * The codec of a Java type in its natural PostgreSQL type, for parameters whose type the server does not tell.
     *
     * @throws io.penstock.postgres.wire.WireException TYPE_MISMATCH when there is none
     */
    public static <T> Codec<T> of(Class<T> javaType) {
        PgType type = NATURAL_TYPE.get(boxed(javaType));
        if (type == null && javaType.isEnum()) {
            type = PgType.TEXT;
        }
        if (type == null && InetAddress.class.isAssignableFrom(javaType)) {
            type = PgType.INET;
        }
        if (type == null && ByteBuffer.class.isAssignableFrom(javaType)) {
            type = PgType.BYTEA;
        }
        if (type == null) {
            throw ValueErrors.mismatch("any", javaType.getName(), "convert the value to one of " + names());
        }
        return of(type.oid(), javaType);
    }

    private static List<String> names() {
        return NATURAL_TYPE.keySet().stream().map(Class::getSimpleName).sorted().toList();
    }

    /**
     * The codec of a Java type in the type with this object id. Primitive classes mean their boxes, subclasses of
     * InetAddress and ByteBuffer those. An unknown type id takes Strings and enums, as text.
     *
     * @throws io.penstock.postgres.wire.WireException TYPE_MISMATCH when there is none
     */
    public static <T> Codec<T> of(int oid, Class<T> javaType) {
        Class<?> wanted = boxed(javaType);
        Codec<?> found = find(oid, wanted);
        if (found == null) {
            throw mismatch(oid, wanted);
        }
        @SuppressWarnings("unchecked") // the codec's Java type is the one asked for
        Codec<T> codec = (Codec<T>) found;
        return codec;
    }

    private static @Nullable Codec<?> find(int oid, Class<?> wanted) {
        PgType type = PgType.of(oid).orElse(null);
        if (type == null) {
            return findUntyped(oid, wanted);
        }
        if (wanted == Object.class) {
            return natural(type);
        }
        for (ScalarCodec<?> codec : BY_TYPE.getOrDefault(type, List.of())) {
            if (codec.javaType() == wanted
                    || (isWide(codec.javaType()) && codec.javaType().isAssignableFrom(wanted))) {
                return codec;
            }
        }
        return wanted.isEnum() && natural(type) instanceof TextCodec ? enumCodec(type, wanted, Format.BINARY) : null;
    }

    private static @Nullable Codec<?> findUntyped(int oid, Class<?> wanted) {
        boolean array = PgType.ofArray(oid).isPresent();
        if (array) {
            return wanted == List.class || wanted == Object.class ? natural(oid) : null;
        }
        if (wanted == String.class || wanted == Object.class) {
            return TextCodec.ofUnknownType();
        }
        return wanted.isEnum() ? enumCodec(PgType.TEXT, wanted, Format.TEXT) : null;
    }

    /** Classes whose values are always of some subclass. */
    private static boolean isWide(Class<?> javaType) {
        return javaType == InetAddress.class || javaType == ByteBuffer.class;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class says that it is an enum
    private static ScalarCodec<?> enumCodec(PgType type, Class<?> enumType, Format format) {
        return new EnumCodec(type, enumType.asSubclass(Enum.class), format);
    }

    /**
     * The codec of a list with elements of a Java type in the array type with this object id.
     *
     * @throws io.penstock.postgres.wire.WireException TYPE_MISMATCH when there is none
     */
    public static <T> Codec<List<@Nullable T>> listOf(int arrayOid, Class<T> elementType) {
        PgType element = PgType.ofArray(arrayOid).orElseThrow(() -> mismatch(arrayOid, List.class));
        if (!(of(element.oid(), elementType) instanceof ScalarCodec<T> scalar)) {
            throw mismatch(arrayOid, List.class);
        }
        return new ArrayCodec<>(scalar);
    }

    private static Class<?> boxed(Type javaType) {
        Class<?> type = javaType instanceof Class<?> known ? known : Object.class;
        return BOXES.getOrDefault(type, type);
    }

    private static RuntimeException mismatch(int oid, Class<?> wanted) {
        String name = PgType.of(oid)
                .map(PgType::sqlName)
                .or(() -> PgType.ofArray(oid).map(element -> element.sqlName() + "[]"))
                .orElse("with oid " + oid);
        List<String> possible =
                PgType.of(oid).map(type -> BY_TYPE.getOrDefault(type, List.of())).orElse(List.of()).stream()
                        .map(codec -> codec.javaType().getSimpleName())
                        .distinct()
                        .toList();
        return ValueErrors.mismatch(
                name,
                wanted.getName(),
                possible.isEmpty()
                        ? "use a List or String"
                        : "use " + String.join(", ", possible) + ", or cast in SQL");
    }
}
