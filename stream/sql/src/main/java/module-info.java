/** SQL text to statements and plans. The only room that sees Calcite. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream.sql {
    requires static transitive org.jspecify;
    requires transitive io.penstock.stream.plan;

    exports io.penstock.stream.sql;
}
