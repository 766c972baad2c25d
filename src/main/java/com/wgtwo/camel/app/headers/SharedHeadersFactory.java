package com.wgtwo.camel.app.headers;

import java.util.Map;
import org.apache.camel.spi.HeadersMapFactory;

/** Makes {@link SharedHeaders} for all messages of a Camel context. */
public final class SharedHeadersFactory implements HeadersMapFactory {
    @Override
    public Map<String, Object> newMap() {
        return new SharedHeaders();
    }

    @Override
    public Map<String, Object> newMap(Map<String, Object> map) {
        SharedHeaders answer = new SharedHeaders();
        answer.putAll(map);
        return answer;
    }

    @Override
    public boolean isInstanceOf(Map<String, Object> map) {
        return map instanceof SharedHeaders;
    }

    @Override
    public boolean isCaseInsensitive() {
        return true;
    }
}
