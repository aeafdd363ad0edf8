package org.crimealliance.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test of the whole platform; after the last of them everything is stopped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SystemTest.StopsAtTheEnd.class)
@interface SystemTest {

    /** What is in the root's store is closed when all test classes are done: a shutdown hook may be cut off. */
    final class StopsAtTheEnd implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(StopsAtTheEnd.class, key ->
                    (AutoCloseable) TestPlatform::stop);
        }
    }
}
