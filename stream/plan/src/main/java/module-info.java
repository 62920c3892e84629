/** The physical plan as plain records: the seam between SQL and the runtime. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream.plan {
    requires static transitive org.jspecify;
    requires transitive io.penstock.stream.data;

    exports io.penstock.stream.plan;
}
