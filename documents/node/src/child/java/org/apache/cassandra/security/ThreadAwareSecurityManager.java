package org.apache.cassandra.security;

import java.security.Permission;
import java.security.PermissionCollection;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Stands in for the server's class of this name where the JDK has no security manager any more (24 and later), by being
 * earlier on the child's class path. It secures nothing: user-defined functions, its only use, must stay switched off.
 */
public final class ThreadAwareSecurityManager {
    /** Grants nothing and takes nothing. */
    public static final PermissionCollection noPermissions = new NoPermissions();

    private ThreadAwareSecurityManager() {}

    public static void install() {}

    public static boolean isSecuredThread() {
        return false;
    }

    private static final class NoPermissions extends PermissionCollection {
        private static final long serialVersionUID = 1L;

        @Override
        public void add(Permission permission) {
            throw new UnsupportedOperationException("no permission can be added");
        }

        @Override
        public boolean implies(Permission permission) {
            return false;
        }

        @Override
        public Enumeration<Permission> elements() {
            return Collections.emptyEnumeration();
        }
    }
}
