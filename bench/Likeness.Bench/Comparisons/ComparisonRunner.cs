using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>Runs a comparison. Both sides take turns in rounds, so that slowdowns of the machine affect both.</summary>
/// <param name="comparison">The comparison.</param>
/// <param name="options">The number of rounds and the time limits.</param>
/// <param name="pool">The worker pool.</param>
/// <param name="surroundings">Measures the other load on the machine.</param>
internal sealed class ComparisonRunner(
    BenchmarkComparison comparison,
    ComparisonOptions options,
    WorkerPool pool,
    Surroundings surroundings
)
{
    private readonly List<ComparisonResult> results = [];

    /// <summary>Runs all rounds and prints each.</summary>
    /// <exception cref="LikenessException">The baseline did not run.</exception>
    public IReadOnlyList<ComparisonResult> Run()
    {
        for (int round = 1; round <= options.Rounds; round++)
        {
            Console.WriteLine($"{comparison.Name}, round {round} of {options.Rounds}");
            foreach (ComparisonPart part in comparison.Parts.Where(options.Takes))
            {
                RunHere(part, isFirst: round == 1);
            }

            if (options.Python is not null)
            {
                IReadOnlyDictionary<string, double> theirs = new PyTorchBaseline(comparison.Name, options).Best(
                    results
                );
                surroundings.NoteBeside(results);
                foreach (ComparisonResult result in results)
                {
                    result.Theirs.Add(theirs[result.Name]);
                    Console.WriteLine($"    {result.Name}: {result.Text(theirs[result.Name])} by PyTorch");
                }
            }
        }

        return results;
    }

    /// <summary>One round of our side: with all workers, then with one; the better is kept.</summary>
    private void RunHere(ComparisonPart part, bool isFirst)
    {
        var together = new List<double>();
        using (TimedBenchmark work = part.Make(pool, options.IsSmall))
        {
            foreach (Measure measure in work.Measures)
            {
                if (isFirst)
                {
                    results.Add(new ComparisonResult(measure, pool));
                }

                Find(measure).Note(measure.Graph);
                together.Add(measure.Take(options.Seconds / 2));
                surroundings.NoteBeside(Find(measure));
                if (options.Explain && isFirst)
                {
                    Console.WriteLine($"{measure.Name}\n{measure.Graph.Explain(50)}");
                }
            }
        }

        using TimedBenchmark alone = part.Make(null, options.IsSmall);
        foreach ((Measure measure, double both) in alone.Measures.Zip(together))
        {
            ComparisonResult result = Find(measure);
            double one = measure.Take(options.Seconds / 2);
            result.Ours.Add(result.Better(both, one));
            Console.WriteLine(
                $"    {result.Name}: {result.Text(both)} with {pool.Workers} workers, {result.Text(one)} with one"
            );
        }
    }

    private ComparisonResult Find(Measure measure) => results.Single(result => result.Name == measure.Name);
}
