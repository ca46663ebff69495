package io.bailiwick.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.SocketKind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Do loops ask for more of a core than anybody else, whoever runs the process? */
final class EventLoopsTest {

    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void a_loop_asks_for_no_priority(SocketKind sockets) throws Exception {
        EventLoops loops = EventLoops.start(sockets);
        try {
            assertThat(loops.group()
                            .submit(() -> Thread.currentThread().getPriority())
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(Thread.NORM_PRIORITY);
        } finally {
            loops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
        }
    }
}
