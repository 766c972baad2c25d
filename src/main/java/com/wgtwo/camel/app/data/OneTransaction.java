package com.wgtwo.camel.app.data;

import javax.sql.DataSource;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the steps under it in one database transaction: all of their SQL takes effect, or none. A statement in
 * it may take ten minutes. Used in YAML as
 * {@code policy: {ref: oneTransaction, steps: [...]}}. The steps have to stay on one thread.
 */
public final class OneTransaction implements Policy {
    private final DataSource database;
    private final TransactionTemplate template;

    public OneTransaction(DataSource database) {
        this.database = database;
        this.template = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // Nothing about the route depends on the transaction.
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> template.executeWithoutResult(status -> {
            try {
                LongWork.on(DataSourceUtils.getConnection(database));
                steps.process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            if (exchange.isFailed()) {
                status.setRollbackOnly();
            }
        });
    }
}
