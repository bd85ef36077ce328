package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.APIKey;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The API keys that a stack knows. */
public final class AccessKeys {
  private static final String API_KEY = "NNSXS";
  private static final String ACCESS_TOKEN = "MFRWG";
  private static final String SESSION_TOKEN = "ONZW4";
  private static final Set<String> OTHER_TYPES = Set.of("OJSWM", "MF2XI");
  private static final String APPLICATION_RIGHT = "RIGHT_APPLICATION_";
  private static final int ID_LENGTH = 39;
  private static final int SECRET_LENGTH = 52;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final InstantSource clock;

  AccessKeys(InstantSource clock) {
    this.clock = clock;
  }

  /** Id and token of a new key for one application. */
  public String[] create(String applicationId, String name, Collection<Right> rights) {
    return create(Optional.of(applicationId), name, rights);
  }

  /** Id and token of a new key that may do everything in every application. */
  public String[] createForAdministrator(String name) {
    return create(Optional.empty(), name, Set.of(Right.RIGHT_ALL));
  }

  private String[] create(Optional<String> applicationId, String name, Collection<Right> rights) {
    String id = random(ID_LENGTH);
    String secret = random(SECRET_LENGTH);
    Set<Right> granted = implied(rights);
    APIKey shown =
        APIKey.newBuilder()
            .setId(id)
            .setName(name)
            .addAllRights(granted)
            .setCreatedAt(Times.micros(clock.instant()))
            .setUpdatedAt(Times.micros(clock.instant()))
            .build();
    entries.put(id, new Entry(secret, applicationId, shown));
    return new String[] {id, API_KEY + "." + id + "." + secret};
  }

  /** Who calls with this header, or nobody when it is absent. */
  Caller authenticate(Optional<String> authorization) {
    if (authorization.isEmpty()) {
      return Caller.NOBODY;
    }
    String[] header = authorization.get().split(" ", 2);
    if (header.length < 2 || !header[0].toLowerCase(Locale.ROOT).equals("bearer")) {
      throw Errors.unsupportedAuthorization();
    }
    String[] token = header[1].split("\\.", -1);
    if (token.length != 3) {
      throw Errors.malformedToken();
    }
    return switch (token[0]) {
      case API_KEY -> new Caller(find(token[1], token[2]));
      case ACCESS_TOKEN, SESSION_TOKEN -> throw Errors.tokenNotFound();
      default ->
          throw OTHER_TYPES.contains(token[0])
              ? Errors.unsupportedAuthorization()
              : Errors.malformedToken();
    };
  }

  /** The part of a header that tells callers apart without being secret. */
  static Optional<String> tokenId(Optional<String> authorization) {
    return authorization
        .map(header -> header.split("\\.", -1))
        .filter(parts -> parts.length == 3)
        .map(parts -> parts[1]);
  }

  private Entry find(String id, String secret) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw Errors.apiKeyNotFound(id);
    }
    if (!MessageDigest.isEqual(
        entry.secret.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))) {
      throw Errors.invalidAuthorization();
    }
    return entry;
  }

  private static Set<Right> implied(Collection<Right> rights) {
    Set<Right> implied = EnumSet.noneOf(Right.class);
    implied.addAll(rights);
    for (Right right : Right.values()) {
      boolean ofApplication = right.name().startsWith(APPLICATION_RIGHT);
      if (right != Right.UNRECOGNIZED
          && (rights.contains(Right.RIGHT_ALL)
              || (ofApplication && rights.contains(Right.RIGHT_APPLICATION_ALL)))) {
        implied.add(right);
      }
    }
    implied.remove(Right.right_invalid);
    return implied;
  }

  private String random(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** A key; without an application it is an administrator's. */
  static final class Entry {
    private final String secret;
    private final Optional<String> applicationId;
    private final APIKey shown;

    Entry(String secret, Optional<String> applicationId, APIKey shown) {
      this.secret = secret;
      this.applicationId = applicationId;
      this.shown = shown;
    }

    Optional<String> applicationId() {
      return applicationId;
    }

    APIKey shown() {
      return shown;
    }
  }
}
