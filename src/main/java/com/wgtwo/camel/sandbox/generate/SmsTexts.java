package com.wgtwo.camel.sandbox.generate;

import java.util.List;

/** What people write to each other, in many scripts and lengths. */
final class SmsTexts {
    static final List<String> TEXTS = List.of(
            "Are you home for dinner tonight?",
            "Your parcel is ready for collection. Bring the code 4471 and a valid ID.",
            "På vei! Kjøper med brød og fløte på Bø stasjon",
            "Grüße aus München, es ist schön hier",
            "L'été à Besançon… ça te dit ? Réponds-moi avant ce soir",
            "¿Quedamos mañana a las ocho? ¡Trae a tu señora!",
            "Увидимся завтра в шесть у метро",
            "明日の午後三時に駅で会いましょう",
            "我们周末去爬山,好吗?",
            "내일 점심 같이 먹을까요?",
            "مرحبا، كيف حالك اليوم؟",
            "שלום, מה שלומך?",
            "नमस्ते, आप कैसे हैं?",
            "สวัสดีค่ะ พรุ่งนี้เจอกันนะ",
            "Happy birthday!! 🎉🎂 see you at 7 👩‍👩‍👧‍👦",
            "ok 👍🏽",
            "First line\nsecond line\n\nfourth line, after an empty one",
            "<b>5 < 6 & \"quotes\" aren't markup</b>",
            "Euro € and the GSM extension table: ^ { } \\ [ ~ ] |",
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore"
                    + " magna aliqua.");

    /** Sender names as products and shops use them. */
    static final List<String> SENDERS = List.of("MyProduct", "PostNord", "Bank24", "Taxi Oslo");

    /** Numbers of people who are no subscribers. */
    static final List<String> OTHERS =
            List.of("+46724450024", "+4712345678", "+447700900123", "+14155550132", "+819012345678");

    /** Numbers as they look within one country; short codes among them. */
    static final List<String> NATIONAL = List.of("2097", "1881", "02700", "07700900456");

    private SmsTexts() {}
}
