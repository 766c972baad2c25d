package com.wgtwo.camel.app.failure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.util.concurrent.RejectableThreadPoolExecutor;

/**
 * Makes Camel's thread pools. Those of the profile {@code branches} run a task where it was asked for when all threads are
 * busy, and also when the system gives no further thread: Camel's {@code multicast} does not expect that in the middle of
 * its branches, and the exchange would never end.
 */
public class BranchThreads extends DefaultThreadPoolFactory {
    /** The profile's name, for {@code executorService} of {@code multicast} and the like. */
    static final String PROFILE = "branches";

    /**
     * Has Camel make its pools here, and offers the profile.
     *
     * @param pools of the context, before there are routes
     * @param most threads of a pool; idle ones end after 30 s
     */
    public static void offer(ExecutorServiceManager pools, int most) {
        new BranchThreads().offerBy(pools, most);
    }

    final void offerBy(ExecutorServiceManager pools, int most) {
        pools.setThreadPoolFactory(this);
        pools.registerThreadPoolProfile(new ThreadPoolProfileBuilder(PROFILE)
                // With none, and no queue, Camel's pool has one thread at most.
                .poolSize(1)
                .maxPoolSize(most)
                .maxQueueSize(0)
                .keepAliveTime(30L)
                .build());
    }

    @Override
    public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
        ExecutorService pool = super.newThreadPool(profile, factory);
        return PROFILE.equals(profile.getId()) && pool instanceof ThreadPoolExecutor threads
                ? new HereAtNeed(threads)
                : pool;
    }

    private static final class HereAtNeed extends RejectableThreadPoolExecutor {
        HereAtNeed(ThreadPoolExecutor as) {
            super(
                    as.getCorePoolSize(),
                    as.getMaximumPoolSize(),
                    as.getKeepAliveTime(TimeUnit.NANOSECONDS),
                    TimeUnit.NANOSECONDS,
                    as.getQueue(),
                    as.getThreadFactory(),
                    as.getRejectedExecutionHandler());
            allowCoreThreadTimeOut(as.allowsCoreThreadTimeOut());
        }

        @Override
        public void execute(Runnable task) {
            try {
                super.execute(task);
            } catch (OutOfMemoryError e) {
                // Nothing is queued in a pool without a queue, so no thread has it.
                getRejectedExecutionHandler().rejectedExecution(task, this);
            }
        }
    }
}
