/** Writes typed columns of records while their sources are compiled, and tells what keeps them from being tables. */
@org.jspecify.annotations.NullMarked
module io.penstock.documents.processor {
    requires static transitive org.jspecify;
    requires io.penstock.documents;
    requires java.compiler;

    exports io.penstock.documents.processor;

    provides javax.annotation.processing.Processor with
            io.penstock.documents.processor.ModelProcessor;
}
