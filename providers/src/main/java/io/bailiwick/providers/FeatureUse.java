package io.bailiwick.providers;

/**
 * Something a request asks for that is not known to stay inside an endpoint's reach. {@code everywhere} marks what
 * leaves the operator's own machines, too.
 */
public record FeatureUse(String name, String where, boolean everywhere) {

    private static final int NAME_CHARS = 80;

    public FeatureUse {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a feature has a name");
        }
        name = name.length() > NAME_CHARS ? name.substring(0, NAME_CHARS) : name;
    }
}
