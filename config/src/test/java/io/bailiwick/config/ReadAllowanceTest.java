package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.identity.allowance.Allowance;
import io.bailiwick.identity.allowance.Allowances;
import org.junit.jupiter.api.Test;

class ReadAllowanceTest {

    private static final String POLICY = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, state: /var/lib/bailiwick%s }
        jurisdictions: { eu: { boundary: [EU] }, de: { boundary: [DE] }, us: { boundary: [US] } }
        identity:
          tenants:
            acme: { jurisdiction: %s, keys: ["sha256:5999d721f338321948ccd8b776c4c20cea906152662cd6e75f50533b71f8872e"]%s }
        endpoints:
          vllm: { provider: openai-compatible, url: "http://10.1.2.3:8000/v1", reach: [aws:eu-central-1], models: { chat: m } }
        routes:
          chat: { eu: [[vllm]], de: [[vllm]] }
        """;

    @Test
    void a_tenant_without_an_allowance_has_no_limit() {
        assertThat(Policies.accepted(policy("", "eu", "")).allowances().all()).isEmpty();
    }

    @Test
    void whoever_narrows_a_request_draws_on_the_same_allowance() {
        GatewaySnapshot snapshot = Policies.accepted(
                policy("", "eu", ", allowance: { requests-per-minute: 600, tokens-per-minute: 200000 }"));
        Allowances.Grant eu = snapshot.allowances().of("acme", "eu");
        assertThat(eu).isNotNull();
        assertThat(eu.allowance()).isEqualTo(new Allowance(600L, 200_000L));
        assertThat(snapshot.allowances().of("acme", "de")).isSameAs(eu);
        assertThat(snapshot.allowances().of("acme", "us"))
                .as("never without a limit, whatever is decided")
                .isSameAs(eu);
        assertThat(snapshot.allowances().of("globex", "eu")).isNull();
    }

    @Test
    void each_process_grants_its_share_and_never_more() {
        GatewaySnapshot snapshot = Policies.accepted(
                policy(", replicas: { eu: 7 }", "eu", ", allowance: { eu: { requests-per-minute: 600 } }"));
        Allowances.Grant eu = snapshot.allowances().of("acme", "eu");
        assertThat(eu).isNotNull();
        assertThat(snapshot.granted(eu)).isEqualTo(new Allowance(85L, null));
        assertThat(ProofReport.text(snapshot)).contains("600", "85 / -", "eu,de");
        assertThat(ProofReport.json(snapshot)).contains("\"each_requests_per_minute\" : 85", "\"processes\" : 7");
        assertThat(snapshot.warnings()).noneMatch(warning -> warning.contains("replicas"));
    }

    @Test
    void that_every_process_grants_the_whole_is_never_silent() {
        GatewaySnapshot snapshot = Policies.accepted(policy("", "eu", ", allowance: { requests-per-minute: 600 }"));
        assertThat(snapshot.warnings()).anyMatch(warning -> warning.contains("gateway.replicas is left out"));
        assertThat(ProofReport.text(snapshot)).contains("EACH GRANTS", "600 / -");
    }

    @Test
    void a_tenant_of_two_jurisdictions_is_not_granted_twice_what_is_written_once() {
        assertThat(Policies.problems(policy("", "[eu, us]", ", allowance: { requests-per-minute: 600 }")))
                .anyMatch(problem -> problem.contains("policy.yaml:6:") && problem.contains("one for each"));
        assertThat(Policies.problems(policy("", "[eu, us]", ", allowance: { eu: { requests-per-minute: 600 } }")))
                .anyMatch(problem -> problem.contains("says nothing of 'us'"));
    }

    @Test
    void a_misspelt_word_is_named_as_such() {
        assertThat(Policies.problems(policy("", "eu", ", allowance: { requests-per-minutes: 600 }")))
                .singleElement()
                .asString()
                .contains("'requests-per-minutes' (did you mean 'requests-per-minute'?)");
    }

    @Test
    void an_allowance_is_part_of_the_policys_digest_and_the_number_of_processes_is_not() {
        GatewaySnapshot one = Policies.accepted(policy("", "eu", ", allowance: { requests-per-minute: 600 }"));
        GatewaySnapshot two = Policies.accepted(policy("", "eu", ", allowance: { requests-per-minute: 700 }"));
        GatewaySnapshot shared =
                Policies.accepted(policy(", replicas: 2", "eu", ", allowance: { requests-per-minute: 600 }"));
        assertThat(one.digest()).isNotEqualTo(two.digest()).isEqualTo(shared.digest());
    }

    private static String policy(String gateway, String jurisdiction, String tenant) {
        return POLICY.formatted(gateway, jurisdiction, tenant);
    }
}
