package com.wgtwo.camel.proto;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Set;

/**
 * One file of the platform's interface, as published.
 *
 * @param path the path below {@code proto/}, which is also its name in a descriptor set
 * @param imports the files it imports
 * @param names everything it declares at the top level
 */
record PlatformFile(
        String path,
        String protoPackage,
        String javaPackage,
        String outerClass,
        String goPackage,
        Set<String> imports,
        Set<String> names) {

    /** What was generated for this file, found by the Java name that clients of the platform use. */
    FileDescriptor descriptor() {
        try {
            return (FileDescriptor) Class.forName(javaPackage + "." + outerClass)
                    .getMethod("getDescriptor")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(path + " did not become " + javaPackage + "." + outerClass, e);
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
