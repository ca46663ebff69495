package io.bailiwick.gateway.upstream;

import io.bailiwick.config.Cidr;
import io.bailiwick.config.Upstream.UpstreamTls;
import io.bailiwick.credentials.Credential;
import io.bailiwick.residency.Reach;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that a kept connection is bound to: it carries no request for any other. */
record Place(
        URI url,
        Reach reach,
        Credential credential,
        @Nullable UpstreamTls tls,
        List<Cidr> networks) {

    // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place
                && url.equals(place.url)
                && reach.equals(place.reach)
                && credential.equals(place.credential)
                && Objects.equals(tls, place.tls)
                && networks.equals(place.networks);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }
}
