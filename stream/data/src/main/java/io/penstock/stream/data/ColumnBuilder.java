package io.penstock.stream.data;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of one column, appended one after another. Confined to one thread. */
public final class ColumnBuilder {
    private static final long[] NO_LONGS = {};
    private static final double[] NO_DOUBLES = {};
    private static final int[] NO_CODES = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private final DataType type;
    private final DataType.Storage storage;
    private int capacity;
    private int size;
    private long[] longs = NO_LONGS;
    private double[] doubles = NO_DOUBLES;
    private int[] codes = NO_CODES;
    private @Nullable Object[] objects = NO_OBJECTS;
    private Dictionary dictionary = new Dictionary();
    private long @Nullable [] nulls;

    public ColumnBuilder(DataType type, int capacity) {
        this.type = type;
        this.storage = type.storage();
        this.capacity = Math.max(1, capacity);
        allocate();
    }

    public DataType type() {
        return type;
    }

    /** Appends a value of LONG storage. */
    public void appendLong(long value) {
        if (size == capacity) {
            grow();
        }
        longs[size++] = value;
    }

    /** Appends a value of DOUBLE storage. */
    public void appendDouble(double value) {
        if (size == capacity) {
            grow();
        }
        doubles[size++] = value;
    }

    /** Appends a value of TEXT storage. */
    public void appendText(String value) {
        if (size == capacity) {
            grow();
        }
        codes[size++] = dictionary.encode(value);
    }

    /** Appends a value of OBJECT storage; the object must never change afterwards. */
    public void appendObject(Object value) {
        if (size == capacity) {
            grow();
        }
        objects[size++] = value;
    }

    public void appendNull() {
        if (size == capacity) {
            grow();
        }
        if (nulls == null) {
            nulls = new long[(capacity + 63) >> 6];
        }
        nulls[size >> 6] |= 1L << (size & 63);
        switch (storage) {
            case LONG -> longs[size] = 0;
            case DOUBLE -> doubles[size] = 0;
            case TEXT -> codes[size] = 0;
            case OBJECT -> objects[size] = null;
        }
        size++;
    }

    /** Appends a boxed value of the column's type, see {@link Boxed}; null appends NULL. */
    public void append(@Nullable Object value) {
        if (value == null) {
            appendNull();
            return;
        }
        switch (storage) {
            case LONG -> appendLong(toLong(value));
            case DOUBLE -> appendDouble(((Number) value).doubleValue());
            case TEXT -> appendText((String) value);
            case OBJECT -> appendObject(value);
        }
    }

    private static long toLong(Object value) {
        return switch (value) {
            case Number number -> number.longValue();
            case Boolean flag -> flag ? 1 : 0;
            case Instant instant -> Boxed.micros(instant);
            case LocalDate date -> date.toEpochDay();
            case LocalTime time -> time.toNanoOfDay() / 1000;
            case Duration duration -> duration.dividedBy(Duration.of(1, ChronoUnit.MICROS));
            default -> throw new IllegalArgumentException(value.getClass() + " is not kept as a long");
        };
    }

    void truncate(int rows) {
        for (int row = rows; row < size && nulls != null; row++) {
            nulls[row >> 6] &= ~(1L << (row & 63));
        }
        size = rows;
    }

    /** The values as a column; the builder is empty afterwards and keeps its dictionary unless that is full. */
    public Column build() {
        Column column = switch (storage) {
            case LONG -> new LongColumn(longs, nulls);
            case DOUBLE -> new DoubleColumn(doubles, nulls);
            case TEXT -> new TextColumn(codes, dictionary, nulls);
            case OBJECT -> new ObjectColumn(objects, nulls);
        };
        if (dictionary.isFull()) {
            dictionary = new Dictionary();
        }
        size = 0;
        nulls = null;
        allocate();
        return column;
    }

    private void allocate() {
        switch (storage) {
            case LONG -> longs = new long[capacity];
            case DOUBLE -> doubles = new double[capacity];
            case TEXT -> {
                codes = new int[capacity];
                // A batch without any text still has code 0 in its rows.
                dictionary.reserveZero();
            }
            case OBJECT -> objects = new @Nullable Object[capacity];
        }
    }

    private void grow() {
        capacity *= 2;
        switch (storage) {
            case LONG -> longs = Arrays.copyOf(longs, capacity);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
            case TEXT -> codes = Arrays.copyOf(codes, capacity);
            case OBJECT -> objects = Arrays.copyOf(objects, capacity);
        }
        if (nulls != null) {
            nulls = Arrays.copyOf(nulls, (capacity + 63) >> 6);
        }
    }
}
