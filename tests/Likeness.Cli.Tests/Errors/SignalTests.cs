using System.Diagnostics;
using System.Globalization;
using System.Text;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Errors;

/// <summary>SIGTERM ends a command in every phase, with the exit code that shells expect and nothing half-written.</summary>
public sealed class SignalTests : IDisposable
{
    // A guard against hanging on a busy machine; 2 s is what is aimed at.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("Reading", 400_000, 5, "train gaussian --data table.csv --out run")]
    [InlineData("Preparing", 300, 2_000, "train realnvp --data table.csv --hidden 1024 --couplings 12 --out run")]
    [InlineData("epoch", 3000, 3, "train realnvp --data table.csv --epochs 100000 --out run")]
    [InlineData("epoch", 3000, 40, "train realnvp --data table.csv --hidden 2048 --epochs 100000 --out run")]
    [InlineData("Sampling", 100, 3, "sample run -n 100000000 --out x.csv")]
    [InlineData("Evaluating", 3000, 60, "evaluate run")]
    public async Task IsHeardInEveryPhase(string phase, int rows, int columns, string command)
    {
        LongTest.Require();
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        WriteTable(rows, columns);
        if (!command.StartsWith("train", StringComparison.Ordinal))
        {
            string[] train = ["train", "gaussian", "--data", "table.csv", "--out", "run"];
            (await Cli.RunAsync(folder.FullPath, train)).Succeeded();
        }

        using var process = Cli.Start(folder.FullPath, command.Split(' '));
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
            Assert.NotNull(line);
        } while (!line.StartsWith(phase, StringComparison.Ordinal));
        await Task.Delay(300);
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Limit);
        Assert.Equal(143, process.ExitCode);
        Assert.False(File.Exists(folder["x.csv"]));
        if (phase == "epoch" && File.Exists(folder["run/checkpoint.safetensors"]))
        {
            Likeness.Interop.SafetensorsFile.Read(folder["run/checkpoint.safetensors"]);
        }
    }

    private void WriteTable(int rows, int columns)
    {
        var text = new StringBuilder();
        var random = new Random(1);
        for (int row = 0; row < rows; row++)
        {
            var cells = Enumerable
                .Range(0, columns)
                .Select(_ => random.NextDouble().ToString("R", CultureInfo.InvariantCulture));
            text.AppendJoin(',', cells).Append('\n');
        }

        folder.Write("table.csv", text.ToString());
    }
}
