package io.bailiwick.cli;

/** What Netty is told before its first class is loaded, where nobody told it otherwise. */
final class NettySettings {

    private NettySettings() {}

    static void apply() {
        // Its watch for leaks walks a stack now and then: it is for tests, where it watches everything.
        tell("io.netty.leakDetection.level", "disabled");
        // Its events for the flight recorder load the whole recorder with the first buffer.
        tell("io.netty.jfr.enabled", "false");
    }

    private static void tell(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
