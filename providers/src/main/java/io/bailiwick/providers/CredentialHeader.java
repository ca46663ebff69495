package io.bailiwick.providers;

/** The header in which a provider expects its key. */
public enum CredentialHeader {
    BEARER("authorization", "Bearer "),
    X_API_KEY("x-api-key", ""),
    API_KEY("api-key", "");

    private final String headerName;
    private final String prefix;

    CredentialHeader(String headerName, String prefix) {
        this.headerName = headerName;
        this.prefix = prefix;
    }

    /** In lower case. */
    public String headerName() {
        return headerName;
    }

    public String headerValue(String key) {
        return prefix + key;
    }
}
