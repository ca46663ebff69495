package io.bailiwick.cli;

import io.bailiwick.identity.ClientKey;
import io.bailiwick.identity.Tenant;
import java.io.PrintWriter;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "keys", mixinStandardHelpOptions = true, description = "Client keys.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before run
final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: keys new --tenant T");
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes a client key; prints it once, with the line for the policy.")
    void make(@Option(names = "--tenant", required = true, paramLabel = "T") String tenant) {
        PrintWriter out = spec.commandLine().getOut();
        if (!Tenant.isName(tenant)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--tenant '" + tenant + "' (expected: at most 63 letters, digits, '.', '_' and '-')");
        }
        ClientKey key = ClientKey.generate(new SecureRandom());
        out.println("key of " + tenant + ", shown this once:");
        out.println();
        out.println("  " + key.reveal());
        out.println();
        out.println("line for the policy, under identity.tenants." + tenant + ".keys:");
        out.println();
        out.println("  - \"" + key.digest() + "\"");
    }
}
