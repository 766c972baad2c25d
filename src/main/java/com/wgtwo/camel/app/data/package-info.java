/**
 * What the program keeps: tombstones of revoked subscribers, dead letters, its own settings. Plain JDBC that runs on H2
 * and PostgreSQL alike. No readable phone number is written to a key or index.
 */
@NullMarked
package com.wgtwo.camel.app.data;

import org.jspecify.annotations.NullMarked;
