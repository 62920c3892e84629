package io.penstock.record;

/**
 * The one naming rule between Java and columns or tables: {@code delayMinutes} is {@code delay_minutes},
 * {@code XMLParser} is {@code xml_parser}, {@code line2Text} is {@code line2_text}.
 */
public final class Naming {
    private Naming() {}

    /** The column or table name of a Java name. */
    public static String toColumn(String javaName) {
        StringBuilder out = new StringBuilder(javaName.length() + 8);
        for (int i = 0; i < javaName.length(); i++) {
            char c = javaName.charAt(i);
            if (Character.isUpperCase(c)) {
                boolean afterWord = i > 0 && !Character.isUpperCase(javaName.charAt(i - 1));
                boolean endsAcronym = i > 0
                        && Character.isUpperCase(javaName.charAt(i - 1))
                        && i + 1 < javaName.length()
                        && Character.isLowerCase(javaName.charAt(i + 1));
                if ((afterWord || endsAcronym) && out.charAt(out.length() - 1) != '_') {
                    out.append('_');
                }
                out.append(Character.toLowerCase(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
