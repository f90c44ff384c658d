package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import io.spindle.iso.image.TocTokens.Token;
import java.util.Map;

/** Reads a block CD_TEXT of a TOC: the texts of its first language; what no pack is made of is passed over. */
final class TocTexts {
    private static final int MAXIMUM_LANGUAGES = 8;

    private final TocTokens tokens;
    private final Map<CdText.Field, String> texts;

    private TocTexts(TocTokens tokens, Map<CdText.Field, String> texts) {
        this.tokens = tokens;
        this.texts = texts;
    }

    /** Reads what follows the word CD_TEXT. */
    static void read(Token word, TocTokens tokens, Map<CdText.Field, String> texts) throws ImageFormatException {
        new TocTexts(tokens, texts).block(word);
    }

    private void block(Token word) throws ImageFormatException {
        open(word);
        int languages = 0;
        while (!tokens.take("}")) {
            Token next = tokens.next();
            if (next.is("LANGUAGE_MAP")) {
                open(next);
                skip(next);
            } else if (next.is("LANGUAGE") && tokens.peek().isNumber() && languages < MAXIMUM_LANGUAGES) {
                tokens.next();
                open(next);
                language(next, languages++ == 0);
            } else {
                throw next.fault(ImageFormatException.shown(next.text()) + " is no part of CD_TEXT");
            }
        }
    }

    private void language(Token word, boolean taken) throws ImageFormatException {
        while (!tokens.take("}")) {
            Token item = tokens.next();
            if (item.isEnd()) {
                throw word.fault("the block of LANGUAGE has no end");
            }
            if (tokens.take("{")) {
                skip(item);
            } else if (item.quoted() || !tokens.peek().quoted()) {
                throw item.fault(ImageFormatException.shown(item.text()) + " is no item of CD-TEXT with its value");
            } else {
                put(item, tokens.next().text(), taken);
            }
        }
    }

    private void put(Token item, String value, boolean taken) {
        for (CdText.Field field : CdText.Field.values()) {
            if (taken && item.is(field.name())) {
                texts.put(field, value);
            }
        }
    }

    private void open(Token word) throws ImageFormatException {
        if (!tokens.take("{")) {
            throw word.fault(word.text() + " is followed by '{'");
        }
    }

    /** Passes over all up to the end of a block. */
    private void skip(Token word) throws ImageFormatException {
        while (!tokens.take("}")) {
            if (tokens.next().isEnd()) {
                throw word.fault("the block of " + ImageFormatException.shown(word.text()) + " has no end");
            }
        }
    }
}
