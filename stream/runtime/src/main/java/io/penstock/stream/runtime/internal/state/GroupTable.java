package io.penstock.stream.runtime.internal.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Groups by key. The state of a group is a row of {@code stride} longs: the words of its key, its weight, then what the
 * aggregates keep; what is no number lies in a row of objects beside. Rows are dense and numbered; an open-addressing
 * table finds the number of a key. Confined to one thread.
 */
public final class GroupTable {
    private static final int INITIAL = 16;
    private static final int NEW = 0;
    private static final int RESTORED = -1;

    private final int keyWidth;
    private final int stride;
    private final int objectStride;
    private int[] slots = new int[INITIAL * 2];
    private int[] hashes = new int[INITIAL];
    private int[] stamps = new int[INITIAL];
    private long[] words;
    private @Nullable Object[] objects;
    private int[] free = new int[INITIAL];
    private int freeCount;
    private int top;

    GroupTable(int keyWidth, int stride, int objectStride) {
        this.keyWidth = keyWidth;
        this.stride = stride;
        this.objectStride = objectStride;
        this.words = new long[INITIAL * stride];
        this.objects = new @Nullable Object[INITIAL * objectStride];
    }

    /** How many groups there are. */
    int size() {
        return top - freeCount;
    }

    /** All group numbers are below; those of {@linkplain #isLive groups that are gone} too. */
    int top() {
        return top;
    }

    boolean isLive(int group) {
        return hashes[group] != 0;
    }

    /** The state of all groups; the array changes when a group is added. */
    long[] words() {
        return words;
    }

    @Nullable
    Object[] objects() {
        return objects;
    }

    int base(int group) {
        return group * stride;
    }

    int objectBase(int group) {
        return group * objectStride;
    }

    long weight(int group) {
        return words[group * stride + keyWidth];
    }

    /** Whether no batch has touched the group since it was added. */
    boolean isNew(int group) {
        return stamps[group] == NEW;
    }

    /** Notes that a batch touches the group; false when it had done so before. */
    boolean stamp(int group, int batch) {
        if (stamps[group] == batch) {
            return false;
        }
        stamps[group] = batch;
        return true;
    }

    /** The groups of some rows, added where they are new. */
    void resolve(long[][] keys, int from, int to, int[] groups) {
        if (keyWidth == 1) {
            long[] key = keys[0];
            for (int row = from; row < to; row++) {
                groups[row] = resolve(key[row]);
            }
            return;
        }
        if (keyWidth == 2) {
            long[] first = keys[0];
            long[] second = keys[1];
            for (int row = from; row < to; row++) {
                groups[row] = resolve(first[row], second[row]);
            }
            return;
        }
        for (int row = from; row < to; row++) {
            groups[row] = resolve(keys, row);
        }
    }

    private int resolve(long first, long second) {
        int hash = hash(first, second);
        int[] table = slots;
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            int group = table[i] - 1;
            if (group < 0) {
                int added = add(hash);
                words[added * stride] = first;
                words[added * stride + 1] = second;
                return added;
            }
            int base = group * stride;
            if (words[base] == first && words[base + 1] == second) {
                return group;
            }
        }
    }

    private int resolve(long key) {
        int hash = hash(key);
        int[] table = slots;
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            int group = table[i] - 1;
            if (group < 0) {
                int added = add(hash);
                words[added * stride] = key;
                return added;
            }
            if (words[group * stride] == key) {
                return group;
            }
        }
    }

    private int resolve(long[][] keys, int row) {
        int hash = hash(keys, row);
        int group = find(hash, keys, row);
        if (group >= 0) {
            return group;
        }
        int added = add(hash);
        for (int i = 0; i < keyWidth; i++) {
            words[added * stride + i] = keys[i][row];
        }
        return added;
    }

    /** The group of a row; −1 when there is none. */
    int find(long[][] keys, int row) {
        return find(hash(keys, row), keys, row);
    }

    private int find(int hash, long[][] keys, int row) {
        int[] table = slots;
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            int group = table[i] - 1;
            if (group < 0) {
                return -1;
            }
            if (hashes[group] == hash && matches(group, keys, row)) {
                return group;
            }
        }
    }

    private boolean matches(int group, long[][] keys, int row) {
        int base = group * stride;
        for (int i = 0; i < keyWidth; i++) {
            if (words[base + i] != keys[i][row]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        // never 0, which marks a group that is gone
        return (int) (mixed ^ (mixed >>> 32)) | 0x40000000;
    }

    private static int hash(long first, long second) {
        return hash(first ^ Long.rotateLeft(second * 0xC2B2AE3D27D4EB4FL, 29));
    }

    private static int hash(long[][] keys, int row) {
        if (keys.length <= 1) {
            return keys.length == 0 ? hash(0) : hash(keys[0][row]);
        }
        long mixed = keys[0][row];
        for (int i = 1; i < keys.length - 1; i++) {
            mixed = (mixed ^ keys[i][row]) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 29;
        }
        return hash(mixed, keys[keys.length - 1][row]);
    }

    private int add(int hash) {
        int group;
        if (freeCount > 0) {
            group = free[--freeCount];
        } else {
            if (top == hashes.length) {
                grow();
            }
            group = top++;
        }
        hashes[group] = hash;
        stamps[group] = NEW;
        place(slots, group, hash);
        if ((top - freeCount) * 2 > slots.length) {
            rehash(slots.length * 2);
        }
        return group;
    }

    private void grow() {
        int capacity = top * 2;
        hashes = Arrays.copyOf(hashes, capacity);
        stamps = Arrays.copyOf(stamps, capacity);
        words = Arrays.copyOf(words, Math.multiplyExact(capacity, stride));
        objects = Arrays.copyOf(objects, Math.multiplyExact(capacity, objectStride));
    }

    private void rehash(int length) {
        int[] table = new int[length];
        for (int group = 0; group < top; group++) {
            if (hashes[group] != 0) {
                place(table, group, hashes[group]);
            }
        }
        slots = table;
    }

    private static void place(int[] table, int group, int hash) {
        int mask = table.length - 1;
        int i = hash & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = group + 1;
    }

    /** Forgets a group; its number may be given to another. */
    void remove(int group) {
        int mask = slots.length - 1;
        int hole = hashes[group] & mask;
        while (slots[hole] != group + 1) {
            hole = (hole + 1) & mask;
        }
        // what follows in the same run moves up, unless that would put it before its own place
        for (int i = (hole + 1) & mask; slots[i] != 0; i = (i + 1) & mask) {
            int home = hashes[slots[i] - 1] & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = 0;
        hashes[group] = 0;
        Arrays.fill(words, group * stride, (group + 1) * stride, 0);
        Arrays.fill(objects, group * objectStride, (group + 1) * objectStride, null);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = group;
    }

    /** Whether nothing is left in a group's state beside its key. */
    boolean isBlank(int group) {
        for (int i = group * stride + keyWidth; i < (group + 1) * stride; i++) {
            if (words[i] != 0) {
                return false;
            }
        }
        for (int i = group * objectStride; i < (group + 1) * objectStride; i++) {
            if (objects[i] != null) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all groups and keeps the room for others. */
    void clear() {
        Arrays.fill(slots, 0);
        Arrays.fill(hashes, 0, top, 0);
        Arrays.fill(stamps, 0, top, NEW);
        Arrays.fill(words, 0, top * stride, 0);
        Arrays.fill(objects, 0, top * objectStride, null);
        freeCount = 0;
        top = 0;
    }

    void renumber(int column, KeyColumn from, KeyColumn to) {
        for (int group = 0; group < top; group++) {
            if (hashes[group] != 0) {
                words[group * stride + column] = to.adopt(from, words[group * stride + column]);
            }
        }
    }

    /** Finds all groups again by keys that have changed. */
    void rehash() {
        for (int group = 0; group < top; group++) {
            if (hashes[group] != 0) {
                hashes[group] = hashOf(group);
            }
        }
        rehash(slots.length);
    }

    private int hashOf(int group) {
        long[][] key = new long[keyWidth][1];
        for (int i = 0; i < keyWidth; i++) {
            key[i][0] = words[group * stride + i];
        }
        return hash(key, 0);
    }

    /** Writes what one group's object stands for. */
    interface ObjectCodec {
        void write(int index, Object value, StateWriter out);

        Object read(int index, StateReader in);
    }

    void write(StateWriter out, ObjectCodec codec) {
        out.writeInt(size());
        for (int group = 0; group < top; group++) {
            if (hashes[group] == 0) {
                continue;
            }
            out.writeLongs(words, group * stride, stride);
            for (int i = 0; i < objectStride; i++) {
                Object value = objects[group * objectStride + i];
                out.writeByte(value == null ? 0 : 1);
                if (value != null) {
                    codec.write(i, value, out);
                }
            }
        }
    }

    void read(StateReader in, ObjectCodec codec) {
        clear();
        int count = in.readCount(stride * Long.BYTES + objectStride);
        for (int group = 0; group < count; group++) {
            if (group == hashes.length) {
                grow();
            }
            top = group + 1;
            in.readLongs(words, group * stride, stride);
            for (int i = 0; i < objectStride; i++) {
                objects[group * objectStride + i] = in.readByte() == 0 ? null : codec.read(i, in);
            }
            hashes[group] = hashOf(group);
            stamps[group] = RESTORED;
        }
        rehash(Math.max(slots.length, Integer.highestOneBit(Math.max(1, count)) * 4));
    }
}
