package io.spindle.iso.chd;

import java.io.IOException;

/** A canonical Huffman code as CHD has it: the longest code words come first. */
final class HuffmanCode {
    private static final int LENGTH_BITS = 4;

    private final int[] lengths;
    private final int[] words;

    private HuffmanCode(int[] lengths, int[] words) {
        this.lengths = lengths;
        this.words = words;
    }

    /**
     * Reads the lengths of all code words, in 4 bits each: a 1 begins a run, of that length of word and so many more than
     * three, or, followed by another 1, is just one.
     *
     * @param maximumBits of a word: 8 to 15
     */
    static HuffmanCode read(BitReader bits, int symbols, int maximumBits) throws IOException {
        int[] lengths = new int[symbols];
        int symbol = 0;
        while (symbol < symbols) {
            int length = (int) bits.read(LENGTH_BITS);
            int repeats = 1;
            if (length == 1) {
                length = (int) bits.read(LENGTH_BITS);
                repeats = length == 1 ? 1 : 3 + (int) bits.read(LENGTH_BITS);
            }
            if (length > maximumBits || repeats > symbols - symbol) {
                throw new ChdException("the map of hunks is damaged: its code makes no sense");
            }
            while (repeats-- > 0) {
                lengths[symbol++] = length;
            }
        }
        return new HuffmanCode(lengths, words(lengths));
    }

    private static int[] words(int[] lengths) throws ChdException {
        int[] next = new int[33];
        for (int length : lengths) {
            next[length]++;
        }
        int start = 0;
        for (int length = 32; length > 0; length--) {
            int end = start + next[length];
            if (length != 1 && (end & 1) != 0) {
                throw new ChdException("the map of hunks is damaged: its code is not complete");
            }
            next[length] = start;
            start = end >> 1;
        }
        int[] words = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            words[symbol] = lengths[symbol] == 0 ? -1 : next[lengths[symbol]]++;
        }
        return words;
    }

    int decode(BitReader bits) throws IOException {
        int word = 0;
        for (int length = 1; length <= 16; length++) {
            word = word << 1 | (int) bits.read(1);
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length && words[symbol] == word) {
                    return symbol;
                }
            }
        }
        throw new ChdException("the map of hunks is damaged: it holds a word that its code has not");
    }
}
