package io.penstock.documents.driver;

/**
 * Which library a driver stands on.
 *
 * @param name the library's own name
 * @param version the version that is loaded
 * @param protocol the version of CQL's protocol that was agreed on with the server, for example {@code V5}
 */
public record DriverDescription(String name, String version, String protocol) {
    @Override
    public String toString() {
        return name + " " + version + " (protocol " + protocol + ")";
    }
}
