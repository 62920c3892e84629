/** All that a connector sees of the stream engine. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream.spi {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires transitive io.penstock.stream.data;

    exports io.penstock.stream.spi;
}
