package org.crimealliance.demo;

import java.util.List;
import org.crimealliance.stack.CommandLine;
import org.crimealliance.stack.Stack;

/** {@code ./alliance demo}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        CommandLine.run(args, Main::demo);
    }

    static int demo(List<String> args, Stack.Options options) {
        Demo.Wishes wishes = Demo.Wishes.of(args.subList(1, args.size())); // before anything is cleared
        Stack stack = Stack.of(options);
        stack.refuseIfHindered();
        Demo.refuseUnlessEmpty(stack);
        stack.reset(); // the scenario begins with nobody there
        Thread onCtrlC = new Thread(stack::close, "stop");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try {
            return Demo.run(stack, wishes);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(onCtrlC);
                stack.close();
            } catch (IllegalStateException ctrlC) {
                // the hook is stopping everything
            }
        }
    }
}
