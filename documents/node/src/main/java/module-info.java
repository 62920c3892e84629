/** A Cassandra server as inert files, and how to run it in a child JVM. */
@org.jspecify.annotations.NullMarked
module io.penstock.documents.node {
    requires static transitive org.jspecify;

    exports io.penstock.documents.node;
}
