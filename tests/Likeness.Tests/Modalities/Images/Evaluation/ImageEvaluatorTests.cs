using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Models.Images;
using Likeness.Models.Images.Adversarial;
using Likeness.Testing;
using Likeness.Training.Diagnosis;

namespace Likeness.Tests.Modalities.Images.Evaluation;

public sealed class ImageEvaluatorTests
{
    private static readonly ImageSet Train = ToyImages.Make(900, 1);
    private static readonly ImageSet Test = ToyImages.Make(300, 2);
    private static readonly ImageEvaluationSettings Small = new()
    {
        Resamples = 40,
        BaselineRepeats = 3,
        Threads = 1,
        Classifier = new ImageClassifierSettings { Images = 4_800, Batch = 32 },
    };

    private static readonly Lazy<ImageClassifier> Shared = new(() =>
        ImageClassifier.Train(ImageEvaluator.ForClassifier(Train, Test, Small.Seed), Small.Classifier)
    );

    private readonly ImageClassifier classifier = Shared.Value;

    [Fact]
    public void SamplesOfTheSameKindAreAsReal()
    {
        var report = Evaluate(ToyImages.Make(300, 3));
        Assert.Equal(ImageMetrics.All.Select(metric => metric.Name), report.Results.Select(result => result.Metric));
        Assert.All(
            report.Results,
            result =>
            {
                var baseline = result.Baseline!;
                double room = Math.Max(result.Interval!.High - result.Interval.Low, 0.05);
                Assert.InRange(result.Value, baseline.Low - (2 * room), baseline.High + (2 * room));
                Assert.Equal((1, 300, 300), (baseline.Repeats, baseline.ReferenceRows, baseline.OtherRows));
                Assert.InRange(result.Value, result.Interval.Low, result.Interval.High);
            }
        );
        (double fraction, double mean) = (
            report.Find("Confident samples")!.Value,
            report.Find("Mean confidence")!.Value
        );
        const double min = ImageMetrics.Confident;
        Assert.InRange(mean, min * fraction, fraction + (min * (1 - fraction)));
        Assert.Equal(SimilarityLevel.Indistinguishable, report.Verdict.Level);
        Assert.Equal(NoveltyLevel.New, report.Verdict.Novelty);
        Assert.Equal(["row", "column", "square"], report.Classes.Select(fraction => fraction.Class));
        Assert.InRange(report.Classifier.Accuracy!.Value, 0.97, 1);
        var asked = Assert.Single(report.Asked);
        Assert.Equal(("class", false), (asked.Question, asked.IsIgnored));
        Assert.Equal(
            (asked.Recognised, asked.Interval),
            (report.Find("Asked classes")!.Value, report.Find("Asked classes")!.Interval)
        );
        Assert.Equal(report.Classifier.Accuracy, asked.Real);
        Assert.InRange(asked.Recognised, 0.97, 1);
        Assert.Equal(1.0 / 3, asked.Chance, 2);
        Assert.Equal(300, report.Nearest!.Found.Count);
    }

    [Fact]
    public void ClassesThatAreIgnoredAreSeen()
    {
        var made = ToyImages.Make(300, 3);
        int[] others = [.. made.Labels[0].Values.Select((_, i) => i / 100)];
        var report = Evaluate(made.WithLabels([made.Labels[0] with { Values = others }]));
        var asked = Assert.Single(report.Asked);
        Assert.True(asked.IsIgnored);
        Assert.InRange(asked.Recognised, asked.Chance - 0.02, asked.Chance + 0.02);
        // Images are as before; only what they were asked to be is not.
        Assert.Equal(SimilarityLevel.Indistinguishable, report.Verdict.Level);
        var finding = Assert.Single(ClassFinding.Of(report.Asked, new CGanOptions(), 77, TimeSpan.FromSeconds(40)));
        Assert.Equal((FindingKind.ClassIgnored, "--budget 120s"), (finding.Kind, finding.Try));
        Assert.Matches(
            "^class ignored: the class asked for is recognised in 3[0-9.]+ % of the samples, by chance in 3",
            finding.Message
        );
        var guided = Assert.Single(ClassFinding.Of(report.Asked, new ImageDdpmOptions(), 77, null));
        Assert.EndsWith("or --guidance 3", guided.Try);
        Assert.Empty(Evaluate(new ImageSet(made.Shape, made.Pixels)).Asked);
    }

    [Fact]
    public void FewSamplesSayNothingOfIgnoredClasses()
    {
        Assert.True(new AskedClass("class", 0.12, new Interval(0.09, 0.15), 0.1, 0.95).IsIgnored);
        Assert.False(new AskedClass("class", 0.12, new Interval(0, 0.4), 0.1, 0.95).IsIgnored);
        Assert.False(new AskedClass("class", 0.6, new Interval(0.57, 0.63), 0.1, 0.95).IsIgnored);
        // The classifier does not know the classes of real images either.
        Assert.False(new AskedClass("class", 0.1, new Interval(0.08, 0.12), 0.1, 0.11).IsIgnored);
        Assert.False(new AskedClass("class", 0.1, new Interval(0.08, 0.12), 0.1, null).IsIgnored);
    }

    [Fact]
    public void TheNoveltyOfASingleImageCanBeMeasured()
    {
        var settings = Small with { NoveltyImages = 1 };
        var report = ImageEvaluator.Evaluate(Train, Test, ToyImages.Make(300, 3), classifier, settings);
        Assert.Equal(1, report.Nearest!.Found.Count);
    }

    [Fact]
    public void CopiesOfTrainingImagesAreReported()
    {
        var report = Evaluate(Train.Take([.. Enumerable.Range(0, 300)]));
        Assert.Equal(NoveltyLevel.Copies, report.Verdict.Novelty);
        Assert.Equal(1, report.Novelty!.ExactMatches);
        Assert.Contains("100.0 % of the samples equal a training image", report.Verdict.NoveltyReason);
        Assert.Equal(7, report.Nearest!.Found.Index(Array.IndexOf(Places(report), 7)));

        static int[] Places(ImageEvaluationReport report) =>
            [.. Enumerable.Range(0, report.Nearest!.Found.Count).Select(i => report.Nearest.Found.Index(i))];
    }

    [Fact]
    public void NearCopiesAreSearchedAmongSomeOfTooManyImages()
    {
        var copies = Train.Take([.. Enumerable.Range(0, 300)]);
        int most = 450;
        var report = ImageEvaluator.Evaluate(
            Train,
            Test,
            copies,
            classifier,
            Small with
            {
                MaxSearchedBytes = most * Train.Shape.Length,
            }
        );
        Assert.Contains(
            "Near copies were searched among 450 of 900 training images, chosen at random: copies of others are not found.",
            report.Warnings
        );
        int[] nearest = [.. Enumerable.Range(0, 300).Select(report.Nearest!.TrainingIndex)];
        var images = report.Nearest.Images;
        int equal = Enumerable.Range(0, 300).Count(i => Train[nearest[i]].SequenceEqual(images[i]));
        Assert.InRange(equal, 110, 190);
        Assert.Equal(equal, Math.Round(300 * report.Novelty!.ExactMatches));
    }

    [Fact]
    public void NearCopiesAreReported()
    {
        var copies = Train.Take([.. Enumerable.Range(0, 300)]);
        byte[] changed = [.. copies.Pixels.Select((pixel, i) => (byte)(pixel ^ (i % 7 == 0 ? 1 : 0)))];
        var report = Evaluate(new ImageSet(copies.Shape, changed));
        Assert.Equal(0, report.Novelty!.ExactMatches);
        Assert.Equal((1, 0.75), (report.Novelty.CloserToTrain, report.Novelty.ExpectedCloserToTrain));
        Assert.Equal(NoveltyLevel.NearCopies, report.Verdict.Novelty);
    }

    [Fact]
    public void ACollapsedModelCoversNothing()
    {
        var one = ToyImages.Make(3, 5).Take([2]);
        var report = Evaluate(one.Take(new int[300]));
        Assert.InRange(report.Find("Recall")!.Value, 0, 0.05);
        Assert.InRange(report.Find("Coverage")!.Value, 0, 0.1);
        Assert.DoesNotContain(report.Warnings, warning => warning.StartsWith("The classifier is confident"));
        Assert.InRange(report.Find("Class fractions")!.Value, 0.6, 0.7);
        Assert.True(report.Find("Fréchet distance")!.Value > 5 * report.Find("Fréchet distance")!.Baseline!.High);
        Assert.True(report.Find("Kernel distance")!.Value > report.Find("Kernel distance")!.Baseline!.High);
    }

    [Fact]
    public void NoiseIsImplausible()
    {
        var random = new Likeness.Compute.Cpu.PhiloxRandom(9, 9);
        byte[] noise = [.. Enumerable.Range(0, 300 * 144).Select(_ => (byte)random.NextInt(256))];
        var report = Evaluate(new ImageSet(Train.Shape, noise));
        Assert.InRange(report.Find("Precision")!.Value, 0, 0.3);
        Assert.Equal((SimilarityLevel.Poor, NoveltyLevel.Undetermined), (report.Verdict.Level, report.Verdict.Novelty));
        Assert.Equal(NoveltyLevel.New, report.Novelty!.Finding.Level);
    }

    [SkippableFact]
    public void TheReportIsTheSameWhateverTheThreadsAndIsReadAgain()
    {
        LongTest.Require();
        var made = ToyImages.Make(100, 3);
        string one = ReportJson.Serialize(Evaluate(made));
        string two = ReportJson.Serialize(
            ImageEvaluator.Evaluate(Train, Test, made, classifier, Small with { Threads = 2 })
        );
        Assert.Equal(one, two);
        var read = ReportJson.Parse<ImageEvaluationReport>(one);
        Assert.Equal(one, ReportJson.Serialize(read));
        Assert.Null(read.Nearest);
        Assert.Throws<LikenessException>(() => ReportJson.Parse<ImageEvaluationReport>("{}"));
    }

    [Fact]
    public void WithoutTestImagesAThirdOfTheTrainingImagesServes()
    {
        var progress = new List<string>();
        var report = ImageEvaluator.Evaluate(
            ToyImages.Make(200, 1, labelled: false),
            null,
            ToyImages.Make(60, 3, labelled: false),
            Small with
            {
                Classifier = Small.Classifier with { Images = 320 },
                MaxImages = 50,
            },
            new Recorded(progress)
        );
        Assert.Equal(("training images", 50, 50), (report.Protocol, report.ReferenceImages, report.GeneratedImages));
        Assert.Null(report.Find("Class fractions"));
        Assert.Empty(report.Classes);
        Assert.Equal(2, report.Warnings.Count);
        Assert.Equal(1, report.Find("Precision")!.Baseline!.Repeats);
        Assert.Equal("each training image among the others", report.Novelty!.Baseline);
        Assert.Equal(("classifier", "done"), (progress[0], progress[^1]));
        Assert.Contains("classifier, step 10 of 10", progress);
    }

    [Fact]
    public void SetsThatCannotBeEvaluatedAreRejected()
    {
        var other = new ImageSet(new ImageShape(1, 2, 2), new byte[80]);
        Assert.Contains("generated images are 1×2×2", Message(() => Evaluate(other)));
        Assert.Contains("there are 9 generated images", Message(() => Evaluate(Train.Take(new int[9]))));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            ImageEvaluator.Evaluate(Train, Test, Test, classifier, Small, cancellationToken: stop.Token)
        );
    }

    [Fact]
    public void NoImageServesTwice()
    {
        var images = new ImageSet(new ImageShape(1, 1, 1), [.. Enumerable.Range(0, 100).Select(i => (byte)i)]);
        foreach (bool hasTest in new[] { true, false })
        {
            var parts = ImageParts.Create(images, hasTest, seed: 1);
            byte[] reference = parts.Reference?.Pixels ?? [];
            Assert.Equal(hasTest ? 0 : 33, reference.Length);
            Assert.Equal(33, parts.Aside.Count);
            byte[] all = [.. parts.Lessons.Pixels, .. parts.Aside.Pixels, .. reference];
            Array.Sort(all);
            Assert.Equal(images.Pixels, all);
        }
    }

    [SkippableFact]
    public void BaselinesOfFewerImagesThanSamplesAreReported()
    {
        LongTest.Require();
        Assert.Contains(
            "The baselines use 300 images and the samples 400",
            Assert.Single(Evaluate(ToyImages.Make(400, 3)).Warnings)
        );
    }

    [SkippableFact]
    public void BlackAndSmudgedImagesAreNoGoodImages()
    {
        LongTest.Require();
        var black = Evaluate(new ImageSet(Train.Shape, new byte[300 * 144]));
        Assert.Equal((SimilarityLevel.Poor, NoveltyLevel.Undetermined), (black.Verdict.Level, black.Verdict.Novelty));
        var fresh = ToyImages.Make(300, 3);
        byte[] mean =
        [
            .. Enumerable.Range(0, 144).Select(at => (byte)Enumerable.Range(0, 300).Average(i => fresh[i][at])),
        ];
        byte[] smudged = [.. fresh.Pixels.Select((pixel, i) => (byte)((pixel + (3 * mean[i % 144])) / 4))];
        var smudges = Evaluate(new ImageSet(Train.Shape, smudged));
        Assert.InRange((int)smudges.Verdict.Level, (int)SimilarityLevel.Distinguishable, (int)SimilarityLevel.Poor);
        var recognised = smudges.Find(ImageMetrics.RecognisedName)!;
        Assert.True(recognised.Value < recognised.Baseline!.Low - 0.05, $"{recognised.Value}");
    }

    [Fact]
    public void WithoutTrainingImagesNothingIsSaidOfNovelty()
    {
        var report = ImageEvaluator.Evaluate(null, Train, ToyImages.Make(100, 3), classifier, Small);
        Assert.Equal(("two sets", 0, 900), (report.Protocol, report.TrainImages, report.TestImages));
        Assert.Equal(NoveltyLevel.Undetermined, report.Verdict.Novelty);
        Assert.Null(report.Novelty);
        Assert.Equal(300, ImageEvaluator.ForClassifier(null, Train, Small.Seed).Count);
        Assert.Throws<ArgumentException>(() => ImageEvaluator.Evaluate(null, null, Train, classifier, Small));
    }

    private static string Message(Action act) => Assert.Throws<LikenessException>(act).Message;

    private ImageEvaluationReport Evaluate(ImageSet made) =>
        ImageEvaluator.Evaluate(Train, Test, made, classifier, Small);

    private sealed class Recorded(List<string> names) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => names.Add(value.Metric);
    }
}
