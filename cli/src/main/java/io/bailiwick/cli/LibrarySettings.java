package io.bailiwick.cli;

/** What libraries are told before the first class of theirs is loaded, where nobody told them otherwise. */
final class LibrarySettings {

    private LibrarySettings() {}

    static void apply() {
        // Netty's watch for leaks walks a stack now and then: it is for tests, where it watches everything.
        tell("io.netty.leakDetection.level", "disabled");
        // Netty's events for the flight recorder load the whole recorder with the first buffer.
        tell("io.netty.jfr.enabled", "false");
        // Who writes the log; SLF4J would say that it was told so.
        tell("slf4j.provider", ProcessLog.class.getName());
        tell("slf4j.internal.verbosity", "WARN");
    }

    private static void tell(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
