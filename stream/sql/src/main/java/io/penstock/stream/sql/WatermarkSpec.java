package io.penstock.stream.sql;

/**
 * How a source's watermark follows its rows: the largest event time seen, less a delay.
 *
 * @param column the TIMESTAMP column that carries event time
 * @param delayMicros how far rows may be out of order, in microseconds, from 0
 */
public record WatermarkSpec(String column, long delayMicros) {}
