using System.Diagnostics;
using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Errors;

/// <summary>SIGTERM and Ctrl-C end a command in every phase, with the exit code that shells expect and nothing half-written.</summary>
public sealed class SignalTests : IDisposable
{
    // A guard against hanging on a busy machine; 2 s is what is aimed at.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("Reading", 400_000, 5, "train gaussian --data table.csv --out run")]
    [InlineData("Preparing", 300, 2_000, "train realnvp --data table.csv --hidden 1024 --couplings 12 --out run")]
    [InlineData("Training", 3000, 3, "train realnvp --data table.csv --epochs 100000 --learning-rate 1e-6 --out run")]
    [InlineData(
        "Training",
        300,
        40,
        "train realnvp --data table.csv --hidden 1024 --epochs 100000 --learning-rate 1e-6 --out run"
    )]
    [InlineData("Sampling", 100, 3, "sample run -n 100000000 --out x.csv")]
    [InlineData("Evaluating", 2000, 40, "evaluate run")]
    public async Task IsHeardInEveryPhase(string phase, int rows, int columns, string command)
    {
        LongTest.Require();
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        WriteTable(rows, columns);
        if (!command.StartsWith("train", StringComparison.Ordinal))
        {
            Train("gaussian");
        }

        await EndsAsync(phase, TimeSpan.FromMilliseconds(300), isInterrupt: false, command);
    }

    [SkippableTheory]
    [InlineData("Reading", 300_000, 0.3, false, "train trees --data table.csv --out run")]
    [InlineData("Preparing", 100_000, 0.5, false, "train trees --data table.csv --out run")] // kinds, protection and rules
    [InlineData("Sequential trees", 100_000, 1, false, "train trees --data table.csv --out run")]
    [InlineData("Sequential trees", 100_000, 1, true, "train trees --data table.csv --out run")]
    [InlineData("Sampling", 2000, 0.1, true, "sample run -n 10000000 --out x.csv")]
    [InlineData("Evaluating", 2000, 0.3, true, "evaluate run")]
    public async Task IsHeardOnAMixedTable(string phase, int rows, double seconds, bool isInterrupt, string command)
    {
        LongTest.Require();
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        WriteMixedTable(rows);
        if (!command.StartsWith("train", StringComparison.Ordinal))
        {
            Train("trees");
        }

        await EndsAsync(phase, TimeSpan.FromSeconds(seconds), isInterrupt, command);
    }

    private void Train(string model) =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = model,
                    Data = DataSource.FromFiles(folder["table.csv"]),
                    OutputFolder = folder["run"],
                    Threads = 1,
                }
            )
            .Dispose();

    // Numbers, categories, booleans, whole numbers with missing values, and days, all dependent on one number.
    private void WriteMixedTable(int rows)
    {
        string[] levels = ["red", "green", "blue", "gold"];
        var text = new StringBuilder("n1,c1,b1,i1,d1,n2,c2,b2,i2,d2\n");
        var random = new PhiloxRandom(1, 1);
        for (int row = 0; row < rows; row++)
        {
            double common = random.NextNormal();
            for (int half = 0; half < 2; half++)
            {
                double x = common + random.NextNormal();
                string whole = random.NextDouble() < 0.1 ? "" : FormattableString.Invariant($"{40 + (10 * x):0}");
                var day = new DateOnly(2020, 1, 1).AddDays((int)(500 + (100 * x)));
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{x:0.000},{levels[Math.Clamp((int)(x + 2), 0, 3)]},{(x > 0 ? "yes" : "no")},{whole},{day:yyyy-MM-dd}"
                );
                text.Append(half == 0 ? ',' : '\n');
            }
        }

        folder.Write("table.csv", text.ToString());
    }

    private async Task EndsAsync(string phase, TimeSpan delay, bool isInterrupt, string command)
    {
        var (signal, code) = await Signals.ChooseAsync(isInterrupt);
        using var process = Cli.Start(folder.FullPath, command.Split(' '));
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
            Assert.NotNull(line);
        } while (!line.StartsWith(phase, StringComparison.Ordinal));
        await Task.Delay(delay);
        var clock = Stopwatch.StartNew();
        await Signals.SendAsync(process, signal);
        await process.WaitForExitAsync();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Limit);
        Assert.Equal(code, process.ExitCode);
        Assert.False(File.Exists(folder["x.csv"]));
        if (phase == "Training" && File.Exists(folder["run/checkpoint.safetensors"]))
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
