package com.wgtwo.camel.docs;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The comments of the interface's files, which only the descriptor set holds. */
final class Comments {
    private final Map<String, Map<List<Integer>, String>> byFile = new HashMap<>();

    private Comments() {}

    static Comments load() throws IOException {
        Comments comments = new Comments();
        byte[] set = Files.readAllBytes(Path.of(System.getProperty("wgtwo.descriptor-set")));
        for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
            Map<List<Integer>, String> byPath = new HashMap<>();
            for (Location location : file.getSourceCodeInfo().getLocationList()) {
                String text = location.getLeadingComments() + location.getTrailingComments();
                byPath.put(location.getPathList(), text.strip().replaceAll("\\s+", " "));
            }
            comments.byFile.put(file.getName(), byPath);
        }
        return comments;
    }

    String of(Descriptor message) {
        return text(message, path(message));
    }

    String of(FieldDescriptor field) {
        List<Integer> path = path(field.getContainingType());
        path.add(2);
        path.add(field.getIndex());
        return text(field.getContainingType(), path);
    }

    private String text(Descriptor message, List<Integer> path) {
        return byFile.getOrDefault(message.getFile().getName(), Map.of()).getOrDefault(path, "");
    }

    /** Field number and index, level by level, as descriptor.proto says: 4 holds a file's messages, 3 a message's own. */
    private static List<Integer> path(Descriptor message) {
        Descriptor outer = message.getContainingType();
        List<Integer> path = outer == null ? new ArrayList<>() : path(outer);
        path.add(outer == null ? 4 : 3);
        path.add(message.getIndex());
        return path;
    }
}
