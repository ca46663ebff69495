/** With which key? A credential is bound to its endpoint and never prints itself. */
@NullMarked
package io.bailiwick.credentials;

import org.jspecify.annotations.NullMarked;
