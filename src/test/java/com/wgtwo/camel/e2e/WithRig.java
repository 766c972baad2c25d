package com.wgtwo.camel.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A rig for each test, which ends with it. */
abstract class WithRig {

    @TempDir
    Path folder;

    Rig rig;

    @BeforeEach
    void startRig() throws Exception {
        rig = new Rig(folder);
    }

    @AfterEach
    void stopRig() {
        rig.close();
    }
}
