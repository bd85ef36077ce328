package io.github.lwmigrate.json.internal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.github.lwmigrate.json.DeviceJsonException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules by which this SDK reads or writes otherwise than the real programs do, on purpose. */
enum Deviation {
  /** A number that the real reader silently changes, or a spelling that JSON does not have. */
  MALFORMED_NUMBER {
    @Override
    boolean refuses(String json, DeviceJsonException refusal) {
      return field(refusal.field())
          .filter(field -> isChanged(token(json, refusal), field))
          .isPresent();
    }
  },
  /** Hexadecimal with padding, or of a wrong length that happens to be base64 of the right one. */
  HEXADECIMAL_OF_WRONG_LENGTH {
    @Override
    boolean refuses(String json, DeviceJsonException refusal) {
      boolean hexadecimal =
          field(refusal.field())
              .filter(field -> Dialect.GENERATED.hexLength(field).isPresent())
              .isPresent();
      return hexadecimal && token(json, refusal).matches("\"[0-9A-Fa-f]*=*\"");
    }
  },
  /** Text behind the one object that was asked for. */
  TEXT_AFTER_THE_OBJECT {
    @Override
    boolean refuses(String json, DeviceJsonException refusal) {
      String before = json.substring(0, (int) refusal.column() - 1).strip();
      return refusal.line() == 1 && before.startsWith("{") && before.endsWith("}");
    }
  },
  /** A time stamp with an offset from UTC. */
  TIME_WITH_OFFSET {
    @Override
    boolean accepts(String json) {
      return Pattern.compile("\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+[+-]\\d\\d:\\d\\d\"")
          .matcher(json)
          .find();
    }
  },
  /** A wrapped value as an object, which versions before 3.12 wrote. */
  WRAPPER_AS_OBJECT {
    @Override
    boolean accepts(String json) {
      return Pattern.compile("\\{\\s*\"value\"\\s*:\\s*[^{}\\[\\]]+}").matcher(json).find();
    }
  },
  /** A duration that the real writer cuts to a text which its own reader refuses. */
  DURATION_OUT_OF_RANGE {
    @Override
    boolean writes(String recorded) {
      return recorded.contains("9223372036.854776382s");
    }
  };

  /** Accepted by the real reader, refused by this one. */
  boolean refuses(String json, DeviceJsonException refusal) {
    return false;
  }

  /** Refused by the real reader, accepted by this one. */
  boolean accepts(String json) {
    return false;
  }

  /** Written by the real writer, refused or written otherwise by this one. */
  boolean writes(String recorded) {
    return false;
  }

  /** The value at the place of the refusal, with its quotes. */
  private static String token(String json, DeviceJsonException refusal) {
    String rest = json.substring((int) refusal.column() - 1);
    return Pattern.compile("^\\s*(\"[^\"]*\"|[^,}\\]\\s]+)")
        .matcher(rest)
        .results()
        .findFirst()
        .map(found -> found.group(1))
        .orElse("");
  }

  private static Optional<FieldDescriptor> field(String path) {
    var type = EndDevice.getDescriptor();
    FieldDescriptor found = null;
    for (String name : path.split("\\.", -1)) {
      FieldDescriptor next = FieldNames.find(type, name).orElse(null);
      if (next == null) {
        return Optional.empty();
      }
      found = valued(next);
      if (found.getJavaType() == JavaType.MESSAGE) {
        type = found.getMessageType();
      }
    }
    return Optional.ofNullable(found);
  }

  private static FieldDescriptor valued(FieldDescriptor field) {
    if (field.isMapField()
        || (field.getJavaType() == JavaType.MESSAGE
            && (Dialect.isGoogleWrapper(field.getMessageType())
                || Dialect.isStackWrapper(field.getMessageType())))) {
      return field.getMessageType().findFieldByName("value");
    }
    return field;
  }

  private static boolean isChanged(String token, FieldDescriptor field) {
    boolean quoted = token.startsWith("\"");
    String text = quoted ? token.substring(1, token.length() - 1) : token;
    return switch (field.getJavaType()) {
      case FLOAT -> !text.matches(NUMBER) || Float.isInfinite(Float.parseFloat(text));
      case DOUBLE -> !text.matches(NUMBER) || Double.isInfinite(Double.parseDouble(text));
      case INT, LONG, ENUM -> !text.matches("-?(0|[1-9][0-9]*)(\\.0+)?") || !fits(text, field);
      default -> false;
    };
  }

  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

  private static boolean fits(String text, FieldDescriptor field) {
    BigInteger value = new BigDecimal(text).toBigInteger();
    return switch (field.getType()) {
      case UINT32 -> value.signum() >= 0 && value.bitLength() <= 32;
      case UINT64 -> value.signum() >= 0 && value.bitLength() <= 64;
      default -> value.bitLength() < 32;
    };
  }
}
