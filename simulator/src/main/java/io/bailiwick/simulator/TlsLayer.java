package io.bailiwick.simulator;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The TLS over a provider's connections, if it has any. */
record TlsLayer(@Nullable SSLContext context, boolean clientCertificate) {

    Secured over(Socket tcp) throws IOException {
        if (context == null) {
            return new Secured(tcp, Peer.PLAIN);
        }
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, false);
        socket.setNeedClientAuth(clientCertificate);
        socket.startHandshake();
        return new Secured(socket, new Peer(serverName(socket.getSession()), clientSubject(socket.getSession())));
    }

    private static @Nullable String serverName(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return null;
    }

    private static @Nullable String clientSubject(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate.getSubjectX500Principal().getName()
                    : null;
        } catch (SSLPeerUnverifiedException anonymous) {
            return null;
        }
    }

    /** A connection, the layer over it included. */
    record Secured(Socket socket, Peer peer) {}
}
