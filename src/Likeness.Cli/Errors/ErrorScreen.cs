using Likeness.Data;

namespace Likeness.Cli.Errors;

/// <summary>Writes one sentence to standard error, and returns the exit code that distinguishes a user's mistake from an internal error.</summary>
internal static class ErrorScreen
{
    public static int Show(Exception error, bool debug)
    {
        var cause = error is AggregateException { InnerException: { } inner } ? inner : error;
        if (cause is LikenessException or PlatformNotSupportedException) // the latter: LIKENESS_ISA names an instruction set that this CPU lacks
        {
            Write(cause is LikenessException known ? known.CommandLineMessage : cause.Message);
            ShowTrace(cause, debug);
            return ExitCode.UserMistake;
        }

        string message = cause.Message.ReplaceLineEndings(" ").TrimEnd('.');
        Write(
            debug
                ? $"likeness failed: {message}"
                : $"likeness failed: {message} ({cause.GetType().Name}; --debug shows where)"
        );
        ShowTrace(cause, debug);
        return ExitCode.Failure;
    }

    private static void Write(string sentence)
    {
        sentence = ControlCharacters.Replace(sentence);
        bool coloured = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
        Console.Error.WriteLine(coloured ? $"\e[31m{sentence}\e[0m" : sentence);
    }

    private static void ShowTrace(Exception cause, bool debug)
    {
        if (debug)
        {
            Console.Error.WriteLine(cause);
        }
    }
}
