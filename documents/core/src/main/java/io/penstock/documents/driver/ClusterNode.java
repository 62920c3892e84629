package io.penstock.documents.driver;

/**
 * A node of the cluster.
 *
 * @param address host and port as the driver connects to it
 * @param datacenter its data centre, empty when not known
 * @param rack its rack, empty when not known
 * @param version the server's version, empty when not known
 * @param isUp whether the driver believes that it can be reached
 * @param connections how many connections to it are open
 */
public record ClusterNode(
        String address, String datacenter, String rack, String version, boolean isUp, int connections) {}
