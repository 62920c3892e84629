/** SQL text to statements and plans. The only room that sees Calcite. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream.sql {
    requires static transitive org.jspecify;
    requires transitive io.penstock.stream.plan;
    requires calcite.core;
    requires avatica.core;
    requires com.google.common;
    requires org.slf4j;
    // Calcite's types are named after java.sql, and an automatic module cannot ask for it itself
    requires java.sql;

    exports io.penstock.stream.sql;
    // Calcite asks the generated parser by reflection for what it expected
    exports io.penstock.stream.sql.internal.parser to
            calcite.core;
}
