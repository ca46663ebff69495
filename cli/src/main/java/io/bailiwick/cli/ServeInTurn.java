package io.bailiwick.cli;

/** Gateways one after the other in one process, each until it is told to stop: an archive knows what one process did. */
final class ServeInTurn {

    private ServeInTurn() {}

    /**
     * Serves each policy; the first gateway that does not end as it should is the last.
     *
     * @param policies a file for each gateway
     */
    public static void main(String[] policies) {
        LibrarySettings.apply();
        int exit = Exit.HOLDS;
        for (int at = 0; at < policies.length && exit == Exit.HOLDS; at++) {
            exit = Main.run(StandardStreams.out(), StandardStreams.err(), "serve", "--policy", policies[at]);
        }
        System.exit(exit);
    }
}
