package io.penstock.stream.data;

/**
 * One column of a schema.
 *
 * @param name the name, case-sensitive
 * @param type the type
 * @param nullable whether it may be NULL
 */
public record Field(String name, DataType type, boolean nullable) {
    public static Field of(String name, DataType type) {
        return new Field(name, type, true);
    }

    public static Field required(String name, DataType type) {
        return new Field(name, type, false);
    }

    @Override
    public String toString() {
        return name + " " + type.sql() + (nullable ? "" : " NOT NULL");
    }
}
