using System.CommandLine;
using System.Diagnostics;
using Likeness.Bench.Comparisons;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Training;

namespace Likeness.Bench;

/// <summary>
/// Whole trainings of the Vanilla VAE in a folder, with validation, checkpoints and history, beside their bare steps: the fraction of the time that is
/// steps. Two trainings of different length are compared, so that the start does not count.
/// </summary>
internal static class TrainingOverhead
{
    private const int Longer = 3;

    private static readonly Option<string> Dataset = BenchOption.Text("--dataset", "of images", "NAME", "shapes");
    private static readonly Option<int?> RowCount = BenchOption.Count("--rows", "maximum images in each part");
    private static readonly Option<int> EpochCount = BenchOption.Count("--epochs", "of the shorter training", 5);
    private static readonly Option<bool> Small = BenchOption.Switch("--small", "a small network");

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "training-overhead",
            "The fraction of a whole training of the Vanilla VAE that is bare steps",
            "--small --rows 40 --epochs 1",
            Run,
            Dataset,
            RowCount,
            EpochCount,
            Small
        );

    private static int Run(ParseResult given)
    {
        int epochs = given.GetValue(EpochCount);
        var settings = new RunSettings
        {
            Model = "vanilla-vae",
            Data = DataSource.Embedded(given.GetValue(Dataset)!) with { DatasetRows = given.GetValue(RowCount) },
            Options = given.GetValue(Small)
                ? VanillaVaeOptions.Small with
                {
                    Channels = [4, 8, 8, 8, 8],
                    Latent = 4,
                }
                : new VanillaVaeOptions(),
        };
        Console.WriteLine(Machine.Describe());
        var (step, steps) = BareStep(settings);
        double whole = (Train(settings, Longer * epochs) - Train(settings, epochs)) / ((Longer - 1) * epochs * steps);
        Console.WriteLine(
            FormattableString.Invariant(
                $"bare step {step * 1e3:0.00} ms, step of a whole training {whole * 1e3:0.00} ms: {step / whole:0.00} of the time is steps"
            )
        );
        return 0;
    }

    private static (double Seconds, int PerEpoch) BareStep(RunSettings settings)
    {
        var (modality, entry, options) = TrainedModel.ModelOf(settings);
        using var workers = Workers.Create(threads: 0);
        var data = TrainedModel.Prepare(modality, settings, options, progress: null);
        using var state = new TrainingState(entry, options, data.Space, seed: null);
        using var trainer = new Trainer(state, options, data.Train, data.Validation, settings.Seed, workers);
        state.Initialise(entry, options, settings.Seed);
        var time = trainer.Measure(TimeSpan.FromSeconds(2))!;
        return (time.Step.TotalSeconds, time.Steps);
    }

    private static double Train(RunSettings settings, int epochs)
    {
        string folder = Directory.CreateTempSubdirectory("likeness-overhead-").FullName;
        try
        {
            var clock = Stopwatch.StartNew();
            using var model = TrainedModel.Train(
                settings with
                {
                    Options = settings.Options! with { Epochs = epochs },
                    OutputFolder = Path.Combine(folder, "run"),
                }
            );
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
