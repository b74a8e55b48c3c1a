using System.Diagnostics;
using Likeness.Data.Downloads;
using Likeness.Modalities;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Report;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Bench.ImageTable;

/// <summary>Trains one model for the budget, samples and evaluates it.</summary>
internal static class ImageTableMeasure
{
    private const string ConditionalOption = " --conditional";
    private const int PictureSamples = 16;
    private const int TimedSamples = 256;
    private const int ClassSamples = 40;
    private const ulong Seed = 1;

    // Models whose class is an option, measured with it too.
    private static readonly string[] Guided = ["ddpm", "flow-matching"];

    /// <summary>All rows: every image model of the registry that samples, and two models with classes.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. ModelRegistry
            .All.Where(entry => entry.Learns == typeof(ImageSet) && entry.TakesSteps)
            .Select(entry => entry.Name)
            .SelectMany(name => Guided.Contains(name) ? [name, name + ConditionalOption] : new[] { name }),
    ];

    /// <summary>Measures a model.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="run">A new or empty folder for the run.</param>
    /// <param name="picture">Receives a picture of samples.</param>
    public static ImageTableRow Measure(string name, ImageTableSettings settings, string run, string picture)
    {
        try
        {
            return Train(name, settings, run, picture);
        }
        catch (LikenessException error)
        {
            return new ImageTableRow
            {
                Settings = settings,
                Model = name,
                Error = error.CommandLineMessage,
            };
        }
    }

    private static ImageTableRow Train(string name, ImageTableSettings settings, string run, string picture)
    {
        var clock = Stopwatch.StartNew();
        using var trained = TrainedModel.Train(
            new RunSettings
            {
                Model = name.Split(' ')[0],
                Options = OptionsOf(name, settings),
                Data = DataSource.Embedded(settings.Dataset) with { DatasetRows = settings.Rows },
                Seed = Seed,
                SampleEvery = 0,
                OutputFolder = run,
                Budget = TimeSpan.FromSeconds(settings.Budget),
            }
        );
        double training = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var images = trained.As<ImageModel>().Sample(TimedSamples, Seed);
        double sampling = clock.Elapsed.TotalSeconds * 1000 / TimedSamples;
        double megabytes = PeakMemory.Resident();
        ImageSampleFile.WritePicture(picture, ImageGrid.Draw(images.First(PictureSamples), PictureSamples, factor: 1));
        var outcome = trained.Evaluate(new EvaluationRequest { Seed = Seed, Samples = settings.Samples });
        var results = (ImageResults)outcome.Details;
        double? Value(string metric) => results.Evaluation?.Find(metric)?.Value;
        return new ImageTableRow
        {
            Settings = settings,
            Model = name,
            Parameters = trained.Record.Parameters,
            TrainingSeconds = training,
            Frechet = Value("Fréchet distance"),
            FrechetBaseline = results.Evaluation?.Find("Fréchet distance")?.Baseline is { } real
                ? [real.Low, real.High]
                : null,
            Recognised = Value(ImageMetrics.RecognisedName),
            Precision = Value("Precision"),
            Recall = Value("Recall"),
            Bits = results.Likelihood?.BitsPerDimension,
            BitsKind = results.Likelihood?.Kind,
            SamplingSeconds = sampling,
            Megabytes = megabytes,
            FrechetOf4 = settings.FewSteps ? FrechetOf(trained, 4, settings) : null,
            FrechetOf64 = settings.FewSteps ? FrechetOf(trained, 64, settings) : null,
            ClassAccuracy = AccuracyOf(trained),
        };
    }

    private static ModelOptions OptionsOf(string name, ImageTableSettings settings)
    {
        var entry = ModelRegistry.Find(name.Split(' ')[0], typeof(ImageSet));
        var options = entry.Presets.Contains(settings.Preset) ? entry.Preset(settings.Preset) : entry.DefaultOptions();
        if (name.EndsWith(ConditionalOption, StringComparison.Ordinal))
        {
            options = options with { };
            entry.OptionsType.GetProperty("Conditional")!.SetValue(options, true);
        }

        return options;
    }

    private static double? FrechetOf(TrainedModel trained, int steps, ImageTableSettings settings)
    {
        var property = SamplingOptions
            .FindIn(trained.Options.GetType())
            .FirstOrDefault(option => option.Name == "Steps" && option.PropertyType == typeof(int));
        if (property is null)
        {
            return null;
        }

        using var changed = TrainedModel.Open(
            trained.Folder.FullPath,
            sampling: options =>
            {
                var other = options with { };
                property.SetValue(other, steps);
                return other;
            }
        );
        var model = changed.As<ImageModel>();
        var (data, samples) = (model.LoadData(), model.Sample(settings.Samples, Seed));
        return ImageEvaluator
            .Evaluate(data.Train, data.Test, samples, Evaluation() with { NoveltyImages = 1, Resamples = 1 })
            .Find("Fréchet distance")
            ?.Value;
    }

    private static double? AccuracyOf(TrainedModel trained)
    {
        var model = trained.As<ImageModel>();
        if (!model.CanSampleClass)
        {
            return null;
        }

        var data = model.LoadData();
        using var classifier = ImageClassifier.LoadOrTrain(
            Evaluation().ClassifierFolder!,
            ImageEvaluator.ForClassifier(data.Train, data.Test, Seed)
        );
        return data
            .Train.Labels[0]
            .Classes.Select(
                (label, i) =>
                {
                    var samples = model.SampleClass(label, ClassSamples, Seed);
                    int[] all = [.. Enumerable.Repeat(i, ClassSamples)];
                    return classifier.Accuracy(
                        new ImageSet(
                            samples.Shape,
                            samples.Pixels,
                            [new ImageLabel(data.Train.Labels[0].Name, data.Train.Labels[0].Classes, all)]
                        )
                    );
                }
            )
            .Average();
    }

    private static ImageEvaluationSettings Evaluation() =>
        new() { Seed = Seed, ClassifierFolder = Path.Combine(DataRoot.Resolve(), "classifiers") };
}
