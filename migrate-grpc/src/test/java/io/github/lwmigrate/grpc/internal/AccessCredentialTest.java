package io.github.lwmigrate.grpc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.grpc.Attributes;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessCredentialTest {

  private final List<Metadata> sent = new ArrayList<>();
  private final List<Status> refused = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "NONE, false, false",
    "NONE, true, true",
    "PRIVACY_AND_INTEGRITY, false, true",
    "PRIVACY_AND_INTEGRITY, true, true",
  })
  void token_travelsUnencryptedOnlyWhenThatWasAskedFor(
      SecurityLevel level, boolean plaintextAllowed, boolean travels) {
    new AccessCredential("authorization", "Bearer secret", plaintextAllowed)
        .applyRequestMetadata(new Request(level), Runnable::run, new Applier());

    assertThat(sent).hasSize(travels ? 1 : 0);
    assertThat(refused).hasSize(travels ? 0 : 1);
  }

  @Test
  void text_holdsNoToken() {
    assertThat(new AccessCredential("authorization", "Bearer secret", true).toString())
        .doesNotContain("secret");
  }

  @Test
  void heldBackToken_isExplained() {
    new AccessCredential("authorization", "Bearer secret", false)
        .applyRequestMetadata(new Request(SecurityLevel.NONE), Runnable::run, new Applier());
    Failure failure =
        new Failure(new Attempt.Ending<>(refused.get(0), new Metadata(), new Metadata(), null));

    assertThat(failure.reason("host:1", "secret")).contains("not encrypted").contains("host:1");
    assertThat(failure.remedy()).contains("TLS");
    assertThat(failure.passing()).isFalse();
  }

  private final class Applier extends CallCredentials.MetadataApplier {
    @Override
    public void apply(Metadata headers) {
      sent.add(headers);
    }

    @Override
    public void fail(Status status) {
      refused.add(status);
    }
  }

  private static final class Request extends CallCredentials.RequestInfo {
    private final SecurityLevel level;

    Request(SecurityLevel level) {
      this.level = level;
    }

    @Override
    public MethodDescriptor<?, ?> getMethodDescriptor() {
      return EndDeviceRegistryGrpc.getGetMethod();
    }

    @Override
    public SecurityLevel getSecurityLevel() {
      return level;
    }

    @Override
    public String getAuthority() {
      return "host";
    }

    @Override
    public Attributes getTransportAttrs() {
      return Attributes.EMPTY;
    }
  }
}
