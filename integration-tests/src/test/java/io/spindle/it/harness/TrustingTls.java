package io.spindle.it.harness;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS that believes every certificate; whether certificates are right is shown with real clients. */
final class TrustingTls implements X509TrustManager {
    private TrustingTls() {}

    static SSLSocketFactory factory() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustingTls()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException fault) {
            throw new AssertionError(fault);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        // Everybody is believed.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        // Everybody is believed.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
