using System.CommandLine;
using System.Diagnostics;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Tables.Datasets.TwoDimensional;
using Likeness.Models.Adversarial;
using Likeness.Runs;

namespace Likeness.Bench.Modes;

/// <summary>Mode collapse: how many Gaussians of two mixtures a GAN finds without and with each option against it.</summary>
internal static class ModesBench
{
    private const int LearnedRows = 5_000;
    private const int SampledRows = 2_500;

    private static readonly Option<int> EpochCount = BenchOption.Count("--epochs", "of each training", 150);

    private static readonly Option<int> SeedCount = BenchOption.Count("--seeds", "trainings in each mean", 2);

    private static readonly Option<int> ThreadCount = BenchOption.Count("--threads", "to use", 1);

    private static readonly Option<string?> Only = BenchOption.Text("--only", "one row of the table", "NAME");

    private static readonly (string Name, Func<GanOptions, GanOptions> With)[] Variants =
    [
        ("gan", options => options),
        ("--pack 2", options => options with { Pack = 2 }),
        ("--pack 4", options => options with { Pack = 4 }),
        ("--minibatch-features 8", options => options with { MinibatchFeatures = 8 }),
        ("--unrolled-steps 5", options => options with { UnrolledSteps = 5 }),
        ("--r1 0.1", options => options with { R1 = 0.1 }),
        ("--r1 0.1 --pack 2", options => options with { R1 = 0.1, Pack = 2 }),
    ];

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "modes",
            "Modes that a GAN finds without and with each option against mode collapse: the table of docs/mode-collapse.md",
            "--epochs 1 --seeds 1",
            Run,
            EpochCount,
            SeedCount,
            ThreadCount,
            Only
        );

    private static int Run(ParseResult given)
    {
        Console.WriteLine(
            "| options | found of 25 | quality | coverage | s | found of 8 | quality | coverage | s |"
                + "\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
        );
        foreach ((string name, Func<GanOptions, GanOptions> with) in Variants)
        {
            if (given.GetValue(Only) is { } only && only != name)
            {
                continue;
            }

            GanOptions options = with(Weak) with { Epochs = given.GetValue(EpochCount) };
            string Cells(string dataset, GaussianMixture mixture)
            {
                ModeResult[] results =
                [
                    .. Enumerable
                        .Range(0, given.GetValue(SeedCount))
                        .Select(seed => Learn(dataset, mixture, options, (ulong)seed, given.GetValue(ThreadCount))),
                ];
                var mean = ModeResult.Mean(results);
                return FormattableString.Invariant(
                    $"{mean.Found:0.0} ({results.Min(one => one.Found):0}) | {mean.Quality:0.00} | {mean.Coverage:0.00} | {mean.Seconds:0.0}"
                );
            }

            Console.WriteLine(
                $"| `{name}` | {Cells("gaussian-grid", new GaussianGrid())} | {Cells("eight-gaussians", new EightGaussians())} |"
            );
        }

        return 0;
    }

    // Small networks without the default's penalty, which collapse.
    private static GanOptions Weak { get; } =
        new()
        {
            Hidden = 64,
            Layers = 2,
            BatchSize = 64,
            R1 = 0,
            LearningRate = 1e-3,
            Beta1 = 0.5,
        };

    private static ModeResult Learn(
        string dataset,
        GaussianMixture mixture,
        GanOptions options,
        ulong seed,
        int threads
    )
    {
        string folder = Path.Combine(Path.GetTempPath(), $"likeness-modes-{Guid.NewGuid():N}");
        try
        {
            var clock = Stopwatch.StartNew();
            using var run = TrainedModel.Train(
                new RunSettings
                {
                    Model = "gan",
                    Options = options,
                    Data = DataSource.Embedded(dataset) with { DatasetRows = LearnedRows },
                    Holdout = 0,
                    Validation = 0,
                    Seed = seed,
                    OutputFolder = folder,
                    Threads = threads,
                }
            );
            double seconds = clock.Elapsed.TotalSeconds;
            Table table = run.As<ISampler<Table>>().Sample(SampledRows, seed);
            return ModeResult.Of(
                [.. Enumerable.Range(0, table.RowCount).Select(i => (table.Row(i)[0], table.Row(i)[1]))],
                mixture.Centres,
                mixture.StandardDeviation,
                seconds
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
