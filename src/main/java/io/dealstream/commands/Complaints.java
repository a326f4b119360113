package io.dealstream.commands;

import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in one line why a command did not do what it was asked for. Never quotes what it was given: that might be a
/// secret in the wrong place. Called with nothing, a command explains itself.
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private Complaints() {}

    /// A command that complains so.
    static CommandLine of(Object command) {
        Complaints complaints = new Complaints();
        return new CommandLine(command)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints);
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        if (arguments.length == 0) {
            command.usage(command.getOut());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        say(command, words(problem, command) + "; --help says more");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult given) {
        say(command, words(problem));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /// For people, in one line.
    static void say(CommandLine command, String message) {
        command.getErr().println(command.getCommandName() + ": " + message);
        command.getErr().flush();
    }

    private static String words(ParameterException problem, CommandLine command) {
        return switch (problem) {
            case UnmatchedArgumentException stray -> words(stray.getUnmatched().getFirst());
            case MissingParameterException missing
            when missing.getMissing().size() == 1 -> name(missing.getMissing().getFirst()) + " needs a value";
            case MissingParameterException _, MutuallyExclusiveArgsException _ -> choice(command);
            default ->
                problem.getArgSpec() == null
                        ? String.valueOf(problem.getMessage())
                        : name(problem.getArgSpec()) + " does not take that value";
        };
    }

    private static String words(String stray) {
        return stray.startsWith("--")
                ? "there is no option " + stray.split("=", 2)[0]
                : "there is an argument that belongs to no option";
    }

    /// No command has more than one group.
    private static String choice(CommandLine command) {
        return command.getCommandSpec().argGroups().getFirst().args().stream()
                .map(Complaints::name)
                .sorted()
                .collect(Collectors.joining(", ", "exactly one of ", " is needed"));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String words(Exception problem) {
        return switch (problem) {
            case TimeoutException late -> "Kafka does not answer in time: " + late.getMessage();
            case KafkaException kafkas ->
                "Kafka: " + (kafkas.getCause() == null ? kafkas : kafkas.getCause()).getMessage();
            default -> problem.getMessage() == null ? problem.toString() : problem.getMessage();
        };
    }
}
