package io.github.lwmigrate.stack;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Field mask paths by their parts. */
final class MaskTree {
  static final MaskTree WHOLE = new MaskTree();

  private final Map<String, MaskTree> below = new HashMap<>();
  private boolean whole;

  private MaskTree() {
    whole = true;
  }

  static MaskTree of(Collection<String> paths) {
    if (paths.isEmpty()) {
      return WHOLE;
    }
    MaskTree root = new MaskTree();
    root.whole = false;
    for (String path : paths) {
      MaskTree node = root;
      for (String part : path.split("\\.", -1)) {
        MaskTree next = node.below.get(part);
        if (next == null) {
          next = new MaskTree();
          next.whole = false;
          node.below.put(part, next);
        }
        node = next;
      }
      node.whole = true;
    }
    return root;
  }

  /** What is masked below a part; null if nothing is. */
  @Nullable MaskTree below(String part) {
    return whole ? this : below.get(part);
  }
}
