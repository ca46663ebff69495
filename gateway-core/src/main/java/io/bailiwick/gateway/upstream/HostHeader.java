package io.bailiwick.gateway.upstream;

import java.net.URI;

/** Host, port and default port of an endpoint's url. */
final class HostHeader {

    private HostHeader() {}

    static String of(URI url) {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : isTls(url) ? 443 : 80;
    }

    static boolean isTls(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** Without the brackets of an IPv6 literal. */
    static String bareHost(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
