package com.wgtwo.camel.app.run;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** What has to happen at given moments of Camel's start. */
final class Steps extends MainListenerSupport {
    private final Step afterConfigure;
    private final Step afterStart;

    Steps(Step afterConfigure, Step afterStart) {
        this.afterConfigure = afterConfigure;
        this.afterStart = afterStart;
    }

    /** One of them; what it throws ends the start. */
    @FunctionalInterface
    interface Step {
        void with(BaseMainSupport main);
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        afterConfigure.with(main);
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        afterStart.with(main);
    }
}
