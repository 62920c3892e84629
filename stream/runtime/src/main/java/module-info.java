/** Plans as running tasks: operators, state, channels, snapshots. Knows no SQL. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream.runtime {
    requires static transitive org.jspecify;
    requires transitive io.penstock.stream.plan;

    exports io.penstock.stream.runtime;
}
