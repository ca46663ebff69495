package io.bailiwick.cli;

import java.util.List;

/** What the demo prints: where things are, the demo's keys, and lines to paste. */
final class DemoText {

    private DemoText() {}

    static String of(List<String> broken) {
        String down = broken.isEmpty() ? "" : "\nDown: " + String.join(", ", broken) + "\n";
        return """

            Two gateways, one policy (config/policies/demo.yaml), three simulated providers:

              EU gateway  http://127.0.0.1:8080   in aws:eu-central-1   admin http://127.0.0.1:9090
              US gateway  http://127.0.0.1:8081   in aws:us-east-1      admin http://127.0.0.1:9091
              providers   onprem:fra1 (DE) :18101   onprem:par1 (FR) :18102   onprem:iad1 (US) :18103
            %s
            Demo keys: bw-demo-eu (acme-gmbh, eu)   bw-demo-de (muster-de, de)   bw-demo-us (globex, us)

            An EU user, served in Frankfurt; the headers say where, by which model, under which prompt:

              curl -si http://127.0.0.1:8080/v1/chat/completions -H 'Authorization: Bearer bw-demo-eu' -H 'Content-Type: application/json' -d '{"model":"chat","messages":[{"role":"user","content":"Hello"}]}'

            The same as a stream:

              curl -siN http://127.0.0.1:8080/v1/chat/completions -H 'Authorization: Bearer bw-demo-eu' -H 'Content-Type: application/json' -d '{"model":"chat","stream":true,"messages":[{"role":"user","content":"Hello"}]}'

            A US user, in Anthropic's dialect; the reply itself says where it ran:

              curl -si http://127.0.0.1:8081/v1/messages -H 'x-api-key: bw-demo-us' -H 'anthropic-version: 2023-06-01' -H 'Content-Type: application/json' -d '{"model":"claude","max_tokens":64,"messages":[{"role":"user","content":"Hello"}]}'

            An EU user at the US gateway: refused from the head, and told where to go:

              curl -si http://127.0.0.1:8081/v1/chat/completions -H 'Authorization: Bearer bw-demo-eu' -H 'Content-Type: application/json' -d '{"model":"chat","messages":[{"role":"user","content":"Hello"}]}'

            What was proven, how endpoints stand, what was seen:

              curl -s http://127.0.0.1:9090/v1/policy
              curl -s http://127.0.0.1:9090/v1/endpoints
              curl -s http://127.0.0.1:9090/v1/versions
              curl -s http://127.0.0.1:9090/metrics

            Take both EU regions down, and see the EU line end in a 503 while the US one answers:

              ./bailiwick demo --break onprem:fra1 --break onprem:par1

            Rehearse the loss of a region while this runs, in another shell:

              ./bailiwick drill --region onprem:fra1 --for 10s

            Each exchange is a line of JSON below. Ctrl-C stops.
            """.formatted(down);
    }
}
