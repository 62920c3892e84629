package io.penstock.documents.internal.codec;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * The elements of a vector as drivers take them: a list, which can be told from a value of a list column. Immutable.
 */
public abstract class VectorValue<T> extends AbstractList<T> implements RandomAccess {
    VectorValue() {}
}
