package io.bailiwick.e2e;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Every module, and which it may use; a constant can only name earlier ones, so the arrows cannot form a circle. */
enum HouseModule {
    RESIDENCY_POLICY("residency-policy", "residency"),
    ROUTING("routing", "routing", RESIDENCY_POLICY),
    PROVIDERS("providers", "providers"),
    CREDENTIALS("credentials", "credentials", PROVIDERS),
    IDENTITY("identity", "identity", RESIDENCY_POLICY),
    CONFIG("config", "config", RESIDENCY_POLICY, ROUTING, PROVIDERS, CREDENTIALS, IDENTITY),
    GATEWAY_CORE("gateway-core", "gateway", RESIDENCY_POLICY, ROUTING, PROVIDERS, CREDENTIALS, IDENTITY, CONFIG),
    OBSERVABILITY("observability", "observability", RESIDENCY_POLICY, ROUTING, PROVIDERS, CONFIG, GATEWAY_CORE),
    REPORT("report", "report", OBSERVABILITY),
    SIMULATOR("simulator", "simulator"),
    TESTKIT("testkit", "testkit", RESIDENCY_POLICY, ROUTING, PROVIDERS, SIMULATOR),
    CLI(
            "cli",
            "cli",
            RESIDENCY_POLICY,
            ROUTING,
            PROVIDERS,
            CREDENTIALS,
            IDENTITY,
            CONFIG,
            GATEWAY_CORE,
            OBSERVABILITY,
            REPORT,
            SIMULATOR),
    E2E(
            "e2e",
            "e2e",
            RESIDENCY_POLICY,
            ROUTING,
            PROVIDERS,
            CREDENTIALS,
            IDENTITY,
            CONFIG,
            GATEWAY_CORE,
            OBSERVABILITY,
            REPORT,
            SIMULATOR,
            TESTKIT,
            CLI);

    private final String directory;
    private final String packageName;
    private final Set<HouseModule> uses;

    HouseModule(String directory, String packageName, HouseModule... uses) {
        this.directory = directory;
        this.packageName = packageName;
        this.uses = Set.of(uses);
    }

    /** Its directory and its artifact's name. */
    String directory() {
        return directory;
    }

    /** Its package and all below it. */
    String packages() {
        return "io.bailiwick." + packageName + "..";
    }

    Set<HouseModule> uses() {
        return uses;
    }

    /** Whether its code ships or serves tests as a library; e2e is tests only. */
    boolean hasMainCode() {
        return this != E2E;
    }

    /** The packages of every module that this one may not use. */
    String[] forbiddenPackages() {
        Set<HouseModule> forbidden = EnumSet.complementOf(EnumSet.of(this));
        forbidden.removeAll(uses);
        return forbidden.stream().map(HouseModule::packages).toArray(String[]::new);
    }

    static HouseModule ofDirectory(String directory) {
        return Arrays.stream(values())
                .filter(module -> module.directory.equals(directory))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no module is called " + directory));
    }
}
