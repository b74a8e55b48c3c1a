using Likeness.Bench.Works;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.Racing;

/// <summary>All races. Each is a verb; <c>all</c> runs them in turn.</summary>
internal static class Races
{
    /// <summary>The races, in the order of docs/performance.md.</summary>
    public static IReadOnlyList<Race> All { get; } =
    [
        new("realnvp", "RealNVP: six couplings, hidden 256, batch 64", (pool, small) => new RealNvpWork(pool, small)),
        new(
            "transformer",
            "Transformer: four layers of width 128, feed-forward 2048, five positions, dropout, batch 64",
            TransformerWork.Make
        ),
        new(
            "vae",
            "Convolutional VAE: 32 to 512 channels on 1 × 32 × 32, batch norm, batch 128",
            ConvolutionalVaeWork.Make
        ),
        new(
            "gpt",
            "Tokens of a GPT-like network, 6 layers of width 128, with a cache",
            [
                .. new[] { 64, 1 }.Select(batch => new RacePart(
                    $"batch {batch}",
                    (pool, small) => new GptWork(batch, pool, small)
                )),
            ]
        ),
        new("attention", "Attention of four heads of 32 features, forward and backward", AttentionWork.Parts),
        new(
            "conv",
            "Convolutions 3 × 3 at batch 128, forward and backward",
            [
                .. ConvolutionCase.All.Select(layer => new RacePart(
                    layer.Name,
                    (pool, small) => new ConvolutionWork(layer, small ? 2 : 128, pool)
                )),
            ]
        ),
        new("matmul", "Matrix products of floats", [.. MatMulWork.Parts]),
    ];

    /// <summary>Runs one race, or all, and ends with a table in Markdown.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IEnumerable<Race> races, string[] arguments)
    {
        RaceOptions options = RaceOptions.Read(arguments);
        var all = new List<(Race Race, IReadOnlyList<RaceResult> Results)>();
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        var surroundings = new Surroundings(pool);
        var tables = new List<string> { Machine.Describe() };
        try
        {
            foreach (Race race in races)
            {
                all.Add((race, new RaceCourse(race, options, pool, surroundings).Run()));
            }
        }
        catch (InvalidOperationException noPeer)
        {
            Console.Error.WriteLine(noPeer.Message);
            return 2;
        }

        foreach ((Race race, IReadOnlyList<RaceResult> results) in all)
        {
            tables.Add($"## {race.Title}");
            tables.Add(
                string.Join('\n', results.Select(result => result.Row(surroundings)).Prepend(RaceResult.Heading))
            );
        }

        tables.Add(
            "Cores, memory then: the speed of a fixed loop of multiply-adds and of copying 8 MB beside each number, of the fastest in this run."
        );
        string text = string.Join("\n\n", tables) + "\n";
        Console.Write(text);
        if (Arguments.Option(arguments, "--write") is { } path)
        {
            File.WriteAllText(path, text);
        }

        return 0;
    }
}
