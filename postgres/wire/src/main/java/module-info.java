/** The PostgreSQL protocol, version 3, as messages and bytes: no sockets, no threads, no clock. */
@org.jspecify.annotations.NullMarked
module io.penstock.postgres.wire {
    requires static transitive org.jspecify;
    requires transitive io.penstock;

    exports io.penstock.postgres.wire;
    exports io.penstock.postgres.wire.auth;
    exports io.penstock.postgres.wire.type;
}
