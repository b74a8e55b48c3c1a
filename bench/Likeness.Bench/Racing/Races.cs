using Likeness.Bench.Works;

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
        var tables = new List<string> { Machine.Describe() };
        try
        {
            foreach (Race race in races)
            {
                IReadOnlyList<RaceResult> results = new RaceCourse(race, options).Run();
                tables.Add($"## {race.Title}");
                tables.Add(string.Join('\n', results.Select(result => result.Row()).Prepend(RaceResult.Heading)));
            }
        }
        catch (InvalidOperationException noPeer)
        {
            Console.Error.WriteLine(noPeer.Message);
            return 2;
        }

        string text = string.Join("\n\n", tables) + "\n";
        Console.Write(text);
        if (Arguments.Option(arguments, "--write") is { } path)
        {
            File.WriteAllText(path, text);
        }

        return 0;
    }
}
