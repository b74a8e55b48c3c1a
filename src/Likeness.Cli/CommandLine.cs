using System.CommandLine;
using Likeness.Cli.Errors;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Cli.Streams;

namespace Likeness.Cli;

/// <summary>Runs one command, and maps its outcome to an exit code and, for an error, one sentence on standard error.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        Page.Prepare();
        JsonAnswer.Prepare(args);
        TypedCommand.Prepare(args);
        using var interrupt = new Interrupt();
        bool debug = args.Contains("--debug", StringComparer.Ordinal);
        try
        {
            AddedModels.Register();
            (args, string? chosen) = ModelChoice.Complete(args);
            var command = CommandTree.Build(args).Parse(args);
            if (ParseErrors.Find(command) is { } error)
            {
                throw error;
            }

            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // Interrupt handles Ctrl-C: the run must write its checkpoint first
            };
            if (chosen is not null)
            {
                Page.Plain(chosen);
            }

            int code = await command.InvokeAsync(configuration, interrupt.Token).ConfigureAwait(false);
            return code == ExitCode.Interrupted ? interrupt.ExitCode
                : code == ExitCode.Success && StandardStreams.Lost() is { } lost ? ErrorScreen.Show(lost, debug)
                : code;
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return interrupt.ExitCode;
        }
        catch (Exception error)
        {
            return ErrorScreen.Show(error, debug);
        }
    }
}
