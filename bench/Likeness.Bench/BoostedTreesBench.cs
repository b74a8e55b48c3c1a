using System.CommandLine;
using System.Globalization;
using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Bench;

/// <summary>
/// 100 boosted trees of 31 leaves on 30,000 rows of 15 columns, including binning, and the prediction of the same rows, next to
/// scikit-learn's HistGradientBoostingClassifier.
/// </summary>
internal static class BoostedTreesBench
{
    /// <summary>The name of the fit on both sides.</summary>
    public const string FitName = "boosted trees, 30,000 × 15, fit";

    /// <summary>The name of the prediction on both sides.</summary>
    public const string PredictName = "boosted trees, 30,000 × 15, predict";

    private const int Columns = 15;

    /// <summary>The command: prints milliseconds on one thread and on all, and scikit-learn's time relative to them.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "boosted-trees",
            "Boosted trees on 30,000 rows of 15 columns, next to scikit-learn",
            "--small --seconds 0.01 --python none",
            Run,
            ComparisonOptions.All
        );

    private static int Run(ParseResult given)
    {
        ComparisonOptions options = ComparisonOptions.Read(given);
        Console.WriteLine(Machine.Describe());
        (double[][] columns, double[] targets) = Rows(options.IsSmall ? 300 : 30_000);
        var best = new Dictionary<string, double>
        {
            [FitName] = double.PositiveInfinity,
            [PredictName] = double.PositiveInfinity,
        };
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            using WorkerPool? workers = threads == 1 ? null : new WorkerPool(threads);
            BinnedTable table = null!;
            BoostedTrees trees = null!;
            Take(
                FitName,
                () =>
                {
                    table = BinnedTable.FromColumns(columns, maxDegreeOfParallelism: threads);
                    trees = BoostedTrees.Fit(table, targets, new BoostedTreesOptions(), workers);
                }
            );
            Take(PredictName, () => trees.Predict(table.Bin(columns), workers: workers));

            void Take(string name, Action action)
            {
                double taken = 1e3 * Median.Compute(action, options.Seconds);
                Console.WriteLine(FormattableString.Invariant($"{name}, {threads} threads: {taken:0.0} ms"));
                best[name] = Math.Min(best[name], taken);
            }
        }

        if (options.Python is not null)
        {
            Compare(best, options);
        }

        return 0;
    }

    private static void Compare(Dictionary<string, double> ours, ComparisonOptions options)
    {
        var baseline = new PyTorchBaseline("boosted_trees", options);
        string seconds = options.Seconds.ToString(CultureInfo.InvariantCulture);
        string[] more = options.IsSmall ? ["--small", "--seconds", seconds] : ["--seconds", seconds];
        var runs = new[] { 1, Environment.ProcessorCount }
            .Distinct()
            .Select(threads => baseline.Run(BaselineSetting.ForThreads(threads), more))
            .ToList();
        foreach ((string name, double taken) in ours)
        {
            double theirs = runs.Min(run => run[name]);
            Console.WriteLine(
                FormattableString.Invariant($"{name}, scikit-learn: {theirs:0.0} ms, {theirs / taken:0.0}×")
            );
        }
    }

    // Normal columns; the class depends on five of them, in pairs.
    private static (double[][] Columns, double[] Targets) Rows(int rows)
    {
        var random = new PhiloxRandom(1, 0);
        double[][] x = [.. Enumerable.Range(0, Columns).Select(_ => Normal())];
        double[] noise = Normal();
        return (
            x,
            [
                .. Enumerable
                    .Range(0, rows)
                    .Select(i =>
                        (x[0][i] * x[1][i]) + Math.Sin(3 * x[2][i]) + (x[3][i] * Math.Sign(x[4][i])) + (0.5 * noise[i])
                        > 0
                            ? 1.0
                            : 0
                    ),
            ]
        );

        double[] Normal() => [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
    }
}
