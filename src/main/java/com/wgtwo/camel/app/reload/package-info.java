/**
 * Takes an edit live while the program runs. The edited files are checked as a whole first; then only the routes whose
 * meaning changed are exchanged, with the old ones finishing what they have begun.
 */
@NullMarked
package com.wgtwo.camel.app.reload;

import org.jspecify.annotations.NullMarked;
