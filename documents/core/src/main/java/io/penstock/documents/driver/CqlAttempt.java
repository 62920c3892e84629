package io.penstock.documents.driver;

/**
 * A try of a request that failed before another node was tried or the request was given up.
 *
 * @param node the node that was tried
 * @param failure what happened there
 */
public record CqlAttempt(String node, String failure) {}
