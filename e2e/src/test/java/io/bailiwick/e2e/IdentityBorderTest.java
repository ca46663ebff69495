package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a client can do to be somebody else, or somewhere else; and what a file can do that changes under way. */
class IdentityBorderTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void a_stranger_can_say_neither_its_country_nor_its_address() throws IOException {
        try (IdentityWorld world =
                IdentityWorld.start(policy -> policy.replace("trusted: [127.0.0.1]", "trusted: [10.0.0.0/8]")
                        .replace("trusted-proxies: [127.0.0.0/8]", "trusted-proxies: [10.0.0.0/8]"))) {
            assertThat(IdentityWorld.decided(world.ask("filed-key", "x-user-country", "US")))
                    .isEqualTo("jurisdiction_unresolved");
            assertThat(IdentityWorld.decided(world.ask("filed-key", "x-forwarded-for", "203.0.113.1")))
                    .isEqualTo("jurisdiction_unresolved");
            assertThat(IdentityWorld.decided(world.ask("filed-key", "x-user-country", "US", "x-user-country", "US")))
                    .isEqualTo("jurisdiction_unresolved");
            assertThat(IdentityWorld.decided(
                            world.ask("key-of-euco", "x-user-country", "US", "x-forwarded-for", "203.0.113.1")))
                    .isEqualTo("eu");
            world.sinks.assertUntouched(IdentityWorld.VIRGINIA);
        }
    }

    @Test
    void what_locates_a_user_never_goes_upstream() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            RawReply reply = world.ask(
                    "key-of-euco",
                    "x-user-country",
                    "DE",
                    "x-forwarded-for",
                    "198.51.100.1",
                    "forwarded",
                    "for=198.51.100.1");
            assertThat(IdentityWorld.decided(reply)).isEqualTo("de");
            assertThat(world.sinks.seenIn("a message of this test")).containsExactly(IdentityWorld.FRANKFURT);
            for (String word : List.of("198.51.100.1", "x-user-country", "x-forwarded-for", "key-of-euco")) {
                assertThat(world.sinks.seenIn(word)).as(word).isEmpty();
                assertThat(world.gateway.log()).doesNotContain(word);
            }
            world.issuerSawNothingOf(Canaries.fresh(), "198.51.100.1", "key-of-euco", "a message of this test");
        }
    }

    @Test
    void a_trusted_header_that_comes_twice_or_says_two_things_is_not_chosen_from() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            for (String[] twice : new String[][] {
                {"x-user-country", "US", "x-user-country", "DE"},
                {"x-user-country", "DE", "x-user-country", "DE"},
                {"x-user-country", "US, DE"},
                {"x-user-country", ""},
                {"x-user-country", "U"},
                {"x-user-country", "\u00d0E"},
            }) {
                assertThat(IdentityWorld.decided(world.ask("filed-key", twice)))
                        .as(String.join(" ", twice))
                        .isEqualTo("jurisdiction_unresolved");
            }
            assertThat(IdentityWorld.decided(world.ask("filed-key", "X-User-Country", " DE ")))
                    .isEqualTo("de");
        }
    }

    @Test
    void of_several_forwarded_addresses_only_the_proxys_own_word_counts() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            assertThat(IdentityWorld.decided(world.ask("filed-key", "x-forwarded-for", "203.0.113.1, 198.51.100.1")))
                    .isEqualTo("de");
            assertThat(IdentityWorld.decided(world.ask(
                            "filed-key",
                            "x-forwarded-for",
                            "203.0.113.1",
                            "x-forwarded-for",
                            "198.51.100.1, 127.0.0.9")))
                    .isEqualTo("de");
            assertThat(IdentityWorld.decided(world.ask("filed-key", "x-forwarded-for", "203.0.113.1, nonsense")))
                    .isEqualTo("jurisdiction_unresolved");
            assertThat(IdentityWorld.decided(world.ask("filed-key", "x-forwarded-for", "203.0.113.1,")))
                    .isEqualTo("jurisdiction_unresolved");
        }
    }

    @Test
    void a_host_is_one_name_however_it_is_written() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            for (String host : List.of("de.llm.example", "DE.LLM.Example", "de.llm.example.", "de.llm.example:8443")) {
                assertThat(IdentityWorld.decided(world.calling(host, "key-of-freeco")))
                        .as(host)
                        .isEqualTo("de");
            }
            for (String host : List.of("us.llm.example", "us.llm.example.:80")) {
                assertThat(IdentityWorld.decided(world.calling(host, "key-of-euco")))
                        .as(host)
                        .isEqualTo("jurisdiction_conflict");
                assertThat(IdentityWorld.decided(world.calling(host, "filed-key")))
                        .as(host)
                        .isEqualTo("us");
            }
            for (String host :
                    List.of("us.llm.example,de.llm.example", "x@us.llm.example", "us.llm.example/", "llm.example")) {
                assertThat(IdentityWorld.decided(world.calling(host, "filed-key")))
                        .as(host)
                        .isEqualTo("jurisdiction_unresolved");
            }
            RawReply other = world.ask("filed-key", "x-forwarded-host", "us.llm.example");
            assertThat(IdentityWorld.decided(other)).isEqualTo("jurisdiction_unresolved");
        }
    }

    @Test
    void keys_in_a_file_come_go_and_end_without_a_reload() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            assertThat(served(world, "filed-key")).isTrue();
            keys(
                    world,
                    IdentityWorld.digest("second-key") + "\n" + IdentityWorld.digest("filed-key") + " expires="
                            + Instant.now().plusSeconds(3600) + "\n" + IdentityWorld.digest("old-key") + " expires="
                            + Instant.now().minusSeconds(1) + "\n");
            Awaitility.await("the new key opens").atMost(SOON).until(() -> served(world, "second-key"));
            assertThat(served(world, "filed-key")).isTrue();
            assertThat(served(world, "old-key")).isFalse();
            keys(world, IdentityWorld.digest("second-key") + "\nbw-a-key-in-clear\n");
            keys(world, IdentityWorld.digest("second-key") + "\n");
            Awaitility.await("the old key opens nothing").atMost(SOON).until(() -> !served(world, "filed-key"));
            assertThat(served(world, "second-key")).isTrue();
            keys(
                    world,
                    IdentityWorld.digest("second-key") + "\n" + IdentityWorld.digest("key-of-usco") + "\n"
                            + IdentityWorld.digest("third-key") + "\n");
            Awaitility.await("the file is read").atMost(SOON).until(() -> served(world, "third-key"));
            assertThat(IdentityWorld.decided(world.ask("key-of-usco", "x-user-country", "US")))
                    .as("a key that the policy writes stays with its tenant")
                    .isEqualTo("us");
        }
    }

    @Test
    void a_bad_database_keeps_the_last_good_one_and_a_new_one_counts_without_a_reload() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            String[] german = {"x-forwarded-for", "198.51.100.1"};
            assertThat(IdentityWorld.decided(world.ask("filed-key", german))).isEqualTo("de");
            Files.writeString(world.countries, "no database");
            CountryFile.write(world.countries, "198.51.100.0/24 US");
            Awaitility.await("the new database counts")
                    .atMost(SOON)
                    .until(() -> IdentityWorld.decided(world.ask("filed-key", german))
                            .equals("us"));
            Files.writeString(world.countries, "no database");
            assertThat(IdentityWorld.decided(world.ask("filed-key", german))).isEqualTo("us");
        }
    }

    /** The address might have said a narrower law than the tenant's home. */
    @Test
    void without_its_database_nobody_is_let_in_until_it_is_there() throws IOException {
        try (IdentityWorld world = IdentityWorld.start(policy -> policy.replace("countries.mmdb", "not-there.mmdb"))) {
            for (String key : List.of("filed-key", "key-of-euco")) {
                assertThat(IdentityWorld.decided(world.ask(key, "x-forwarded-for", "198.51.100.1")))
                        .isEqualTo("identity_unavailable");
            }
            CountryFile.write(world.countries.resolveSibling("not-there.mmdb"), "198.51.100.0/24 DE");
            Awaitility.await("the database counts")
                    .atMost(SOON)
                    .until(() -> IdentityWorld.decided(world.ask("filed-key", "x-forwarded-for", "198.51.100.1"))
                            .equals("de"));
        }
    }

    /** A database that cannot be asked has not said that it does not know. */
    @Test
    void an_address_whose_row_is_damaged_lets_nobody_in() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            String[] german = {"x-forwarded-for", "198.51.100.1"};
            assertThat(IdentityWorld.decided(world.ask("filed-key", german))).isEqualTo("de");
            String octets = new String(Files.readAllBytes(world.countries), StandardCharsets.ISO_8859_1);
            Path next = world.countries.resolveSibling("damaged.mmdb");
            Files.write(next, octets.replace("BDE", "\u00a2DE").getBytes(StandardCharsets.ISO_8859_1));
            Files.move(next, world.countries, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Awaitility.await("a number stands where a country should")
                    .atMost(SOON)
                    .until(() -> IdentityWorld.decided(world.ask("filed-key", german))
                            .equals("identity_unavailable"));
        }
    }

    @Test
    void what_a_reload_between_head_and_body_gives_no_law_is_refused_under_the_old_one() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            Canaries canaries = Canaries.fresh();
            String body = Running.chatBody(canaries.prompt());
            String request = RawClient.request(
                    "POST",
                    "/v1/chat/completions",
                    body,
                    "authorization",
                    "Bearer filed-key",
                    "x-user-country",
                    "DE",
                    "expect",
                    "100-continue");
            int head = request.indexOf("\r\n\r\n") + 4;
            try (RawClient client = world.gateway.raw()) {
                client.send(request.substring(0, head));
                client.readTo("100 Continue\r\n\r\n");
                world.gateway.reload(IdentityWorld.policy(world.sinks, world.issuer, world.keyFile, world.countries)
                        .replace("jurisdiction: [eu, us]", "jurisdiction: us"));
                RawReply reply = client.send(request.substring(head)).reply();
                assertThat(IdentityWorld.decided(reply)).isEqualTo("residency_pool_exhausted");
                assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("de");
            }
            world.sinks.assertExactlyIn(Set.of(), canaries);
            assertThat(IdentityWorld.decided(world.ask("filed-key", "x-user-country", "DE")))
                    .isEqualTo("jurisdiction_conflict");
        }
    }

    @Test
    void a_reload_while_an_issuer_is_asked_is_not_met_half_way() throws Exception {
        try (IdentityWorld world = IdentityWorld.start()) {
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .isEqualTo("eu");
            Gate gate = new Gate();
            world.issuer.hold(gate);
            world.issuer.rotate();
            int before = world.issuer.asked().size();
            try (RawClient client = world.gateway.raw()) {
                client.send(RawClient.request(
                        "POST",
                        "/v1/chat/completions",
                        Running.chatBody("x"),
                        "authorization",
                        "Bearer " + world.token("euco", claims -> claims)));
                Awaitility.await("the issuer is asked")
                        .atMost(SOON)
                        .until(() -> world.issuer.asked().size() > before);
                world.gateway.reload(IdentityWorld.policy(world.sinks, world.issuer, world.keyFile, world.countries)
                        .replace("euco: { jurisdiction: eu", "euco: { jurisdiction: free"));
                gate.open();
                assertThat(IdentityWorld.decided(client.reply())).isIn("eu", "identity_unavailable");
            }
            world.sinks.assertUntouched(IdentityWorld.VIRGINIA);
        }
    }

    private static boolean served(IdentityWorld world, String key) throws IOException {
        return world.ask(key, "x-user-country", "DE").status() == 200;
    }

    private static void keys(IdentityWorld world, String text) throws IOException {
        Files.move(
                Files.writeString(world.keyFile.resolveSibling("next"), text),
                world.keyFile,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
