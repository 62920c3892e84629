package io.penstock.postgres.wire;

/**
 * One column of a {@link BackendMessage.RowDescription}.
 *
 * @param name the column's name or alias
 * @param origin the table column it comes from
 * @param typeOid the type's object id
 * @param typeSize bytes of a fixed-size type, negative for others
 * @param typeModifier for example the precision of a numeric, -1 for none
 * @param format how the values will be written; {@link Format#TEXT} in the answer to a statement's Describe, when that
 *     is not known yet
 */
public record RowField(String name, Origin origin, int typeOid, int typeSize, int typeModifier, Format format) {
    /** Checkstyle's five parameters do not bind records, but callers mostly have a name and a type. */
    public static RowField of(String name, int typeOid, Format format) {
        return new RowField(name, Origin.NONE, typeOid, -1, -1, format);
    }

    /**
     * The table column that a result column is, if it is one.
     *
     * @param tableOid the table's object id, or 0
     * @param columnNumber the column's number in the table, from 1, or 0
     */
    public record Origin(int tableOid, int columnNumber) {
        /** Not a table column. */
        public static final Origin NONE = new Origin(0, 0);
    }
}
