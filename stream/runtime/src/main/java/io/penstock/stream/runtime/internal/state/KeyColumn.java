package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Dictionary;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.TextColumn;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One key column as longs, so that equal values have equal longs. Numbers and moments stand for themselves, doubles for
 * their bits, texts and objects for a number that they get here. NULL is a long that no value has; only types that use
 * every long cannot spare one, and need a bit beside.
 */
final class KeyColumn {
    /** The number of a text or object that was only looked for and is not known. */
    static final long UNKNOWN = -2;

    /** The number of a NULL text or object. */
    static final long NULL_ID = -1;

    private static final long NULL_DOUBLE = 0x7ff8000000000001L;
    private static final Set<DataType> FULL_RANGE = Set.of(DataType.BIGINT, DataType.TIMESTAMP, DataType.INTERVAL);
    private static final int DICTIONARIES = 4;
    private static final long UNTRANSLATED = -3;

    private final DataType type;
    private final boolean needsNullBit;
    private final Interner interner = new Interner();
    private final @Nullable Dictionary[] dictionaries = new @Nullable Dictionary[DICTIONARIES];
    private final long[][] translations = new long[DICTIONARIES][];
    private int oldest;

    KeyColumn(Field field) {
        this.type = field.type();
        this.needsNullBit = field.nullable() && FULL_RANGE.contains(type);
    }

    DataType type() {
        return type;
    }

    /** The text of a number. */
    String text(int id) {
        return (String) interner.value(id);
    }

    /** Whether NULLs are told by a bit and not by the long. */
    boolean needsNullBit() {
        return needsNullBit;
    }

    /** The long that stands for NULL; 0 where a bit tells. */
    long nullWord() {
        return switch (type.storage()) {
            case LONG -> needsNullBit ? 0 : Long.MIN_VALUE;
            case DOUBLE -> NULL_DOUBLE;
            case TEXT, OBJECT -> NULL_ID;
        };
    }

    /** The longs of {@code count} rows; may be the column's own array. Unknown values are added, or just looked for. */
    long[] encode(Column column, int count, boolean add) {
        return switch (column) {
            case LongColumn c -> longs(c, count);
            case DoubleColumn c -> doubles(c, count);
            case TextColumn c -> texts(c, count, add);
            case ObjectColumn c -> objects(c, count, add);
        };
    }

    private long[] longs(LongColumn column, int count) {
        if (column.nulls() == null) {
            return column.values();
        }
        long[] out = Arrays.copyOf(column.values(), count);
        for (int i = 0; i < count; i++) {
            if (column.isNull(i)) {
                out[i] = nullWord();
            }
        }
        return out;
    }

    private static long[] doubles(DoubleColumn column, int count) {
        long[] out = new long[count];
        for (int i = 0; i < count; i++) {
            // adding zero turns −0 into 0
            out[i] = column.isNull(i) ? NULL_DOUBLE : Double.doubleToLongBits(column.values()[i] + 0.0);
        }
        return out;
    }

    private long[] texts(TextColumn column, int count, boolean add) {
        int slot = slot(column.dictionary());
        long[] known = translations[slot];
        int[] codes = column.codes();
        long[] out = new long[count];
        boolean free = column.nulls() == null;
        for (int i = 0; i < count; i++) {
            int code = codes[i];
            if (!free && column.isNull(i)) {
                out[i] = NULL_ID;
            } else if (code < known.length && known[code] != UNTRANSLATED) {
                out[i] = known[code];
            } else {
                known = translate(slot, code, column.dictionary().text(code), add);
                out[i] = known[code];
            }
        }
        return out;
    }

    private long[] translate(int slot, int code, String text, boolean add) {
        long[] known = translations[slot];
        if (code >= known.length) {
            int length = known.length;
            known = Arrays.copyOf(known, Math.max(code + 1, length * 2));
            Arrays.fill(known, length, known.length, UNTRANSLATED);
            translations[slot] = known;
        }
        known[code] = number(text, add);
        return known;
    }

    private long number(Object value, boolean add) {
        if (add) {
            return interner.intern(value);
        }
        int id = interner.find(value);
        return id == Interner.ABSENT ? UNKNOWN : id;
    }

    private int slot(Dictionary dictionary) {
        for (int i = 0; i < DICTIONARIES; i++) {
            if (dictionaries[i] == dictionary) {
                return i;
            }
        }
        int slot = oldest;
        oldest = (oldest + 1) % DICTIONARIES;
        dictionaries[slot] = dictionary;
        translations[slot] = new long[64];
        Arrays.fill(translations[slot], UNTRANSLATED);
        return slot;
    }

    private long[] objects(ObjectColumn column, int count, boolean add) {
        long[] out = new long[count];
        for (int i = 0; i < count; i++) {
            out[i] = column.isNull(i) ? NULL_ID : number(canonical(Objects.requireNonNull(column.values()[i])), add);
        }
        return out;
    }

    private static Object canonical(Object value) {
        return switch (value) {
            case BigDecimal number -> number.stripTrailingZeros();
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            default -> value;
        };
    }

    /** Appends the value of a long. */
    void decode(long word, boolean isNull, ColumnBuilder out) {
        if (isNull || (!needsNullBit && word == nullWord())) {
            out.appendNull();
            return;
        }
        switch (type.storage()) {
            case LONG -> out.appendLong(word);
            case DOUBLE -> out.appendDouble(Double.longBitsToDouble(word));
            case TEXT -> out.appendText((String) interner.value((int) word));
            case OBJECT -> out.appendObject(original(interner.value((int) word)));
        }
    }

    private Object original(Object value) {
        return switch (value) {
            case BigDecimal number when type instanceof DataType.Decimal decimal -> number.setScale(decimal.scale());
            case ByteBuffer bytes -> {
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                yield copy;
            }
            default -> value;
        };
    }

    /** How many texts or objects are kept. */
    int internedSize() {
        return interner.size();
    }

    /** A column of this type that knows no values yet. */
    KeyColumn fresh() {
        return new KeyColumn(new Field("key", type, needsNullBit));
    }

    /** The number in this column of what has {@code word} in {@code other}. */
    long adopt(KeyColumn other, long word) {
        boolean numbered = type.storage() == DataType.Storage.TEXT || type.storage() == DataType.Storage.OBJECT;
        return numbered && word >= 0 ? interner.intern(other.interner.value((int) word)) : word;
    }

    void write(StateWriter out) {
        out.writeInt(interner.size());
        for (int i = 0; i < interner.size(); i++) {
            out.writeValue(original(interner.value(i)));
        }
    }

    void read(StateReader in) {
        interner.clear();
        Arrays.fill(dictionaries, null);
        int size = in.readCount(1);
        for (int i = 0; i < size; i++) {
            interner.intern(canonical(Objects.requireNonNull(in.readValue())));
        }
    }
}
