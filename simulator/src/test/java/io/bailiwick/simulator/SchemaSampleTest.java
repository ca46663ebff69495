package io.bailiwick.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaSampleTest {

    @Test
    void a_sample_has_every_property_in_its_type() {
        assertThat(sample("{'type':'object','properties':{'city':{'type':'string'},'n':{'type':'integer','minimum':7},"
                        + "'on':{'type':'boolean'},'list':{'type':'array','minItems':2,'items':{'enum':['a','b']}}}}"))
                .isEqualTo("{'city':'Berlin','n':7,'on':true,'list':['a','a']}");
    }

    @Test
    void a_sample_follows_references_and_choices() {
        assertThat(sample("{'$defs':{'x':{'const':5}},'type':'object','properties':{'a':{'$ref':'#/$defs/x'},"
                        + "'b':{'anyOf':[{'type':'null'},{'type':'string'}]},'c':{'type':['string','null']}}}"))
                .isEqualTo("{'a':5,'b':null,'c':'simulated'}");
    }

    @Test
    void a_schema_that_refers_to_itself_has_a_finite_sample() {
        assertThat(sample("{'type':'object','properties':{'next':{'$ref':'#'}}}"))
                .contains("null");
    }

    private static String sample(String schema) {
        return Json.text(SchemaSample.of(Json.parse(schema.replace('\'', '"')))).replace('"', '\'');
    }
}
