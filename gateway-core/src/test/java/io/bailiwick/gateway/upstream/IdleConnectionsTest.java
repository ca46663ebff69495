package io.bailiwick.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.Places;
import io.bailiwick.residency.Permitted;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {

    private static final Permitted EUROPE = Places.permitted(Places.FRANKFURT, Places.PARIS);
    private static final Place FRANKFURT = Places.request(Places.candidate("frankfurt", Places.FRANKFURT), EUROPE)
            .place();
    private static final Place PARIS =
            Places.request(Places.candidate("paris", Places.PARIS), EUROPE).place();

    private long nowNanos;
    private final IdleConnections idle = new IdleConnections(() -> nowNanos);

    @Test
    void the_newest_is_taken_first_and_each_once() {
        EmbeddedChannel older = kept(FRANKFURT);
        EmbeddedChannel newer = kept(FRANKFURT);
        assertThat(idle.take(FRANKFURT, nowNanos)).isSameAs(newer);
        assertThat(idle.take(FRANKFURT, nowNanos)).isSameAs(older);
        assertThat(idle.take(FRANKFURT, nowNanos)).isNull();
    }

    @Test
    void a_connection_carries_nothing_for_another_place() {
        kept(FRANKFURT);
        assertThat(idle.take(PARIS, nowNanos)).isNull();
        Place sameUrlElsewhere = new Place(FRANKFURT.url(), PARIS.reach(), FRANKFURT.credential(), null, List.of());
        assertThat(idle.take(sameUrlElsewhere, nowNanos)).isNull();
    }

    @Test
    void what_closed_meanwhile_is_passed_over() {
        EmbeddedChannel living = kept(FRANKFURT);
        kept(FRANKFURT).close();
        assertThat(idle.take(FRANKFURT, nowNanos)).isSameAs(living);
    }

    @Test
    void what_was_kept_too_long_is_closed_and_not_used() {
        EmbeddedChannel old = kept(FRANKFURT);
        nowNanos += Duration.ofSeconds(50).toNanos();
        EmbeddedChannel young = kept(FRANKFURT);
        idle.sweep();
        assertThat(old.isOpen()).isFalse();
        assertThat(idle.take(FRANKFURT, nowNanos)).isSameAs(young);
        EmbeddedChannel last = kept(FRANKFURT);
        nowNanos += Duration.ofSeconds(50).toNanos();
        assertThat(idle.take(FRANKFURT, nowNanos)).isNull();
        assertThat(last.isOpen()).isFalse();
    }

    @Test
    void no_more_are_kept_than_fit_and_the_oldest_go() {
        List<EmbeddedChannel> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(kept(FRANKFURT));
        }
        assertThat(all.stream().filter(EmbeddedChannel::isOpen)).hasSize(256);
        assertThat(all.get(0).isOpen()).isFalse();
        assertThat(all.get(299).isOpen()).isTrue();
    }

    @Test
    void a_place_whose_peer_hung_up_is_dropped_alone() {
        EmbeddedChannel dropped = kept(FRANKFURT);
        EmbeddedChannel other = kept(PARIS);
        idle.drop(FRANKFURT);
        idle.drop(FRANKFURT);
        assertThat(dropped.isOpen()).isFalse();
        assertThat(other.isOpen()).isTrue();
        idle.closeAll();
        assertThat(other.isOpen()).isFalse();
        assertThat(idle.take(PARIS, nowNanos)).isNull();
    }

    @Test
    void a_connection_that_comes_back_after_its_place_was_forgotten_is_found_again_and_closed_in_time() {
        PlaceConnections before = idle.at(FRANKFURT);
        idle.sweep();
        assertThat(idle.at(FRANKFURT)).isNotSameAs(before);
        EmbeddedChannel back = new EmbeddedChannel();
        before.idle(back);
        assertThat(idle.take(FRANKFURT, nowNanos)).isSameAs(back);
        before.idle(back);
        nowNanos += Duration.ofSeconds(50).toNanos();
        idle.sweep();
        assertThat(back.isOpen()).isFalse();
    }

    @Test
    void what_connections_share_is_of_their_own_place_alone() {
        Place sameUrlElsewhere = new Place(FRANKFURT.url(), PARIS.reach(), FRANKFURT.credential(), null, List.of());
        assertThat(idle.at(FRANKFURT).requests()).isSameAs(idle.at(FRANKFURT).requests());
        for (Place other : List.of(PARIS, sameUrlElsewhere)) {
            assertThat(idle.at(other).requests()).isNotSameAs(idle.at(FRANKFURT).requests());
            assertThat(idle.at(other).place()).isEqualTo(other);
        }
        EmbeddedChannel stale = kept(PARIS);
        EmbeddedChannel living = kept(FRANKFURT);
        idle.at(PARIS).stale();
        assertThat(stale.isOpen()).isFalse();
        assertThat(living.isOpen()).isTrue();
    }

    private EmbeddedChannel kept(Place place) {
        EmbeddedChannel channel = new EmbeddedChannel();
        idle.keep(place, channel);
        return channel;
    }
}
