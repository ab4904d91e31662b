package dev.imageaudit.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContexts;

/** Which servers' certificates are accepted. */
record Trust(TlsSocketStrategy strategy) {

  /**
   * Those that the platform trusts, and those of {@code caFile}.
   *
   * @throws IOException where {@code caFile} holds no certificates
   */
  static Trust verified(Optional<Path> caFile) throws IOException {
    try {
      if (caFile.isEmpty()) {
        return new Trust(new DefaultClientTlsStrategy(SSLContext.getDefault()));
      }
      KeyStore trusted = platformsOwn();
      int number = 0;
      for (Certificate certificate : certificates(caFile.get())) {
        trusted.setCertificateEntry("ca-file-" + number++, certificate);
      }
      return new Trust(
          new DefaultClientTlsStrategy(
              SSLContexts.custom().loadTrustMaterial(trusted, null).build()));
    } catch (GeneralSecurityException e) {
      throw new IOException("the trusted certificates cannot be used: " + e.getMessage(), e);
    }
  }

  private static KeyStore platformsOwn() throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        for (X509Certificate certificate : x509.getAcceptedIssuers()) {
          store.setCertificateEntry("platform-" + number++, certificate);
        }
      }
    }
    return store;
  }

  private static Iterable<? extends Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException("the CA file " + file + " holds no certificate");
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new IOException("the CA file " + file + " holds no PEM certificates", e);
    }
  }

  /** Every certificate for every name. */
  static Trust unverified() throws IOException {
    try {
      return new Trust(
          new DefaultClientTlsStrategy(
              SSLContexts.custom().loadTrustMaterial(null, TrustAllStrategy.INSTANCE).build(),
              HostnameVerificationPolicy.CLIENT,
              NoopHostnameVerifier.INSTANCE));
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be used: " + e.getMessage(), e);
    }
  }
}
