package io.spindle.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code iscsi-test-cu} printed. It counts a test that it skipped as passed; here it is not.
 *
 * @param passed names, with that of their suite, as in {@code Read10.Simple}
 */
public record IscsiTestCu(List<String> passed, List<String> skipped, List<String> failed) {
    private static final Pattern LINE = Pattern.compile("(?m)^Suite: (\\S+)|^  Test: (\\S+) \\.\\.\\.");
    private static final Pattern VERDICT = Pattern.compile("(?m)(?:^|\\.\\.\\.)(passed|FAILED)(?=$| )");

    /** Reads the output of {@code iscsi-test-cu -v}. */
    public static IscsiTestCu parse(String output) {
        IscsiTestCu result = new IscsiTestCu(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Matcher line = LINE.matcher(output);
        Matcher verdict = VERDICT.matcher(output);
        String suite = "";
        while (line.find()) {
            if (line.group(1) != null) {
                suite = line.group(1);
            } else if (verdict.find(line.end() - 3)) {
                // What is printed behind the verdict belongs to the end of the suite.
                boolean skips = output.substring(line.end(), Math.max(line.end(), verdict.start()))
                        .contains("[SKIPPED]");
                String name = suite + "." + line.group(2);
                if (verdict.group(1).equals("FAILED")) {
                    result.failed.add(name);
                } else {
                    (skips ? result.skipped : result.passed).add(name);
                }
            }
        }
        return result;
    }
}
