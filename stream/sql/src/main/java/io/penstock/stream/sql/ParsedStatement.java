package io.penstock.stream.sql;

/**
 * One statement of a script that has the form of SQL; what its names mean is not known yet.
 *
 * @param text the statement as it stood in the script, without the semicolon
 * @param line the line in the script where it begins, from 1; errors speak of the script's lines
 * @param column the column where it begins, from 1
 * @param tree the parsed form, of use to {@link SqlFrontEnd} only
 */
public record ParsedStatement(String text, int line, int column, Object tree) {}
