package io.bailiwick.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the runnable jar was built as. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"bailiwick " + text()};
    }

    /** The commit that it was built from, where the build knew it. */
    static String revision() {
        String built = Main.class.getPackage().getSpecificationVersion();
        return built == null ? "unknown" : built;
    }

    static String text() {
        String built = Main.class.getPackage().getImplementationVersion();
        return built == null ? "from sources" : built;
    }
}
