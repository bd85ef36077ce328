/** The SDK as its users meet it. */
@NullMarked
package io.github.lwmigrate.verification;

import org.jspecify.annotations.NullMarked;
