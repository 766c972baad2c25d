package com.wgtwo.camel.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenMailTest {
    private final Session session = Session.getInstance(new Properties());

    @Property(tries = 500)
    void isWhatTheLibraryWrites(
            @ForAll @StringLength(max = 300) String text, @ForAll @StringLength(max = 40) String subject)
            throws Exception {
        MimeMessage mail = mail(text);
        mail.setSubject(OneLine.of(subject), "UTF-8");
        mail.saveChanges();

        assertWrittenAsByTheLibrary(mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "8bit", "quoted-printable", "base64", "BASE64", "binary", "uuencode"})
    void isWhatTheLibraryWritesInAnyEncoding(String encoding) throws Exception {
        MimeMessage mail = mail("Møte klokka halv seks? = ja\nPå kaia.");
        mail.saveChanges();
        mail.setHeader("Content-Transfer-Encoding", encoding);

        assertWrittenAsByTheLibrary(mail);
    }

    private MimeMessage mail(String text) throws Exception {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("wgtwo@example.com");
        mail.setRecipients(MimeMessage.RecipientType.TO, "ops@example.com");
        mail.setRecipients(MimeMessage.RecipientType.BCC, "blind@example.com");
        mail.setText(text, "UTF-8");
        return mail;
    }

    private void assertWrittenAsByTheLibrary(MimeMessage mail) throws Exception {
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        WrittenMail.of(mail, session).writeTo(ours, new String[0]);
        ByteArrayOutputStream librarys = new ByteArrayOutputStream();
        mail.writeTo(librarys, WrittenMail.LEFT_OUT);
        assertThat(ours.toByteArray()).asString().doesNotContain("blind").isEqualTo(librarys.toString());
        assertThat(ours.toByteArray()).isEqualTo(librarys.toByteArray());
    }
}
