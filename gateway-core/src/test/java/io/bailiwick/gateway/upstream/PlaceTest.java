package io.bailiwick.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Cidr;
import io.bailiwick.config.Upstream.UpstreamTls;
import io.bailiwick.credentials.Credential;
import io.bailiwick.credentials.Secret;
import io.bailiwick.gateway.Places;
import io.bailiwick.providers.Provider;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whether two endpoints of one URL share a connection that only one of them may use. */
class PlaceTest {

    private static final Place OPEN = Places.request(
                    Places.candidate("frankfurt", Places.FRANKFURT), Places.permitted(Places.FRANKFURT))
            .place();

    private final IdleConnections idle = new IdleConnections(() -> 0);

    @Test
    void networks_are_part_of_the_place() {
        neverShared(OPEN, new Place(OPEN.url(), OPEN.reach(), OPEN.credential(), OPEN.tls(), List.of(network())));
    }

    @Test
    void trust_is_part_of_the_place() {
        UpstreamTls named = new UpstreamTls(null, "inference.internal");
        neverShared(OPEN, new Place(OPEN.url(), OPEN.reach(), OPEN.credential(), named, OPEN.networks()));
    }

    @Test
    void the_credential_is_part_of_the_place() {
        Credential another = Credential.of(Provider.OPENAI, "env KEY", Secret.of("of-another"));
        neverShared(OPEN, new Place(OPEN.url(), OPEN.reach(), another, OPEN.tls(), OPEN.networks()));
    }

    @Test
    void the_same_written_again_is_the_same_place() {
        Place once = new Place(OPEN.url(), OPEN.reach(), OPEN.credential(), null, List.of(network()));
        Place again = new Place(OPEN.url(), OPEN.reach(), OPEN.credential(), null, List.of(network()));
        EmbeddedChannel kept = new EmbeddedChannel();
        idle.keep(once, kept);
        assertThat(idle.take(again, 0)).isSameAs(kept);
    }

    private static Cidr network() {
        return Objects.requireNonNull(Cidr.parse("10.1.0.0/16"));
    }

    private void neverShared(Place one, Place other) {
        assertThat(idle.at(one).requests()).isNotSameAs(idle.at(other).requests());
        EmbeddedChannel ofOne = new EmbeddedChannel();
        idle.keep(one, ofOne);
        assertThat(idle.take(other, 0)).isNull();
        EmbeddedChannel ofOther = new EmbeddedChannel();
        idle.keep(other, ofOther);
        assertThat(idle.take(one, 0)).isSameAs(ofOne);
        assertThat(idle.take(one, 0)).isNull();
        assertThat(idle.take(other, 0)).isSameAs(ofOther);
    }
}
