using System.ComponentModel;

namespace Likeness.Cli.Tests;

/// <summary>How a command ended, the processor time that it took, whatever else the machine did, and the most memory that it had.</summary>
internal sealed record Measured(CliResult Result, TimeSpan Time, long PeakBytes)
{
    private const int PollMilliseconds = 5;

    // Else as large as the processor's cache allows, which may be hundreds of megabytes: 16 MB, in hexadecimal digits.
    private static readonly (string Variable, string Value) YoungGeneration = ("DOTNET_GCgen0size", "1000000");

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Measured> RunAsync(string folder, params IReadOnlyList<string> arguments)
    {
        using var process = Cli.StartUnder(YoungGeneration, folder, arguments);
        long peak = 0;
        var time = TimeSpan.Zero;
        // A thread of its own: those of the pool may be busy with other tests.
        var watch = new Thread(() =>
        {
            try
            {
                while (!process.HasExited)
                {
                    process.Refresh();
                    peak = Math.Max(peak, process.PeakWorkingSet64);
                    time = process.TotalProcessorTime;
                    Thread.Sleep(PollMilliseconds);
                }
            }
            catch (Exception error) when (error is InvalidOperationException or Win32Exception)
            {
                // It has ended since it was asked; an exception in a thread would end all tests.
            }
        });
        watch.Start();
        var result = await Cli.FinishAsync(process);
        watch.Join();
        return new(result, time, peak);
    }

    /// <summary>Checks that the command was refused with one sentence, in time and within 300 MB.</summary>
    public string Sentence()
    {
        string sentence = Result.Sentence();
        Assert.InRange(PeakBytes, 0, 300_000_000);
        Assert.InRange(Time, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        return sentence;
    }
}
