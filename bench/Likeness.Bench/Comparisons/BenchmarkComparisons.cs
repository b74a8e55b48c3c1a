using System.CommandLine;
using Likeness.Bench.Workloads;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>All comparisons. Each is a command; <c>all</c> runs them in turn.</summary>
internal static class BenchmarkComparisons
{
    /// <summary>The comparisons, in the order of docs/performance.md.</summary>
    public static IReadOnlyList<BenchmarkComparison> All { get; } =
    [
        new(
            "realnvp",
            "RealNVP: six couplings, hidden 256, batch 64",
            (pool, small) => new RealNvpBenchmark(pool, small)
        ),
        new(
            "transformer",
            "Transformer: four layers of width 128, feed-forward 2048, five positions, dropout, batch 64",
            TransformerBenchmark.Make
        ),
        new(
            "vae",
            "Convolutional VAE: 32 to 512 channels on 1 × 32 × 32, batch norm, batch 128",
            ConvolutionalVaeBenchmark.Make
        ),
        new("unet", "Flow matching: U-Net of 32, 64 and 64 channels on 1 × 28 × 28, batch 64", UNetBenchmark.Make),
        new(
            "gpt",
            "Tokens of a GPT-like network, 6 layers of width 128, with a cache",
            [
                .. new[] { 64, 1 }.Select(batch => new ComparisonPart(
                    $"batch {batch}",
                    (pool, small) => new GptBenchmark(batch, pool, small)
                )),
            ]
        ),
        new("attention", "Attention of four heads of 32 features, forward and backward", AttentionBenchmark.Parts),
        new(
            "conv",
            "Convolutions 3 × 3 at batch 128, forward and backward",
            [
                .. ConvolutionCase.All.Select(layer => new ComparisonPart(
                    layer.Name,
                    (pool, small) => new ConvolutionBenchmark(layer, small ? 2 : 128, pool)
                )),
            ]
        ),
        new("matmul", "Matrix multiplications (GEMM) of floats", [.. MatMulBenchmark.Parts]),
    ];

    /// <summary><c>all</c>, and each comparison by its name.</summary>
    public static IReadOnlyList<BenchCommand> Verbs { get; } =
    [
        VerbOf("all", "All comparisons in turn, next to PyTorch", All),
        .. All.Select(comparison => VerbOf(comparison.Name, comparison.Title, [comparison])),
    ];

    private static BenchCommand VerbOf(string name, string description, IReadOnlyList<BenchmarkComparison> comparisons)
    {
        Option<string?> file = BenchOption.Text("--write", "also write the tables to this file", "FILE");
        return new BenchCommand(
            name,
            description,
            $"--small --rounds 1 --seconds 0.001 --python none --write {BenchCommand.Folder}/comparisons.md",
            given => Run(comparisons, ComparisonOptions.Read(given), given.GetValue(file)),
            [.. ComparisonOptions.All, file]
        );
    }

    /// <summary>Runs comparisons and prints a Markdown table for each.</summary>
    /// <returns>The exit code.</returns>
    private static int Run(IReadOnlyList<BenchmarkComparison> comparisons, ComparisonOptions options, string? file)
    {
        if (!comparisons.Any(comparison => comparison.Parts.Any(options.Takes)))
        {
            string parts = string.Join(
                ", ",
                comparisons.SelectMany(comparison => comparison.Parts).Select(part => part.Name)
            );
            throw new LikenessException($"no part's name contains '{options.Only}' (there are {parts})");
        }

        var all = new List<(BenchmarkComparison Race, IReadOnlyList<ComparisonResult> Results)>();
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        var surroundings = new Surroundings(pool);
        var tables = new List<string> { Machine.Describe() };
        foreach (BenchmarkComparison comparison in comparisons.Where(comparison => comparison.Parts.Any(options.Takes)))
        {
            all.Add((comparison, new ComparisonRunner(comparison, options, pool, surroundings).Run()));
        }

        foreach ((BenchmarkComparison comparison, IReadOnlyList<ComparisonResult> results) in all)
        {
            tables.Add($"## {comparison.Title}");
            tables.Add(
                string.Join('\n', results.Select(result => result.Row(surroundings)).Prepend(ComparisonResult.Heading))
            );
        }

        tables.Add(
            "Cores, memory then: the speed of a fixed multiply-add loop and of an 8 MB copy, timed next to each number, relative to the fastest in this run."
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
