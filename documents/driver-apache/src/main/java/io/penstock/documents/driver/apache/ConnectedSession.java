package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.addresstranslation.AddressTranslator;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.retry.RetryPolicy;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import com.datastax.oss.driver.internal.core.context.DefaultDriverContext;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's builder of sessions, with those parts put in as objects that its configuration can only name as classes.
 * Confined to one thread.
 */
final class ConnectedSession extends CqlSessionBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedSession.class);
    /** No name under it is ever resolved. */
    private static final String UNREACHABLE = ".untranslated.invalid";

    private final ApacheConfig settings;
    private final Optional<UnaryOperator<InetSocketAddress>> translator;

    ConnectedSession(ApacheConfig settings, Optional<UnaryOperator<InetSocketAddress>> translator) {
        this.settings = settings;
        this.translator = translator;
    }

    @Override
    protected DriverContext buildContext(DriverConfigLoader loader, ProgrammaticArguments arguments) {
        return new Context(loader, arguments, settings, translator);
    }

    private static final class Context extends DefaultDriverContext {
        private final ApacheConfig settings;
        private final Optional<UnaryOperator<InetSocketAddress>> translator;

        Context(
                DriverConfigLoader loader,
                ProgrammaticArguments arguments,
                ApacheConfig settings,
                Optional<UnaryOperator<InetSocketAddress>> translator) {
            super(loader, arguments);
            this.settings = settings;
            this.translator = translator;
        }

        @Override
        protected AddressTranslator buildAddressTranslator() {
            return translator.<AddressTranslator>map(Translated::new).orElseGet(super::buildAddressTranslator);
        }

        @Override
        protected Map<String, RetryPolicy> buildRetryPolicies() {
            Map<String, RetryPolicy> policies = new HashMap<>(super.buildRetryPolicies());
            policies.replaceAll((profile, policy) -> retries(profile) == Retries.NEVER ? new NoRetries() : policy);
            return policies;
        }

        private Retries retries(String profile) {
            ApacheProfile named = settings.profiles().get(profile);
            return named == null ? settings.retries() : named.retries().orElse(settings.retries());
        }
    }

    private record Translated(UnaryOperator<InetSocketAddress> rule) implements AddressTranslator {
        @Override
        public InetSocketAddress translate(InetSocketAddress address) {
            try {
                return rule.apply(address);
            } catch (RuntimeException failed) {
                // Thrown on, it would fail the whole connection; the address itself must not be used instead.
                LOG.warn("the address translator failed for {}, which is not reached", address, failed);
                return InetSocketAddress.createUnresolved(address.getHostString() + UNREACHABLE, address.getPort());
            }
        }

        @Override
        public void close() {}
    }
}
