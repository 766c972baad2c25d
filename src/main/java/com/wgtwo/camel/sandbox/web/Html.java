package com.wgtwo.camel.sandbox.web;

/** Text that is written into a web page: what comes from outside cannot become markup. */
final class Html {
    private final StringBuilder html = new StringBuilder(16 * 1024);

    /** Adds markup of our own. */
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Adds text. */
    Html text(Object value) {
        String text = String.valueOf(value);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return this;
    }

    /** Adds an element that holds only text. */
    Html element(String name, Object value) {
        return raw("<" + name + ">").text(value).raw("</" + name + ">\n");
    }

    /** Adds a table cell with a number. */
    Html number(long value) {
        return raw("<td class=\"number\">").text(value).raw("</td>");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
