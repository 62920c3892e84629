package io.penstock.demo.flights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object a line, for programs. */
final class JsonView implements DemoView {
    private static final JsonFactory JSON = new JsonFactory();

    private final PrintWriter out;
    private String step = "";

    JsonView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String step) {
        this.step = step;
        Map<String, Object> event = event("begin");
        event.put("step", step);
        print(event);
    }

    @Override
    public void end(String result) {
        Map<String, Object> event = event("end");
        event.put("step", step);
        event.put("result", result);
        print(event);
    }

    @Override
    public void progress(long done, long total, String unit) {
        // Programs want the outcome; a progress line a row would drown it.
    }

    @Override
    public void live(String title, List<String> header, List<List<String>> rows) {
        // See progress.
    }

    @Override
    public void checks(List<Check> checks) {
        for (Check check : checks) {
            Map<String, Object> event = event("check");
            event.put("what", check.what());
            event.put("path", check.path());
            event.put("expected", check.expected());
            event.put("found", check.found());
            event.put("different", check.different());
            event.put("agrees", check.agrees());
            if (!check.agrees()) {
                event.put("example", check.example());
            }
            print(event);
        }
    }

    @Override
    public void note(String key, String text) {
        Map<String, Object> event = event("note");
        event.put("key", key);
        event.put("text", text);
        print(event);
    }

    @Override
    public void failed(String code, String message) {
        Map<String, Object> event = event("failed");
        event.put("code", code);
        event.put("message", message);
        print(event);
    }

    @Override
    public void close() {
        out.flush();
    }

    private static Map<String, Object> event(String name) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", name);
        return event;
    }

    private void print(Map<String, ?> event) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            for (Map.Entry<String, ?> field : event.entrySet()) {
                json.writeFieldName(field.getKey());
                switch (field.getValue()) {
                    case Long number -> json.writeNumber(number);
                    case Boolean flag -> json.writeBoolean(flag);
                    case Object text -> json.writeString(String.valueOf(text));
                }
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.println(line);
    }
}
