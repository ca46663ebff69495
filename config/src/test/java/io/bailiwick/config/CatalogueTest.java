package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Place;
import io.bailiwick.residency.Promise;
import io.bailiwick.residency.Reach;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = Policies.CATALOGUE;

    @Test
    void a_regional_host_is_declared_whatever_the_provider_is_called() {
        Promise promise = catalogue.promise("eu.api.openai.com", "openai-compatible", null, "gpt-4o", null);

        assertThat(promise.reach()).isEqualTo(reach("openai:eu"));
        assertThat(promise.promise()).isEqualTo(Evidence.DECLARED);
        assertThat(promise.best()).isEqualTo(Evidence.DECLARED);
        assertThat(promise.objection()).isNull();
    }

    @Test
    void a_written_reach_may_be_wider_than_the_promise() {
        Promise promise = catalogue.promise("eu.api.openai.com", "openai", null, "gpt-4o", reach("openrouter:eu"));

        assertThat(promise.objection()).isNull();
        assertThat(promise.reach()).isEqualTo(reach("openrouter:eu"));
    }

    @Test
    void a_written_reach_is_never_narrower_than_the_promise() {
        Promise promise = catalogue.promise("eu.api.openai.com", "openai", null, "gpt-4o", reach("aws:eu-central-1"));

        assertThat(promise.objection()).contains("openai:eu").contains("aws:eu-central-1");
        assertThat(promise.reach().covers(reach("openai:eu"))).isTrue();
    }

    @Test
    void a_host_that_promises_nothing_reaches_anywhere_whatever_is_written() {
        for (String host : List.of(
                "api.openai.com",
                "API.OPENAI.COM.",
                "api.mistral.ai",
                "openrouter.ai",
                "api.groq.com",
                "api.x.ai",
                "api.deepseek.com",
                "aiplatform.googleapis.com",
                "gb.api.openai.com",
                "xx.api.openai.com",
                "eu-west-1.api.x.ai",
                "bedrock-mantle.eu-central-1.api.aws",
                "me-central2-aiplatform.googleapis.com",
                "virginia.api.cognitive.microsoft.us",
                "chinaeast2.api.cognitive.azure.cn",
                "aws-external-anthropic.us-west-2.api.aws")) {
            Promise silent = catalogue.promise(host, "openai-compatible", null, "m", null);
            assertThat(silent.reach()).as(host).isEqualTo(Reach.anywhere());
            assertThat(silent.promise()).as(host).isEqualTo(Evidence.NONE);
            assertThat(silent.objection()).as(host).isNull();
            Promise narrow = catalogue.promise(host, "openai-compatible", null, "m", reach("aws:eu-central-1"));
            assertThat(narrow.reach()).as(host).isEqualTo(Reach.anywhere());
            assertThat(narrow.objection()).as(host).contains("expected: reach: anywhere");
        }
    }

    @Test
    void an_unknown_host_is_attested_by_what_the_operator_writes() {
        Promise written = catalogue.promise("10.1.2.3", "openai-compatible", null, "m", reach("aws:eu-central-1"));
        Promise anywhere = catalogue.promise("10.1.2.3", "openai-compatible", null, "m", Reach.anywhere());
        Promise silent = catalogue.promise("10.1.2.3", "openai-compatible", null, "m", null);

        assertThat(written.promise()).isEqualTo(Evidence.ATTESTED);
        assertThat(written.reach()).isEqualTo(reach("aws:eu-central-1"));
        assertThat(anywhere.promise()).isEqualTo(Evidence.NONE);
        assertThat(anywhere.objection()).isNull();
        assertThat(silent.objection()).contains("10.1.2.3");
        assertThat(silent.reach()).isEqualTo(Reach.anywhere());
    }

    @Test
    void a_host_that_only_looks_like_a_providers_is_unknown() {
        for (String host : List.of("eu.api.openai.com.example.org", "eu-api-openai.com", "myopenai.com")) {
            assertThat(catalogue.knows(host)).as(host).isFalse();
        }
    }

    @Test
    void anthropic_can_be_held_to_the_united_states_and_to_nothing_else() {
        Promise held = catalogue.promise("api.anthropic.com", "anthropic", null, "m", reach("anthropic:us"));
        Promise free = catalogue.promise("api.anthropic.com", "anthropic", null, "m", Reach.anywhere());
        Promise wrong = catalogue.promise("api.anthropic.com", "anthropic", null, "m", reach("aws:us-east-1"));

        assertThat(held.inferenceGeo()).isEqualTo("us");
        assertThat(held.promise()).isEqualTo(Evidence.DECLARED);
        assertThat(held.best()).isEqualTo(Evidence.OBSERVED);
        assertThat(free.inferenceGeo()).isNull();
        assertThat(free.reach()).isEqualTo(Reach.anywhere());
        assertThat(free.objection()).isNull();
        assertThat(wrong.objection()).contains("anthropic:us");
        assertThat(wrong.reach()).isEqualTo(Reach.anywhere());
    }

    @Test
    void anthropic_is_told_where_to_run_in_its_own_dialect_only() {
        Promise promise = catalogue.promise("api.anthropic.com", "openai-compatible", null, "m", reach("anthropic:us"));

        assertThat(promise.inferenceGeo()).isNull();
        assertThat(promise.reach().covers(Reach.anywhere())).isTrue();
        assertThat(promise.objection()).contains("Anthropic's own dialect");
    }

    @Test
    void an_azure_deployment_without_a_name_of_its_own_goes_as_far_as_its_sku() {
        String host = "swedencentral.api.cognitive.microsoft.com";
        Reach stockholm = reach("azure:swedencentral");
        assertThat(catalogue.promise(host, "azure", null, "gpt-4o", stockholm).objection())
                .contains("needs sku");
        assertThat(catalogue
                        .promise(host, "azure", "global-standard", "gpt-4o", stockholm)
                        .reach())
                .isEqualTo(Reach.anywhere());
        assertThat(catalogue
                        .promise(host, "azure", "standard", "gpt-4o", stockholm)
                        .reach())
                .isEqualTo(stockholm);
        assertThat(catalogue
                        .promise(host, "openai-compatible", null, "gpt-4o", stockholm)
                        .objection())
                .as("whatever the policy calls it")
                .isNotNull();
    }

    @Test
    void an_azure_deployment_goes_as_far_as_its_sku() {
        assertThat(azure("standard", reach("azure:swedencentral")).reach()).isEqualTo(reach("azure:swedencentral"));
        assertThat(azure("data-zone", reach("azure:eu-data-zone")).reach()).isEqualTo(reach("azure:eu-data-zone"));
        assertThat(azure("global", Reach.anywhere()).reach()).isEqualTo(Reach.anywhere());
        assertThat(azure(null, reach("azure:swedencentral")).objection()).contains("needs sku");
        assertThat(azure("standard", reach("aws:eu-central-1")).objection()).contains("exactly one azure region");
        assertThat(azure("standard", reach("azure:swedencentral", "azure:francecentral"))
                        .objection())
                .contains("exactly one azure region");
        assertThat(azure("data-zone", reach("azure:swedencentral")).objection()).contains("azure:eu-data-zone");
        assertThat(azure("global", reach("azure:eu-data-zone")).objection()).contains("anywhere");
        assertThat(azure("developer", reach("azure:swedencentral")).reach()).isEqualTo(Reach.anywhere());
    }

    @Test
    void claude_in_foundry_has_no_regional_deployment() {
        Promise promise = catalogue.promise(
                "acme.services.ai.azure.com", "anthropic", "standard", "claude", reach("azure:swedencentral"));

        assertThat(promise.reach()).isEqualTo(Reach.anywhere());
        assertThat(promise.objection()).isNotNull();
    }

    @Test
    void a_bedrock_model_without_a_profile_stays_in_the_region_of_its_host() {
        Promise promise = bedrock("eu-central-1", "anthropic.claude-3-haiku-20240307-v1:0", null);

        assertThat(promise.reach()).isEqualTo(reach("aws:eu-central-1"));
        assertThat(promise.promise()).isEqualTo(Evidence.DECLARED);
    }

    @Test
    void what_others_quote_of_a_providers_api_holds_once_the_operator_writes_the_same() {
        Reach quoted = reach(
                "aws:eu-central-1",
                "aws:eu-north-1",
                "aws:eu-south-1",
                "aws:eu-south-2",
                "aws:eu-west-1",
                "aws:eu-west-2",
                "aws:eu-west-3");

        assertThat(bedrock("eu-west-2", "eu.anthropic.claude", null).reach()).isEqualTo(Reach.anywhere());
        assertThat(bedrock("eu-west-2", "eu.anthropic.claude", quoted).reach()).isEqualTo(quoted);
    }

    @Test
    void a_related_bedrock_row_holds_once_the_operator_writes_the_same() {
        Reach same = reach(
                "aws:eu-central-1",
                "aws:eu-north-1",
                "aws:eu-south-1",
                "aws:eu-south-2",
                "aws:eu-west-1",
                "aws:eu-west-3");

        assertThat(bedrock("eu-central-1", "eu.anthropic.claude", same).reach()).isEqualTo(same);
        assertThat(bedrock("eu-central-1", "eu.anthropic.claude", null).reach()).isEqualTo(Reach.anywhere());
        assertThat(bedrock("eu-central-1", "eu.anthropic.claude", reach("aws:eu-central-1"))
                        .objection())
                .contains("exactly");
    }

    @Test
    void a_bedrock_profile_that_nobody_vouches_for_reaches_anywhere() {
        for (String model : List.of(
                "global.anthropic.claude",
                "amer.anthropic.claude",
                "xx.anthropic.claude",
                "EU.anthropic.claude",
                "arn:aws:bedrock:eu-central-1:1:application-inference-profile/a.b",
                "my-model",
                ".anthropic",
                "eu..anthropic")) {
            assertThat(bedrock("eu-central-2", model, null).reach()).as(model).isEqualTo(Reach.anywhere());
        }
        assertThat(bedrock("mars-central-1", "anthropic.claude", null).reach()).isEqualTo(Reach.anywhere());
    }

    @Test
    void a_vertex_region_holds_once_the_operator_writes_the_same() {
        String host = "europe-west3-aiplatform.googleapis.com";

        assertThat(catalogue
                        .promise(host, "vertex", null, "m", reach("gcp:europe-west3"))
                        .reach())
                .isEqualTo(reach("gcp:europe-west3"));
        assertThat(catalogue.promise(host, "vertex", null, "m", null).reach()).isEqualTo(Reach.anywhere());
        assertThat(catalogue
                        .promise(host, "vertex", null, "m", reach("gcp:europe-west1"))
                        .objection())
                .contains("gcp:europe-west3");
    }

    @Test
    void a_promise_for_some_models_holds_for_those() {
        assertThat(catalogue
                        .promise("us.api.x.ai", "openai-compatible", null, "grok-4.6", null)
                        .reach())
                .isEqualTo(reach("xai:us"));
        assertThat(catalogue
                        .promise("us.api.x.ai", "openai-compatible", null, "grok-3", null)
                        .reach())
                .isEqualTo(Reach.anywhere());
    }

    @Test
    void a_model_that_searches_or_acts_by_itself_reaches_anywhere_whatever_its_host_promises() {
        for (String host : List.of("eu.api.openai.com", "us.api.openai.com", "EU.API.openai.com.")) {
            for (String model : List.of(
                    "gpt-4o-search-preview",
                    "gpt-4o-mini-search-preview-2025-03-11",
                    "GPT-4o-Search-Preview",
                    "gpt-5-search-api",
                    "gpt-5-search-api-2025-10-14",
                    "o3-deep-research",
                    "o4-mini-deep-research-2025-06-26",
                    "computer-use-preview-2025-03-11",
                    "ft:gpt-4o-search-preview:acme::1")) {
                Promise silent = catalogue.promise(host, "openai", null, model, null);
                assertThat(silent.reach()).as(model).isEqualTo(Reach.anywhere());
                assertThat(silent.promise()).as(model).isEqualTo(Evidence.NONE);
                assertThat(silent.objection()).as(model).isNull();
                assertThat(silent.caveat()).as(model).contains(model).contains("judgement");
                Promise narrow = catalogue.promise(host, "openai-compatible", null, model, reach("openai:eu"));
                assertThat(narrow.reach()).as(model).isEqualTo(Reach.anywhere());
                assertThat(narrow.objection()).as(model).contains(model).contains("reach: anywhere");
            }
        }
    }

    @Test
    void other_models_stay_where_their_host_does() {
        for (String model : List.of("gpt-4o", "research", "computer", "text-embedding-3-small", "gpt-search")) {
            Promise promise = catalogue.promise("eu.api.openai.com", "openai", null, model, null);
            assertThat(promise.reach()).as(model).isEqualTo(reach("openai:eu"));
            assertThat(promise.caveat()).as(model).isNull();
        }
        assertThat(catalogue
                        .promise("10.1.2.3", "openai", null, "o3-deep-research", reach("aws:eu-central-1"))
                        .reach())
                .isEqualTo(reach("aws:eu-central-1"));
    }

    private Promise azure(String sku, Reach written) {
        return catalogue.promise("acme.openai.azure.com", "azure", sku, "gpt-4o", written);
    }

    private Promise bedrock(String region, String model, Reach written) {
        return catalogue.promise("bedrock-runtime." + region + ".amazonaws.com", "bedrock", null, model, written);
    }

    private Reach reach(String... names) {
        List<Place> places = Arrays.stream(names)
                .map(name -> Objects.requireNonNull(catalogue.place(name), name))
                .toList();
        return Reach.of(places);
    }
}
