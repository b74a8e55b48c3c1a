using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Likeness.Bench.Comparisons;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Training;

namespace Likeness.Bench;

/// <summary>
/// The Vanilla VAE with default options on a dataset, ours and PyTorch's on the same images: the time per epoch, and the loss on
/// test images in the same units. The loss varies between epochs, so its mean and standard deviation over the last epochs are
/// compared.
/// </summary>
internal static class VanillaVaeBench
{
    // The number of epochs whose losses are averaged.
    private const int Last = 5;

    private static readonly Option<string> Dataset = BenchOption.Text("--dataset", "of images", "NAME", "shapes");

    private static readonly Option<string?> DataFolder = BenchOption.Text("--data-dir", "of its files", "FOLDER");

    private static readonly Option<int?> EpochCount = BenchOption.Count("--epochs", "of either side [default: 20]");

    private static readonly Option<int?> BaselineEpochCount = BenchOption.Count(
        "--baseline-epochs",
        "of PyTorch's side"
    );

    private static readonly Option<int> ThreadCount = BenchOption.Count(
        "--threads",
        "of either side",
        Environment.ProcessorCount
    );

    private static readonly Option<int?> RowCount = BenchOption.Count("--rows", "maximum images in each part");

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "vanilla",
            "The Vanilla VAE with its defaults on a dataset, next to PyTorch's",
            "--small --python none",
            Run,
            [.. ComparisonOptions.All, Dataset, DataFolder, EpochCount, BaselineEpochCount, ThreadCount, RowCount]
        );

    private static int Run(ParseResult given)
    {
        ComparisonOptions options = ComparisonOptions.Read(given);
        int threads = given.GetValue(ThreadCount);
        int epochs = given.GetValue(EpochCount) ?? (options.IsSmall ? 1 : 20);
        DataSource source = DataSource.Embedded(given.GetValue(Dataset)!) with
        {
            DataFolder = given.GetValue(DataFolder),
            DatasetRows = given.GetValue(RowCount) ?? (options.IsSmall ? 40 : null),
        };
        VanillaVaeOptions model = options.IsSmall
            ? VanillaVaeOptions.Small with
            {
                Channels = [4, 8, 8, 8, 8],
                Latent = 4,
            }
            : new VanillaVaeOptions();
        // The split of earlier measurements, so that they are comparable.
        DataSplit<ImageSet> data = ImageReader.Read(
            source,
            model.Size,
            new SplitSettings(0.2, Validation: null, Seed: 0)
        );
        Console.WriteLine(Machine.Describe());
        Console.WriteLine(
            $"{source.ShortName}: {data.Train.Count} training images of {data.Train.Shape}, {data.Test.Count} test images, {epochs} epochs"
        );
        (double seconds, double[] losses) = Ours(data, model with { Epochs = epochs }, threads);
        double mean = losses.Average();
        double spread = Math.Sqrt(losses.Average(loss => Math.Pow(loss - mean, 2)));
        Console.WriteLine(
            FormattableString.Invariant(
                $"Likeness: {seconds:0.00} s per epoch, loss {mean:0.00000} ± {spread:0.00000} over the last {losses.Length} epochs"
            )
        );
        if (options.Python is not null)
        {
            int baselineEpochs = given.GetValue(BaselineEpochCount) ?? epochs;
            var baseline = Theirs(data, options, baselineEpochs, threads);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"PyTorch: {baseline["epoch"]:0.00} s per epoch ({baseline["epoch"] / seconds:0.0}×), loss {baseline["loss"]:0.00000} ± {baseline["spread"]:0.00000} over the last {Math.Min(Last, baselineEpochs)} of {baselineEpochs} epochs"
                )
            );
        }

        return 0;
    }

    private static (double Seconds, double[] Losses) Ours(
        DataSplit<ImageSet> data,
        VanillaVaeOptions options,
        int threads
    )
    {
        var transform = new ImageTransform(data.Train.Shape, options.Pixels, []);
        ModelEntry entry = ModelRegistry.Find("vanilla-vae", typeof(ImageSet));
        using var workers = new WorkerPool(threads);
        using var state = new TrainingState(entry, options, ModelSpace.Create(transform, data.Train.Count), seed: 0);
        var none = new ImageExamples(data.Test.Take([]), transform);
        using var trainer = new Trainer(state, options, new ImageExamples(data.Train, transform), none, 0, workers);
        var unseen = new ImageExamples(data.Test, transform);
        var watch = Stopwatch.StartNew();
        var losses = new List<double>();
        int evaluated = 0;
        void Evaluate()
        {
            watch.Stop();
            if (state.Epoch > evaluated && state.Epoch > options.Epochs - Last)
            {
                evaluated = state.Epoch;
                using var judge = new ValidationLoss(
                    state.Chosen,
                    unseen,
                    new DequantisationNoise(0, 0),
                    new CompiledGraphOptions(workers, 1)
                );
                losses.Add(judge.Compute());
            }

            watch.Start();
        }

        trainer.Run(_ => Evaluate(), _ => { }, CancellationToken.None);
        return (watch.Elapsed.TotalSeconds / options.Epochs, [.. losses]);
    }

    // All cores are PyTorch's best setting for this network; see the comparison `vae`, which tries all.
    private static IReadOnlyDictionary<string, double> Theirs(
        DataSplit<ImageSet> data,
        ComparisonOptions options,
        int epochs,
        int threads
    )
    {
        string folder = Directory.CreateTempSubdirectory("likeness-vanilla-").FullName;
        try
        {
            string train = Path.Combine(folder, "train.npy");
            string test = Path.Combine(folder, "test.npy");
            ImageSampleFile.Write(train, data.Train);
            ImageSampleFile.Write(test, data.Test);
            string[] more =
            [
                "--seconds",
                options.Seconds.ToString(CultureInfo.InvariantCulture),
                "--train",
                train,
                "--test",
                test,
                "--epochs",
                $"{epochs}",
                "--last",
                $"{Last}",
                .. options.IsSmall ? ["--small"] : Array.Empty<string>(),
            ];
            return new PyTorchBaseline("vanilla_vae", options).Run(BaselineSetting.ForThreads(threads), more);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
