package com.wgtwo.camel.e2e;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a process shows over JMX. */
final class ManagedBeans {
    private ManagedBeans() {}

    /**
     * Every attribute of every bean that is not Java's own, and the answer of every operation that asks for nothing, changes nothing and gives a text
     * or a table, by the names of bean and attribute. What cannot be read gives the reason.
     */
    @SuppressWarnings("BanJNDI") // the process is the test's own, on this machine
    static Map<String, String> of(AppProcess app) throws Exception {
        VirtualMachine process = VirtualMachine.attach(Long.toString(app.pid()));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(process.startLocalManagementAgent()))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            Map<String, String> shown = new TreeMap<>();
            for (ObjectName bean : beans.queryNames(null, null)) {
                // Java's own repeat the command line, which every list of processes shows.
                if (bean.getDomain().startsWith("java.")) {
                    continue;
                }
                for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
                    shown.put(bean + " " + attribute.getName(), attribute(beans, bean, attribute.getName()));
                }
                for (MBeanOperationInfo operation : beans.getMBeanInfo(bean).getOperations()) {
                    if (bean.getDomain().equals("org.apache.camel") && onlyTells(operation)) {
                        shown.put(bean + " " + operation.getName() + "()", answer(beans, bean, operation.getName()));
                    }
                }
            }
            return shown;
        } finally {
            process.detach();
        }
    }

    private static boolean onlyTells(MBeanOperationInfo operation) {
        return operation.getSignature().length == 0
                && Set.of(String.class.getName(), "javax.management.openmbean.TabularData")
                        .contains(operation.getReturnType())
                && operation.getName().matches("(dump|browse|information|statistics|list|get).*");
    }

    private static String attribute(MBeanServerConnection beans, ObjectName bean, String name) {
        try {
            return text(beans.getAttribute(bean, name));
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static String answer(MBeanServerConnection beans, ObjectName bean, String operation) {
        try {
            return text(beans.invoke(bean, operation, new Object[0], new String[0]));
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] several ? Arrays.deepToString(several) : String.valueOf(value);
    }
}
