package com.example.sms;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Receives SMS events in an application of Spring Boot. */
@SpringBootApplication
public class SmsApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SmsApplication.class);
        application.addInitializers(new SandboxInitializer());
        application.run(arguments);
    }
}
