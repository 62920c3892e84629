package io.penstock.documents;

/** One way in which a table of the database does not fit an entity. */
public sealed interface TableDifference {
    /** The difference as a sentence that names the column and both sides. */
    String message();

    /** There is no such table. */
    record TableMissing(String table) implements TableDifference {
        @Override
        public String message() {
            return "table '" + table + "' does not exist";
        }
    }

    /** The entity has a column that the table lacks. */
    record ColumnMissing(String column, String expected) implements TableDifference {
        @Override
        public String message() {
            return "column '" + column + "' does not exist; the record expects it with type " + expected;
        }
    }

    /** The column has another type. */
    record TypeDiffers(String column, String expected, String found) implements TableDifference {
        @Override
        public String message() {
            return "column '" + column + "' has type " + found + ", the record expects " + expected;
        }
    }

    /** The column has another part in the key. */
    record RoleDiffers(String column, String expected, String found) implements TableDifference {
        @Override
        public String message() {
            return "column '" + column + "' is a " + found + ", the record expects a " + expected;
        }
    }

    /** The table has a key column that the entity lacks, so that no row could be written. */
    record KeyColumnUnknown(String column, String found) implements TableDifference {
        @Override
        public String message() {
            return "column '" + column + "' is a " + found + " of the table, but the record has no such component";
        }
    }
}
