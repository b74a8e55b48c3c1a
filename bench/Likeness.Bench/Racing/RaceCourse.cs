using Likeness.Compute.Cpu;

namespace Likeness.Bench.Racing;

/// <summary>Runs a race: both sides in turn, round by round, so that whatever slows the machine down meets both.</summary>
/// <param name="race">The race.</param>
/// <param name="options">How often and how long.</param>
/// <param name="pool">The cores.</param>
/// <param name="surroundings">What else happens on them.</param>
internal sealed class RaceCourse(Race race, RaceOptions options, WorkerPool pool, Surroundings surroundings)
{
    private readonly List<RaceResult> results = [];

    /// <summary>Runs all rounds and prints each.</summary>
    /// <exception cref="LikenessException">The peer did not run.</exception>
    public IReadOnlyList<RaceResult> Run()
    {
        for (int round = 1; round <= options.Rounds; round++)
        {
            Console.WriteLine($"{race.Name}, round {round} of {options.Rounds}");
            foreach (RacePart part in race.Parts.Where(options.Takes))
            {
                RunHere(part, isFirst: round == 1);
            }

            if (options.Python is not null)
            {
                IReadOnlyDictionary<string, double> theirs = new Peer(race.Name, options).Best(results);
                surroundings.NoteBeside(results);
                foreach (RaceResult result in results)
                {
                    result.Theirs.Add(theirs[result.Name]);
                    Console.WriteLine($"    {result.Name}: {result.Text(theirs[result.Name])} by PyTorch");
                }
            }
        }

        return results;
    }

    /// <summary>One round of our side: with all workers, then with one, the better kept.</summary>
    private void RunHere(RacePart part, bool isFirst)
    {
        var together = new List<double>();
        using (Work work = part.Make(pool, options.IsSmall))
        {
            foreach (Measure measure in work.Measures)
            {
                if (isFirst)
                {
                    results.Add(new RaceResult(measure, pool));
                }

                Find(measure).Note(measure.Program);
                together.Add(measure.Take(options.Seconds / 2));
                surroundings.NoteBeside(Find(measure));
                if (options.Explain && isFirst)
                {
                    Console.WriteLine($"{measure.Name}\n{measure.Program.Explain(50)}");
                }
            }
        }

        using Work alone = part.Make(null, options.IsSmall);
        foreach ((Measure measure, double both) in alone.Measures.Zip(together))
        {
            RaceResult result = Find(measure);
            double one = measure.Take(options.Seconds / 2);
            result.Ours.Add(result.Better(both, one));
            Console.WriteLine(
                $"    {result.Name}: {result.Text(both)} with {pool.Workers} workers, {result.Text(one)} with one"
            );
        }
    }

    private RaceResult Find(Measure measure) => results.Single(result => result.Name == measure.Name);
}
