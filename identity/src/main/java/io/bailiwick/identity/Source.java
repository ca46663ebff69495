package io.bailiwick.identity;

/** Who can answer under whose law a user stands, beside the tenant's own line in the policy. */
public enum Source {
    CLAIM("claim"),
    COUNTRY("country"),
    ADDRESS("address"),
    HOST("host");

    private final String word;

    Source(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
