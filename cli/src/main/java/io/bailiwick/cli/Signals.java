package io.bailiwick.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * What this process is told from outside.
 *
 * <p>Only {@code sun.misc.Signal} hears SIGHUP; it is reached by reflection because its warning cannot be suppressed and
 * warnings fail the build.
 */
final class Signals {

    private Signals() {}

    /** Opens when the process is told to end, so that it ends with an exit code of its own. */
    static CountDownLatch end() {
        CountDownLatch told = new CountDownLatch(1);
        on("TERM", told::countDown);
        on("INT", told::countDown);
        return told;
    }

    /** {@code name} without its {@code SIG}. */
    static void on(String name, Runnable then) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handle = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        then.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handle);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("this Java cannot hear SIG" + name, missing);
        }
    }
}
