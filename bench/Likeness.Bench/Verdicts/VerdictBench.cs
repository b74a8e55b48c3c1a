using System.CommandLine;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Bench.Verdicts;

/// <summary>The verdicts on staged sets, as the table of docs/evaluation.md; and how often a perfect sampler is told from the data.</summary>
internal static class VerdictBench
{
    private static readonly Option<int> RowCount = BenchOption.Count("--rows", "of a training table", 2000);
    private static readonly Option<int> ImageCount = BenchOption.Count("--images", "to train on", 1500);
    private static readonly Option<int> SeedCount = BenchOption.Count(
        "--seeds",
        "how many; beyond one, how many verdicts of a set are as they should be",
        1
    );

    private static readonly Option<string> Only = BenchOption.Text("--only", "sets whose name holds this", "TEXT", "");

    private static readonly Option<int> ThreadCount = BenchOption.Count(
        "--threads",
        "that compute",
        Environment.ProcessorCount
    );

    /// <summary>The verb.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "verdicts",
            "The verdicts on sets of which it is known what is wrong with them",
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

        // What set a level that it should not have.
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
