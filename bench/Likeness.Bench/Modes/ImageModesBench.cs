using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Likeness.Data.Downloads;
using Likeness.Modalities;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Models.Images.Adversarial;
using Likeness.Runs;

namespace Likeness.Bench.Modes;

/// <summary>
/// Mode collapse on images: how many modes a small DCGAN finds without and with each option against it. Each training is a line of a file of results; one that is
/// there is not repeated, so that an interrupted bench resumes.
/// </summary>
internal static class ImageModesBench
{
    private const string Header = "data,options,seed,steps,images,found,divergence,seconds";

    private static readonly Option<string> DataName = BenchOption.Text(
        "--data",
        "stacked (three digits of MNIST as RGB, 1,000 modes) or shapes (72 modes)",
        "NAME",
        "shapes"
    );

    private static readonly Option<string?> DataFolder = BenchOption.Text(
        "--data-dir",
        "the folder of published datasets and stored classifiers",
        "FOLDER"
    );

    private static readonly Option<int> StepCount = BenchOption.Count("--steps", "of each training", 2_000);

    private static readonly Option<int> ImageCount = BenchOption.Count(
        "--images",
        "stacked images to learn from",
        20_000
    );

    private static readonly Option<int> SampleCount = BenchOption.Count("--samples", "images sampled", 26_000);

    private static readonly Option<int> LessonCount = BenchOption.Count(
        "--lessons",
        "images, with repetition, from which the classifier learns",
        60_000
    );

    private static readonly Option<int> SeedCount = BenchOption.Count("--seeds", "trainings in each mean", 1);

    private static readonly Option<int> ThreadCount = BenchOption.Count("--threads", "to use", 1);

    private static readonly Option<string?> Only = BenchOption.Text("--only", "one row of the table", "NAME");

    private static readonly Option<string> Results = BenchOption.Text(
        "--results",
        "the file of results, which is added to",
        "FILE",
        "modes.csv"
    );

    // A discriminator of a quarter of the width, without averaged weights.
    private static DcGanOptions Weak { get; } = DcGanOptions.Small with { Width = 8, Averaging = 0 };

    private static readonly (string Name, DcGanOptions Options)[] Variants =
    [
        ("dcgan", Weak),
        ("--r1 1", Weak with { R1 = 1 }),
        ("--pack 2", Weak with { Pack = 2 }),
        ("--minibatch-features 16", Weak with { MinibatchFeatures = 16 }),
        ("--unrolled-steps 3", Weak with { UnrolledSteps = 3, UnrolledRate = 0.01 }),
    ];

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "image-modes",
            "Modes of images that a DCGAN finds without and with each option against mode collapse: a table of docs/mode-collapse.md",
            $"--steps 1 --samples 64 --lessons 128 --data-dir {BenchCommand.Folder} --results {BenchCommand.Folder}/modes.csv --only dcgan",
            Run,
            DataName,
            DataFolder,
            StepCount,
            ImageCount,
            SampleCount,
            LessonCount,
            SeedCount,
            ThreadCount,
            Only,
            Results
        );

    private static int Run(ParseResult given)
    {
        string data = given.GetRequiredValue(DataName);
        string? folder = given.GetValue(DataFolder);
        int threads = given.GetValue(ThreadCount);
        string classifiers = Path.Combine(folder ?? DataRoot.Resolve(), "classifiers");
        string results = given.GetRequiredValue(Results);
        string work = Path.Combine(Path.GetTempPath(), $"likeness-modes-{Guid.NewGuid():N}");
        var lessons = new ImageClassifierSettings { Images = given.GetValue(LessonCount), Threads = threads };
        using var modes = data switch
        {
            "stacked" => ImageModes.Stacked(given.GetValue(ImageCount), folder, classifiers, lessons),
            "shapes" => ImageModes.Shapes(classifiers, lessons),
            _ => throw new LikenessException(
                $"--data: '{data}' is not a dataset of this bench (give stacked or shapes)"
            ),
        };
        try
        {
            Directory.CreateDirectory(work);
            string images = Path.Combine(work, "images.npy");
            ImageSampleFile.Write(images, new ImageSet(modes.Train.Shape, modes.Train.Pixels));
            Console.WriteLine(
                $"| options | found of {modes.Count:N0} | divergence (nats) | s |\n| --- | ---: | ---: | ---: |"
            );
            foreach (
                var (name, options) in Variants.Where(one => given.GetValue(Only) is not { } only || only == one.Name)
            )
            {
                var lines = Enumerable
                    .Range(0, given.GetValue(SeedCount))
                    .Select(seed => Line(name, options, seed))
                    .ToArray();
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"| `{name}` | {lines.Average(line => line[0]):0} | {lines.Average(line => line[1]):0.00} | {lines.Average(line => line[2]):0} |"
                    )
                );
            }

            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        // Found, divergence and seconds: from the file of results, or of a training.
        double[] Line(string name, DcGanOptions options, int seed)
        {
            string key = $"{data},{name},{seed},{given.GetValue(StepCount)},{modes.Train.Count},";
            string? known = File.Exists(results)
                ? File.ReadLines(results).LastOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))
                : null;
            if (known is null)
            {
                if (!File.Exists(results))
                {
                    File.WriteAllText(results, Header + "\n");
                }

                known = key + Trained(options, seed, Path.Combine(work, $"run-{Guid.NewGuid():N}"));
                File.AppendAllText(results, known + "\n");
            }

            return
            [
                .. known[key.Length..].Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)),
            ];
        }

        string Trained(DcGanOptions options, int seed, string output)
        {
            var clock = Stopwatch.StartNew();
            using var run = TrainedModel.Train(
                new RunSettings
                {
                    Model = "dcgan",
                    Options = options with { TrainSteps = [given.GetValue(StepCount)] },
                    Data = DataSource.FromFiles(Path.Combine(work, "images.npy")),
                    Holdout = 0,
                    Validation = 0,
                    Seed = (ulong)seed,
                    OutputFolder = output,
                    Threads = threads,
                }
            );
            double seconds = clock.Elapsed.TotalSeconds;
            var sampled = run.As<ISampler<ImageSet>>().Sample(given.GetValue(SampleCount), (ulong)seed);
            var (found, divergence) = modes.Compare(sampled);
            return FormattableString.Invariant($"{found},{divergence:0.0000},{seconds:0.0}");
        }
    }
}
