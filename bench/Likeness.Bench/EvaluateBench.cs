using System.CommandLine;
using System.Diagnostics;
using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Bench;

/// <summary>
/// The time of each metric on one thread, with its baseline and interval, in an evaluation of 5,000 generated rows against 5,000 test and 5,000 training
/// rows, and the time of the whole on all threads, which compute several metrics at once. Work that several metrics share counts for the first.
/// </summary>
internal static class EvaluateBench
{
    private static readonly Option<int> RowCount = BenchOption.Count("--rows", "of each table", 5000);

    private static readonly Option<int> ColumnCount = BenchOption.Count("--columns", "of each table", 5);

    private static readonly Option<int> ThreadCount = BenchOption.Count(
        "--threads",
        "to use",
        Environment.ProcessorCount
    );

    private static readonly Option<int> RoundCount = BenchOption.Count(
        "--rounds",
        "the number of rounds; the fastest is shown",
        3
    );

    private static readonly Option<string?> Real = BenchOption.Text(
        "--real",
        "a table in place of random rows: training rows in its first half, test rows in its second",
        "FILE"
    );

    private static readonly Option<string?> Generated = BenchOption.Text(
        "--generated",
        "a table of generated rows, with --real",
        "FILE"
    );

    /// <summary>The command: prints the time of each metric, the longest first, and the total.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "evaluate",
            "The whole evaluation, every metric with its baseline and interval",
            "--rows 60 --columns 3 --threads 1 --rounds 1",
            Run,
            RowCount,
            ColumnCount,
            ThreadCount,
            RoundCount,
            Real,
            Generated
        );

    private static int Run(ParseResult given)
    {
        (int rows, int columns) = (given.GetValue(RowCount), given.GetValue(ColumnCount));
        var settings = new EvaluationSettings { Threads = given.GetValue(ThreadCount) };
        Console.WriteLine(Machine.Describe());
        Stages whole = Best(settings);
        foreach (Stage stage in Best(settings with { Threads = 1 }).OrderByDescending(stage => stage.Seconds))
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"{stage.Metric, -40} {stage.Seconds * 1e3, 9:0.0} ms {stage.ProcessorSeconds * 1e3, 9:0.0} ms of processors"
                )
            );
        }

        Console.WriteLine(
            FormattableString.Invariant(
                $"everything, {Words(given)}, {settings.Threads} threads: {whole.Seconds:0.00} s, {whole.Sum(stage => stage.ProcessorSeconds):0.00} s of processors"
            )
        );
        return 0;

        Stages Best(EvaluationSettings settings) =>
            Enumerable
                .Range(0, given.GetValue(RoundCount))
                .Select(_ =>
                    given.GetValue(Real) is { } real && given.GetValue(Generated) is { } generated
                        ? Evaluate(real, generated, settings)
                        : Evaluate(rows, columns, settings)
                )
                .MinBy(stages => stages.Seconds)!;
    }

    private static string Words(ParseResult given) =>
        given.GetValue(Real) is { } real && given.GetValue(Generated) is { } generated
            ? $"{generated} against {real}"
            : $"{given.GetValue(RowCount)} against as many rows of {given.GetValue(ColumnCount)} columns";

    /// <summary>Evaluates rows of one distribution against rows of another, a tenth wider.</summary>
    internal static Stages Evaluate(int rows, int columns, EvaluationSettings settings)
    {
        (Table train, Table test, Table generated) = (
            Rows(rows, columns, 0, 1),
            Rows(rows, columns, 1, 1),
            Rows(rows, columns, 2, 1.1)
        );
        var stages = new Stages();
        Evaluator.Evaluate(train, test, generated, settings, stages);
        return stages;
    }

    private static Stages Evaluate(string real, string generated, EvaluationSettings settings)
    {
        var loaded = DataFiles.Load([real]).Table;
        var rows = Schema.Detect(loaded).Apply(loaded);
        var samples = DataFiles.Load([generated]).Table;
        int half = rows.RowCount / 2;
        var stages = new Stages();
        Evaluator.Evaluate(
            rows.TakeRows([.. Enumerable.Range(0, half)]),
            rows.TakeRows([.. Enumerable.Range(half, rows.RowCount - half)]),
            samples,
            settings,
            stages
        );
        return stages;
    }

    // The columns share a component, as in real tables.
    private static Table Rows(int rows, int columns, ulong stream, double width)
    {
        var random = new PhiloxRandom(1, stream);
        var values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            double common = random.NextNormal();
            for (int column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = width * ((0.6 * common) + (0.8 * random.NextNormal()));
            }
        }

        return new Table([.. Enumerable.Range(0, columns).Select(column => new Column($"x{column}"))], values);
    }

    /// <summary>The time of one metric.</summary>
    /// <param name="Metric">Its name.</param>
    /// <param name="Seconds">Wall-clock time.</param>
    /// <param name="ProcessorSeconds">Processor time on all cores, which other processes affect less.</param>
    internal sealed record Stage(string Metric, double Seconds, double ProcessorSeconds);

    /// <summary>Measures the time between reports; it is that of one metric only on one thread.</summary>
    internal sealed class Stages : List<Stage>, IProgress<EvaluationProgress>
    {
        private string running = "checks";
        private long last = Stopwatch.GetTimestamp();
        private TimeSpan lastUse = Environment.CpuUsage.TotalTime;

        /// <summary>Seconds from the first stage to the last.</summary>
        public double Seconds => this.Sum(stage => stage.Seconds);

        /// <inheritdoc/>
        public void Report(EvaluationProgress value)
        {
            long now = Stopwatch.GetTimestamp();
            TimeSpan use = Environment.CpuUsage.TotalTime;
            Add(new Stage(running, Stopwatch.GetElapsedTime(last, now).TotalSeconds, (use - lastUse).TotalSeconds));
            (running, last, lastUse) = (value.Metric, now, use);
        }
    }
}
