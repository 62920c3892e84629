/** Doubles and faults for tests of programs that use Penstock, and of Penstock itself. */
@org.jspecify.annotations.NullMarked
module io.penstock.testkit {
    requires static transitive org.jspecify;
    requires transitive io.penstock;

    exports io.penstock.testkit;
}
