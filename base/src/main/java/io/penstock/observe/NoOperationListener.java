package io.penstock.observe;

/** Hears nothing. Immutable. */
final class NoOperationListener implements OperationListener {
    static final NoOperationListener INSTANCE = new NoOperationListener();

    private NoOperationListener() {}

    @Override
    public Span started(Operation operation) {
        return (outcome, error) -> {};
    }
}
