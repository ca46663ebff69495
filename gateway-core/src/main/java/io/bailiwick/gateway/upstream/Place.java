package io.bailiwick.gateway.upstream;

import io.bailiwick.config.Cidr;
import io.bailiwick.config.Upstream.UpstreamTls;
import io.bailiwick.credentials.Credential;
import io.bailiwick.residency.Reach;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a kept connection is bound to: it carries no request for any other. */
record Place(
        URI url,
        Reach reach,
        Credential credential,
        @Nullable UpstreamTls tls,
        List<Cidr> networks) {}
