package io.bailiwick.gateway.downstream;

import io.bailiwick.identity.ClientCertificate;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Whoever opened a connection: its address, and its certificate where TLS asked for one. Read once per connection. */
record ClientPeer(@Nullable InetAddress address, @Nullable ClientCertificate certificate) {

    /** Once the handshake is over: at the first request. */
    static ClientPeer of(Channel channel, @Nullable SslHandler tls) {
        return new ClientPeer(
                channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null,
                tls == null ? null : certificate(tls.engine().getSession()));
    }

    private static @Nullable ClientCertificate certificate(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own ? ClientCertificate.of(own) : null;
        } catch (SSLPeerUnverifiedException noneAsked) {
            return null;
        }
    }
}
