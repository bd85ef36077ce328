/** What real servers and programs were seen to do, held against device JSON and checks together. */
@NullMarked
package io.github.lwmigrate.json.conformance;

import org.jspecify.annotations.NullMarked;
