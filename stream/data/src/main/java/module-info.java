/** Columns, batches and stream elements: what flows between the rooms of the stream engine. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream.data {
    requires static transitive org.jspecify;
    requires transitive io.penstock;

    exports io.penstock.stream.data;
}
