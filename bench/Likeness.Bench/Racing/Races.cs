using System.CommandLine;
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

    /// <summary><c>all</c>, and each race by its name.</summary>
    public static IReadOnlyList<BenchVerb> Verbs { get; } =
    [
        VerbOf("all", "Every race in turn, beside PyTorch", All),
        .. All.Select(race => VerbOf(race.Name, race.Title, [race])),
    ];

    private static BenchVerb VerbOf(string name, string description, IReadOnlyList<Race> races)
    {
        Option<string?> file = BenchOption.Text("--write", "write the tables there, too", "FILE");
        return new BenchVerb(
            name,
            description,
            $"--small --rounds 1 --seconds 0.001 --python none --write {BenchVerb.Folder}/races.md",
            given => Run(races, RaceOptions.Read(given), given.GetValue(file)),
            [.. RaceOptions.All, file]
        );
    }

    /// <summary>Runs races, and ends with a table in Markdown for each.</summary>
    /// <returns>The exit code.</returns>
    private static int Run(IReadOnlyList<Race> races, RaceOptions options, string? file)
    {
        if (!races.Any(race => race.Parts.Any(options.Takes)))
        {
            string parts = string.Join(", ", races.SelectMany(race => race.Parts).Select(part => part.Name));
            throw new LikenessException($"no part's name holds '{options.Only}' (there are {parts})");
        }

        var all = new List<(Race Race, IReadOnlyList<RaceResult> Results)>();
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        var surroundings = new Surroundings(pool);
        var tables = new List<string> { Machine.Describe() };
        foreach (Race race in races.Where(race => race.Parts.Any(options.Takes)))
        {
            all.Add((race, new RaceCourse(race, options, pool, surroundings).Run()));
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
        if (file is not null)
        {
            File.WriteAllText(file, text);
        }

        return 0;
    }
}
