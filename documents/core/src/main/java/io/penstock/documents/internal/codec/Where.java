package io.penstock.documents.internal.codec;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;

/**
 * The component that a codec works for, and the wording of its failures. Immutable.
 *
 * @param record the record class
 * @param component the component's name
 */
record Where(Class<?> record, String component) {

    DocumentsException invalid(String why, Throwable cause) {
        return new DocumentsException(DocumentsError.INVALID_ENTITY, "component " + this + " " + why, cause);
    }

    DocumentsException wrongType(Class<?> expected, Class<?> came) {
        return new DocumentsException(
                DocumentsError.WRONG_TYPE,
                "component " + this + " has type " + expected.getName() + ", got " + came.getName());
    }

    DocumentsException isNull(String remedy) {
        return new DocumentsException(
                DocumentsError.NULL_VALUE, "component " + this + " must have a value, but got null; " + remedy);
    }

    /** Values stay out of the message: they may be secrets. */
    PenstockException outOfRange(String why) {
        return new PenstockException(BaseError.VALUE_OUT_OF_RANGE, "the value of component " + this + " " + why);
    }

    @Override
    public String toString() {
        return "'" + component + "' of " + record.getName();
    }
}
