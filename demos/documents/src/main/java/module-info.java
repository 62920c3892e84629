/** The code of the guide to documents. */
@org.jspecify.annotations.NullMarked
module io.penstock.guide {
    requires static transitive org.jspecify;
    requires transitive io.penstock.documents;
    requires transitive io.penstock.documents.driver.apache;

    exports io.penstock.guide;
}
