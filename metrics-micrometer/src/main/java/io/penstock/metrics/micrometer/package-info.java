/** {@link io.penstock.metrics.micrometer.MicrometerMetrics}: the engines' metrics in a Micrometer registry. */
package io.penstock.metrics.micrometer;
