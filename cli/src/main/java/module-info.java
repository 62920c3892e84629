/** The command line. */
@org.jspecify.annotations.NullMarked
module io.penstock.cli {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires io.penstock.demo.flights;
    requires io.penstock.stream;
    requires io.penstock.stream.testkit;
    requires org.jline;

    opens io.penstock.cli to
            info.picocli;
}
