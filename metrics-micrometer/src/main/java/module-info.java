/** The engines' metrics in a Micrometer registry. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-transitive-automatic") // its registry is in our signatures and it has no descriptor
module io.penstock.metrics.micrometer {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires transitive micrometer.core;

    exports io.penstock.metrics.micrometer;
}
