using System.CommandLine;
using System.Globalization;
using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Bench;

/// <summary>
/// Time and memory of MMD² for 5,000 and 5,000 rows of five columns, next to NumPy, and for 100,000 and 100,000 rows, whose kernel
/// matrices would take 80 GB each.
/// </summary>
internal static class MmdBench
{
    /// <summary>The name of the measure on both sides.</summary>
    public const string Name = "MMD² of 5,000 and 5,000 rows";

    private const int Columns = 5;

    // The statistic alone, as NumPy computes it, without interval, baseline or p-value.
    private static readonly EvaluationSettings Alone = new()
    {
        Resamples = 0,
        BaselineRepeats = 0,
        Permutations = 0,
    };

    private static readonly Option<bool> WithLarge = BenchOption.Switch("--large", "also 100,000 rows of each");

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "mmd",
            "MMD² of 5,000 and 5,000 rows, next to NumPy",
            "--small --seconds 0.01 --python none --large",
            Run,
            [.. ComparisonOptions.All, WithLarge]
        );

    private static int Run(ParseResult given)
    {
        ComparisonOptions options = ComparisonOptions.Read(given);
        Console.WriteLine(Machine.Describe());
        int rows = options.IsSmall ? 50 : 5000;
        double ours = double.PositiveInfinity;
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            double taken = 1e3 * Median.Compute(() => Value(rows, Alone with { Threads = threads }), options.Seconds);
            Console.WriteLine(FormattableString.Invariant($"{Name}, {threads} threads: {taken:0.0} ms"));
            ours = Math.Min(ours, taken);
        }

        if (options.Python is not null)
        {
            var baseline = new PyTorchBaseline("mmd", options);
            string seconds = options.Seconds.ToString(CultureInfo.InvariantCulture);
            string[] more = options.IsSmall ? ["--small", "--seconds", seconds] : ["--seconds", seconds];
            double theirs = BaselineSetting
                .All(options.KeepsEnvironment)
                .Min(setting => baseline.Run(setting, more)[Name]);
            Console.WriteLine(FormattableString.Invariant($"NumPy: {theirs:0.0} ms, {theirs / ours:0.0}×"));
        }

        if (given.GetValue(WithLarge))
        {
            Large(options.IsSmall ? 500 : 100_000);
        }

        return 0;
    }

    /// <summary>MMD² of two samples of uniform rows.</summary>
    internal static double Value(int rows, EvaluationSettings settings) =>
        new PiGeneratorMmd().Compute(new EvaluationData(Rows(rows, 0), null, Rows(rows, 1), settings))[0].Value;

    private static void Large(int rows)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        double value = Value(rows, new EvaluationSettings());
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        Console.WriteLine(
            FormattableString.Invariant(
                $"{rows} against {rows} rows with interval and baseline: {seconds:0.0} s, MMD² {value:0.000e+0}, largest resident set {process.PeakWorkingSet64 / 1e6:0} MB"
            )
        );
    }

    private static Table Rows(int rows, ulong stream)
    {
        var random = new PhiloxRandom(1, stream);
        double[] values = [.. Enumerable.Range(0, rows * Columns).Select(_ => random.NextDouble())];
        return new Table([.. Enumerable.Range(0, Columns).Select(column => new Column($"x{column}"))], values);
    }
}
