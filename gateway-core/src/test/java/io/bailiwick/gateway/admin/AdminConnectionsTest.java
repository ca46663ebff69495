package io.bailiwick.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** Who gives way where there are more admin connections than there may be. */
class AdminConnectionsTest {

    private final AdminConnections connections = new AdminConnections(2);

    @Test
    void the_stranger_that_came_first_gives_way_to_a_newcomer() {
        EmbeddedChannel first = opened();
        EmbeddedChannel second = opened();
        EmbeddedChannel third = opened();
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
        assertThat(connections.count()).isEqualTo(2);
    }

    @Test
    void whoever_was_let_in_stays_and_where_all_were_the_newcomer_is_closed() {
        EmbeddedChannel first = opened();
        connections.letIn(first);
        EmbeddedChannel second = opened();
        EmbeddedChannel third = opened();
        assertThat(first.isOpen()).isTrue();
        assertThat(second.isOpen()).isFalse();
        connections.letIn(third);
        assertThat(opened().isOpen()).isFalse();
        first.close();
        assertThat(opened().isOpen()).isTrue();
        assertThat(connections.count()).isEqualTo(2);
    }

    private EmbeddedChannel opened() {
        EmbeddedChannel channel = new EmbeddedChannel();
        connections.opened(channel);
        channel.runPendingTasks();
        return channel;
    }
}
