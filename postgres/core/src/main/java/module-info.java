/** An asynchronous PostgreSQL pool: typed rows, transactions, COPY, streaming, cancellation that reaches the server. */
@org.jspecify.annotations.NullMarked
module io.penstock.postgres {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires io.penstock.postgres.wire;
    requires org.slf4j;

    exports io.penstock.postgres;
}
