package io.bailiwick.config;

import java.util.Locale;

/** By which of the kernel's interfaces sockets are served. */
public enum SocketKind {
    /** Epoll where it loads, else the JDK's own. */
    AUTO,
    /** Where the kernel and the container's rules let it; else as {@link #AUTO}, and said so. */
    IO_URING,
    EPOLL,
    /** The JDK's own, on every platform. */
    NIO;

    /** The policy's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
