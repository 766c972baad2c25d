package com.wgtwo.camel.app.reload;

import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.CamelProgram;
import com.wgtwo.camel.app.config.Settings;
import org.apache.camel.CamelContext;

/** The program with routes that can be exchanged while it runs. */
public final class ReloadableProgram extends CamelProgram {

    public ReloadableProgram(Settings settings, ClassLoader classLoader, AppBeans beans) {
        super(settings, classLoader, beans);
    }

    @Override
    protected CamelContext createCamelContext() {
        SwapContext context = new SwapContext();
        context.getCamelContextExtension().setRegistry(registry);
        prepareContext(context);
        context.addComponent("direct", new SwapDirect());
        context.addRoutePolicyFactory(new Running.Factory());
        return context;
    }
}
