/** Events as rows of a table, in any application: the same columns for every event of a type. */
@NullMarked
package com.wgtwo.camel.component.table;

import org.jspecify.annotations.NullMarked;
