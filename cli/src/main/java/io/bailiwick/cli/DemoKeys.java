package io.bailiwick.cli;

import java.io.IOException;
import java.util.List;

/** The demo's keys, public by design; sent to a gateway only where its policy is the demo's, to the last byte that counts. */
final class DemoKeys {

    private DemoKeys() {}

    static List<String> of(String policyDigest) throws IOException {
        return policyDigest.equals(DemoCommand.policyDigest())
                ? List.of("bw-demo-eu", "bw-demo-de", "bw-demo-us")
                : List.of();
    }
}
