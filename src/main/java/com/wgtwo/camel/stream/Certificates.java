package com.wgtwo.camel.stream;

import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate files of a connection, read again when one of them changes. New connections use what is new, those that
 * are open go on; files that cannot be used are told of, and the ones from before stay in use.
 *
 * <p>grpc-util can look at the files itself, but only once a minute, tells of what is wrong with a stack trace, and takes a new
 * certificate only together with a new key, where renewing one often keeps the key.
 *
 * <p>TLS is what the JDK allows and HTTP/2 asks for: 1.2 or 1.3.
 */
final class Certificates implements AutoCloseable {

    /** Certificates are exchanged days before they end; this is for whoever watches the log meanwhile. */
    private static final int SECONDS_BETWEEN_LOOKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    private final List<Watched> watched = new ArrayList<>();
    private final Runnable changed;
    private final @Nullable ScheduledExecutorService looks;

    /**
     * Reads the files.
     *
     * @param changed runs after others are in use
     * @throws IllegalArgumentException in one sentence, when one of them cannot be used
     */
    Certificates(ConnectionSettings settings, Runnable changed) {
        this.changed = changed;
        Path trust = settings.trustCertificates();
        if (trust != null) {
            AdvancedTlsX509TrustManager manager = trustManager();
            watch("trust certificates", List.of(trust), () -> manager.updateTrustCredentials(trust.toFile()));
            tls.trustManager(manager);
        }
        Path certificate = settings.clientCertificate();
        Path key = settings.clientKey();
        if (certificate != null && key != null) {
            AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
            watch(
                    "client certificate",
                    List.of(certificate, key),
                    () -> manager.updateIdentityCredentials(certificate.toFile(), key.toFile()));
            tls.keyManager(manager);
        }
        looks = watched.isEmpty() ? null : timer();
    }

    /** What a channel is made with. */
    ChannelCredentials credentials() {
        try {
            return tls.build();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static AdvancedTlsX509TrustManager trustManager() {
        try {
            return AdvancedTlsX509TrustManager.newBuilder().build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has X.509", e);
        }
    }

    private void watch(String what, List<Path> files, Loading loading) {
        Watched these = new Watched(what, files, loading);
        these.load();
        watched.add(these);
    }

    private ScheduledExecutorService timer() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "wgtwo-certificates");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        return timer;
    }

    private void look() {
        boolean others = false;
        for (Watched these : watched) {
            others |= these.look();
        }
        if (others) {
            changed.run();
        }
    }

    @Override
    public void close() {
        if (looks != null) {
            looks.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Loading {
        void run() throws IOException, GeneralSecurityException;
    }

    /** Files that belong together. */
    private static final class Watched {
        private final String what;
        private final List<Path> files;
        private final Loading loading;
        private String seen = "";

        Watched(String what, List<Path> files, Loading loading) {
            this.what = what;
            this.files = files;
            this.loading = loading;
        }

        /** Whether others are in use now. */
        boolean look() {
            String before = seen;
            try {
                if (!stamps().equals(before)) {
                    load();
                    LOG.info("The {} {} changed and are used for new connections.", what, files);
                    return true;
                }
            } catch (IllegalArgumentException e) {
                LOG.warn("Changed files are not used, those from before stay: {}.", e.getMessage());
            }
            return false;
        }

        void load() {
            seen = stamps();
            files.forEach(this::checkReadable);
            try {
                loading.run();
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                throw new IllegalArgumentException(name() + " cannot be used: " + e.getMessage(), e);
            }
        }

        private String name() {
            return what + " '" + files.get(0) + "'";
        }

        private String stamps() {
            StringBuilder stamps = new StringBuilder();
            for (Path file : files) {
                try {
                    BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
                    stamps.append(about.lastModifiedTime()).append(about.size()).append(about.fileKey());
                } catch (IOException e) {
                    // Told of when it is read.
                    stamps.append("none");
                }
            }
            return stamps.toString();
        }

        private void checkReadable(Path file) {
            String named = (file.equals(files.get(0)) ? what : "client key") + " '" + file + "'";
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(named + " is not a readable file");
            }
            try {
                if (!Files.readString(file).contains("-----BEGIN ")) {
                    throw new IllegalArgumentException(
                            named + " is not a PEM file, which has lines such as -----BEGIN CERTIFICATE-----");
                }
            } catch (IOException e) {
                throw new IllegalArgumentException(named + " is not a PEM file", e);
            }
        }
    }
}
