using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Runs;

namespace Likeness.Bench.Toys;

/// <summary>
/// Flows on 2-D datasets with known densities. Each flow is trained on 20,000 rows, of which a tenth chooses the epoch, and scored
/// on 20,000 new rows. Writes docs/toys.md and its figures.
/// </summary>
internal static class ToyFlows
{
    private const int LearnedRows = 20_000;
    private const int FreshRows = 20_000;
    private const ulong FreshSeed = 1_000;

    private static readonly string[] Datasets =
    [
        "two-moons",
        "eight-gaussians",
        "pinwheel",
        "checkerboard",
        "rings",
        "two-spirals",
    ];

    private static readonly string[] Flows = ["nsf", "nsf autoregressive", "maf"];

    private static readonly Option<string> WhichFlows = BenchOption.Text(
        "--flows",
        "the flows",
        "A,B",
        string.Join(',', Flows)
    );

    private static readonly Option<string> WhichDatasets = BenchOption.Text(
        "--datasets",
        "the datasets",
        "A,B",
        string.Join(',', Datasets)
    );

    private static readonly Option<int> EpochCount = BenchOption.Count("--epochs", "to train each flow", 80);

    private static readonly Option<int> ThreadCount = BenchOption.Count(
        "--threads",
        "to use",
        Environment.ProcessorCount
    );

    private static readonly Option<string> Target = BenchOption.Text(
        "--out",
        "the folder for toys.md and its figures",
        "FOLDER",
        "docs"
    );

    private static readonly Option<string?> Known = BenchOption.Text("--keep", "a folder of cached results", "FOLDER");

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "toys",
            "Flows on 2-D datasets with known densities; writes docs/toys.md",
            $"--flows maf --datasets two-moons --epochs 1 --threads 1 --out {BenchCommand.Folder} --keep {BenchCommand.Folder}",
            Run,
            WhichFlows,
            WhichDatasets,
            EpochCount,
            ThreadCount,
            Target,
            Known
        );

    private static int Run(ParseResult given)
    {
        string[] datasets = given.GetValue(WhichDatasets)!.Split(',');
        string[] flows = given.GetValue(WhichFlows)!.Split(',');
        int epochs = given.GetValue(EpochCount);
        int threads = given.GetValue(ThreadCount);
        string folder = given.GetValue(Target)!;
        string? keep = given.GetValue(Known);
        var results = new List<ToyResult>();
        foreach (string dataset in datasets)
        {
            var truth = new Lazy<Truth>(() => Truth.Of(dataset));
            results.Add(
                Kept(
                    keep,
                    $"{dataset}-truth",
                    () => new(dataset, "truth", truth.Value.Entropy, truth.Value.Entropy, 0, 0, 0, truth.Value.Pictured)
                )
            );
            foreach (string flow in flows)
            {
                results.Add(Kept(keep, $"{dataset}-{flow}-{epochs}", () => Learn(truth.Value, flow, epochs, threads)));
                ToyResult last = results[^1];
                Console.Error.WriteLine(
                    $"{last.Dataset}, {last.Flow}: NLL {last.Nll:0.0000}, entropy {last.Entropy:0.0000}, "
                        + $"KL {last.Excess:0.0000} ± {last.Error:0.0000}, {last.Seconds:0} s"
                );
            }

            ToyPage.Write(folder, results, epochs);
        }

        return 0;
    }

    /// <summary>A cached result, or a new one that is added to the cache; without a folder it is always computed.</summary>
    private static ToyResult Kept(string? folder, string name, Func<ToyResult> compute)
    {
        if (folder is null)
        {
            return compute();
        }

        string path = Path.Combine(folder, $"{name}.json");
        if (!File.Exists(path))
        {
            byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(compute());
            AtomicFile.Write(path, stream => stream.Write(bytes));
        }

        return JsonSerializer.Deserialize<ToyResult>(File.ReadAllBytes(path))!;
    }

    private static ToyResult Learn(Truth truth, string flow, int epochs, int threads)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"likeness-toys-{Guid.NewGuid():N}");
        try
        {
            var clock = Stopwatch.StartNew();
            using var run = TrainedModel.Train(
                new RunSettings
                {
                    Model = flow.Split(' ')[0],
                    Options = Options(flow) with { Epochs = epochs, BatchSize = 256, LearningRate = 3e-3 },
                    Data = DataSource.Embedded(truth.Dataset) with { DatasetRows = LearnedRows },
                    Holdout = 0,
                    Validation = 0,
                    OutputFolder = folder,
                    Threads = threads,
                }
            );
            double seconds = clock.Elapsed.TotalSeconds;
            IReadOnlyList<double> learned = run.As<TableModel>().Score(truth.Fresh).LogDensity;
            double[] excess = [.. truth.LogDensity.Zip(learned, (known, found) => known - found)];
            double mean = excess.Average();
            double error = Math.Sqrt(excess.Average(value => Math.Pow(value - mean, 2)) / excess.Length);
            double[] pictured =
            [
                .. run.As<TableModel>().Score(truth.View.ToTable(truth.Fresh.Columns)).LogDensity.Select(Math.Exp),
            ];
            return new(truth.Dataset, flow, truth.Entropy, -learned.Average(), mean, error, seconds, pictured);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// A flow's default options, adapted to 20,000 rows: no dropout; splines with more layers and bins, for sharp edges; and
    /// RealNVP with a size for two columns.
    /// </summary>
    private static ModelOptions Options(string flow)
    {
        ModelOptions options = ModelRegistry.Find(flow.Split(' ')[0], typeof(Table)).DefaultOptions();
        return options switch
        {
            NsfOptions spline => spline with
            {
                Kind = flow.EndsWith("autoregressive", StringComparison.Ordinal)
                    ? SplineFlowKind.Autoregressive
                    : SplineFlowKind.Coupling,
                Layers = 6,
                SplineBins = 16,
                Dropout = 0,
            },
            MafOptions autoregressive => autoregressive with { Dropout = 0 },
            RealNvpOptions affine => affine with { Hidden = 64 },
            _ => options,
        };
    }

    /// <summary>A dataset's true density.</summary>
    private sealed record Truth(
        string Dataset,
        double Entropy,
        Table Fresh,
        double[] LogDensity,
        TwoDimensionalView View,
        double[] Pictured
    )
    {
        public static Truth Of(string dataset)
        {
            DatasetEntry entry = DatasetRegistry.Find(dataset);
            IKnownDensity density = entry.Density!;
            Table fresh = entry.Load(FreshSeed, FreshRows);
            var view = TwoDimensionalView.Around(fresh);
            return new(
                dataset,
                density.Entropy,
                fresh,
                [.. Enumerable.Range(0, fresh.RowCount).Select(i => density.LogDensity(fresh.Row(i)))],
                view,
                [.. view.Points().Select(point => Math.Exp(density.LogDensity(point)))]
            );
        }
    }
}
