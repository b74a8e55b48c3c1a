using System.Diagnostics;

namespace Likeness.Cli.Tests;

/// <summary>Sends signals to commands.</summary>
internal static class Signals
{
    /// <summary>The signal as it is sent, and the exit code that shells expect: SIGTERM in place of an interrupt that nobody hears.</summary>
    public static async Task<(string Signal, int Code)> ChooseAsync(bool isInterrupt) =>
        isInterrupt && !await IsInterruptIgnoredAsync() ? ("-INT", 130) : ("-TERM", 143);

    public static async Task SendAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    // A shell without job control starts background processes with SIGINT ignored, which their children inherit.
    private static async Task<bool> IsInterruptIgnoredAsync()
    {
        using var sleep = Process.Start("sleep", "1");
        await SendAsync(sleep, "-INT");
        await sleep.WaitForExitAsync();
        return sleep.ExitCode == 0;
    }
}
