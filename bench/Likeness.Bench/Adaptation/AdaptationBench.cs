using System.CommandLine;
using System.Diagnostics;
using Likeness.Data;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Report;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Runs;

namespace Likeness.Bench.Adaptation;

/// <summary>
/// A model of one dataset adapted to some images of another: low-rank adapters and full fine-tuning beside a training from random weights with as
/// many steps; and a control network on the first dataset, with the agreement of asked and sampled edges.
/// </summary>
internal static class AdaptationBench
{
    private const int Shown = 16;
    private const ulong Seed = 1;

    private static readonly Option<string> From = BenchOption.Text("--from", "dataset of the run", "NAME", "mnist");

    private static readonly Option<string> To = BenchOption.Text("--to", "the other dataset", "NAME", "fashionmnist");

    private static readonly Option<int> Few = BenchOption.Count("--few", "images of the other dataset", 200);

    private static readonly Option<int> Budget = BenchOption.Count("--budget", "seconds of training of the run", 120);

    private static readonly Option<int> Steps = BenchOption.Count("--steps", "steps of each adaptation", 1000);

    private static readonly Option<int> Samples = BenchOption.Count("--samples", "compared with test images", 1000);

    private static readonly Option<int?> Rows = BenchOption.Rows();

    private static readonly Option<string?> Pictures = BenchOption.Text("--pictures", "receives pictures", "FOLDER");

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "adapt",
            "Low-rank adapters and full fine-tuning on a few images beside training from random weights; a control network (docs/models/adaptation.md)",
            "--from shapes --to shapes --few 30 --budget 1 --steps 2 --samples 12 --rows 300",
            Run,
            From,
            To,
            Few,
            Budget,
            Steps,
            Samples,
            Rows,
            Pictures
        );

    private static int Run(ParseResult given)
    {
        string folder = Directory.CreateTempSubdirectory("likeness-adapt-").FullName;
        try
        {
            string first = Path.Combine(folder, "first");
            using (
                TrainedModel.Train(
                    Settings(first, Dataset(given, From)) with
                    {
                        Options = ImageFlowMatchingOptions.Small,
                        Budget = TimeSpan.FromSeconds(given.GetValue(Budget)),
                    }
                )
            ) { }

            CompareFewImages(given, folder, first);
            Console.WriteLine();
            CompareEdges(given, folder, first);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CompareFewImages(ParseResult given, string folder, string first)
    {
        int steps = given.GetValue(Steps);
        var few = Dataset(given, To) with { DatasetRows = given.GetValue(Few) };
        ModelOptions WithSteps(ModelOptions options) => options with { TrainSteps = [steps] };
        AdaptationSettings Adaptation(string name, LowRankAdapters? adapters) =>
            new()
            {
                Data = few,
                Adapters = adapters,
                Options = WithSteps,
                Validation = 0,
                Seed = Seed,
                OutputFolder = Path.Combine(folder, name),
            };
        (string Name, Func<TrainedModel> Make)[] rows =
        [
            ("the run as it is", () => TrainedModel.Open(first)),
            ("`adapt --rank 8`", () => RunAdaptation.Train(first, Adaptation("lora", new LowRankAdapters(8, 8)))),
            ("`adapt --full`", () => RunAdaptation.Train(first, Adaptation("full", null))),
            (
                "random weights",
                () =>
                    TrainedModel.Train(
                        Settings(Path.Combine(folder, "scratch"), few) with
                        {
                            Options = WithSteps(ImageFlowMatchingOptions.Small),
                        }
                    )
            ),
        ];
        var split = new SplitSettings(0, 0, Seed);
        var data = ImageReader.Read(Dataset(given, To), ImageFlowMatchingOptions.Small.Size, split);
        Console.WriteLine(
            "| beginning and training | trained numbers | s | Fréchet | recognised | precision | recall |"
        );
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, make) in rows)
        {
            var clock = Stopwatch.StartNew();
            using TrainedModel model = make();
            double seconds = clock.Elapsed.TotalSeconds;
            var samples = model.As<ImageModel>().Sample(given.GetValue(Samples), Seed);
            Save(given, name, samples);
            var report = ImageEvaluator.Evaluate(data.Train, data.Test, samples, Evaluation());
            double Value(string metric) => report.Find(metric)?.Value ?? double.NaN;
            Console.WriteLine(
                FormattableString.Invariant(
                    $"| {name} | {model.Record.Parameters:N0} | {seconds:0} | {Value("Fréchet distance"):0.00} | {Value(ImageMetrics.RecognisedName):0 %} | {Value("Precision"):0.00} | {Value("Recall"):0.00} |"
                )
            );
        }
    }

    private static void CompareEdges(ParseResult given, string folder, string first)
    {
        using TrainedModel controlled = RunAdaptation.Train(
            first,
            new AdaptationSettings
            {
                Control = ControlKind.Edges,
                Options = options => options with { TrainSteps = [given.GetValue(Steps)] },
                Seed = Seed,
                OutputFolder = Path.Combine(folder, "control"),
            }
        );
        var model = controlled.As<ImageModel>();
        var images = model.LoadData().Test;
        images = images.Take([.. Enumerable.Range(0, Math.Min(images.Count, given.GetValue(Samples)))]);
        var asked = model.MapsOf(images);
        var under = model.SampleUnder(asked, images.Count, seed: Seed);
        var free = model.Sample(images.Count, Seed);
        Save(given, "edges", Interleaved(asked, under));
        Console.WriteLine("| edges of the samples beside the asked ones | precision | recall | F1 |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        Print("with the control network", asked, model.MapsOf(under));
        Print("without", asked, model.MapsOf(free));
    }

    private static void Print(string name, ImageSet asked, ImageSet found)
    {
        double both = asked.Pixels.Zip(found.Pixels).Count(pair => pair.First > 0 && pair.Second > 0);
        double precision = both / Math.Max(1, found.Pixels.Count(value => value > 0));
        double recall = both / Math.Max(1, asked.Pixels.Count(value => value > 0));
        double score = 2 * precision * recall / Math.Max(1e-9, precision + recall);
        Console.WriteLine(FormattableString.Invariant($"| {name} | {precision:0.00} | {recall:0.00} | {score:0.00} |"));
    }

    // A row of maps above a row of images.
    private static ImageSet Interleaved(ImageSet maps, ImageSet images)
    {
        int count = Math.Min(Shown, images.Count);
        ImageColour? colour = images.Shape.Channels == 1 ? ImageColour.Grey : ImageColour.Rgb;
        return new ImageSet(
            images.Shape,
            [
                .. colour.Apply(maps).Pixels.Take(count * images.Shape.Length),
                .. images.Pixels.Take(count * images.Shape.Length),
            ]
        );
    }

    private static void Save(ParseResult given, string name, ImageSet images)
    {
        if (given.GetValue(Pictures) is { } folder)
        {
            Directory.CreateDirectory(folder);
            string file = string.Concat(
                name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-')
            );
            string path = Path.Combine(folder, $"adapt-{file.Replace(" ", "").Replace("--", "-")}.png");
            int rows = name == "edges" ? 2 : 1;
            ImageSet shown = images.Take([.. Enumerable.Range(0, Math.Min(images.Count, rows * Shown))]);
            ImageSampleFile.WritePicture(path, ImageGrid.Draw(shown, Shown, factor: 1));
        }
    }

    private static DataSource Dataset(ParseResult given, Option<string> name) =>
        DataSource.Embedded(given.GetValue(name)!) with
        {
            DatasetRows = given.GetValue(Rows),
        };

    private static RunSettings Settings(string folder, DataSource data) =>
        new()
        {
            Model = "flow-matching",
            Data = data,
            Validation = 0,
            Seed = Seed,
            SampleEvery = 0,
            OutputFolder = folder,
        };

    private static ImageEvaluationSettings Evaluation() =>
        new()
        {
            Seed = Seed,
            NoveltyImages = 100,
            ClassifierFolder = Path.Combine(DataRoot.Resolve(), "classifiers"),
        };
}
