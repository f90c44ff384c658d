package io.spindle.it.harness;

/** libnbd's shell: a handle {@code h} in Python, not connected yet, and the address {@code uri}. */
public final class NbdShell {
    private static final String PRELUDE = """
            import errno, os, random, struct
            uri = os.environ["URI"]
            image = os.environ["IMAGE"]

            def fails(number, action, *arguments, **named):
                try:
                    action(*arguments, **named)
                except nbd.Error as error:
                    assert error.errnum == number, error
                    return error
                raise AssertionError("no error: expected " + errno.errorcode[number])

            """;

    private NbdShell() {}

    /** Runs the script; one that raises anything fails the test. {@code image} is the path of the file that is served. */
    public static String run(String url, Object image, String script) {
        return Command.of("nbdsh", "-c", PRELUDE + script)
                .with("URI", url)
                .with("IMAGE", image)
                .output();
    }
}
