using System.CommandLine;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Bench.Verdicts;

/// <summary>
/// The verdicts on staged sets, as in the table of docs/evaluation.md, and how often a perfect sampler is distinguished from the
/// data.
/// </summary>
internal static class VerdictBench
{
    private static readonly Option<int> RowCount = BenchOption.Count("--rows", "of a training table", 2000);
    private static readonly Option<int> ImageCount = BenchOption.Count("--images", "to train on", 1500);
    private static readonly Option<int> SeedCount = BenchOption.Count(
        "--seeds",
        "the number of seeds; with several, the number of correct verdicts of each set",
        1
    );

    private static readonly Option<string> Only = BenchOption.Text(
        "--only",
        "sets whose name contains this",
        "TEXT",
        ""
    );

    private static readonly Option<int> ThreadCount = BenchOption.Count(
        "--threads",
        "to use",
        Environment.ProcessorCount
    );

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "verdicts",
            "The verdicts on staged sets with known defects",
            "--rows 80 --images 60 --threads 1",
            Run,
            RowCount,
            ImageCount,
            SeedCount,
            Only,
            ThreadCount
        );

    private static int Run(ParseResult given)
    {
        int seeds = given.GetValue(SeedCount);
        int threads = given.GetValue(ThreadCount);
        var sets = StagedSet
            .All(given.GetValue(RowCount), given.GetValue(ImageCount))
            .Where(set => set.Name.Contains(given.GetValue(Only)!, StringComparison.Ordinal));
        if (seeds > 1)
        {
            foreach (var set in sets)
            {
                Count(set, seeds, threads);
            }

            return 0;
        }

        Console.WriteLine("| generated | similarity | novelty | reason | reason of the novelty |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var set in sets)
        {
            var verdict = set.Evaluate(1, threads);
            string wrong = set.IsRight(verdict) ? "" : " (wrong)";
            Console.WriteLine(
                $"| {set.Name} | {verdict.Level.InWords()} | {verdict.Novelty.InWords()}{wrong} | {verdict.Reason} | {verdict.NoveltyReason} |"
            );
        }

        return 0;
    }

    private static void Count(StagedSet set, int seeds, int threads)
    {
        Verdict[] verdicts = [.. Enumerable.Range(1, seeds).Select(seed => set.Evaluate((ulong)seed, threads))];
        string levels = string.Join(", ", verdicts.CountBy(one => one.Level.InWords()).Select(Said));
        string novelties = string.Join(", ", verdicts.CountBy(one => one.Novelty.InWords()).Select(Said));
        Console.WriteLine($"{set.Name}: {verdicts.Count(set.IsRight)} of {seeds} right; {levels}; {novelties}");

        // The evidence that caused a wrong level.
        foreach (
            var (metric, count) in verdicts
                .Where(one => !set.Levels.Contains(one.Level))
                .CountBy(one => one.Evidence[0].Metric)
        )
        {
            Console.WriteLine($"    {metric}: {count}");
        }

        static string Said(KeyValuePair<string, int> found) => $"{found.Value} {found.Key}";
    }
}
