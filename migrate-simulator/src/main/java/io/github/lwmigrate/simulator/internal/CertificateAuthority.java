package io.github.lwmigrate.simulator.internal;

import io.grpc.ServerCredentials;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** A certificate authority of one run. */
public final class CertificateAuthority {
  private static final X500Name NAME = new X500Name("CN=Simulated network CA");
  private static final X500Name SERVER_NAME = new X500Name("CN=localhost");
  private static final List<GeneralName> HOSTS =
      List.of(
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1"));

  private final ServerCertificate certificate = ServerCertificate.authority(NAME);

  /** The authority's certificate, for clients to trust. */
  public String pem() {
    return certificate.pem();
  }

  public ServerCredentials serverCredentials() {
    return certificate.issue(NAME, SERVER_NAME, HOSTS).credentials();
  }
}
