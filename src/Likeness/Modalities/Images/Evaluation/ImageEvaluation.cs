using Likeness.Evaluation;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The comparisons of one evaluation: generated against reference images, and, as the baseline, disjoint parts of training images that the
/// classifier was not trained on against the same reference images.
/// </summary>
internal sealed class ImageEvaluation
{
    private readonly ImageSet? train;
    private readonly ImageSet? test;
    private readonly ImageSet reference;
    private readonly ImageSet generated;
    private readonly ImageClassifier classifier;
    private readonly ImageEvaluationSettings settings;
    private readonly EvaluationData data;
    private readonly ImageComparison comparison;
    private readonly ImageComparison[] floor;
    private readonly List<string> warnings = [];

    /// <summary>Takes the images; one of training and test images may be null.</summary>
    public ImageEvaluation(
        ImageSet? train,
        ImageSet? test,
        ImageSet generated,
        ImageClassifier classifier,
        ImageEvaluationSettings settings,
        CancellationToken cancellationToken
    )
    {
        (this.train, this.test, this.classifier, this.settings) = (train, test, classifier, settings);
        var parts = ImageParts.Create((train ?? test)!, train is not null && test is not null, settings.Seed);
        reference = Cut(parts.Reference ?? test!, parts.Reference is null ? "test" : "real", 1);
        this.generated = Cut(generated, "generated", 2);
        var first = Describe(reference, cancellationToken);
        var second = Describe(this.generated, cancellationToken);
        data = new EvaluationData(
            first.Features,
            null,
            second.Features,
            new EvaluationSettings
            {
                Seed = settings.Seed,
                Resamples = settings.Resamples,
                Neighbours = settings.Neighbours,
                Threads = settings.Threads,
            },
            cancellationToken
        );
        int[]?[] asked = Answers(this.generated);
        var real = Samples(first, 0, Answers(reference));
        comparison = Compare(real, Samples(second, 1, asked));

        int size = Math.Min(this.generated.Count, parts.Aside.Count);
        floor =
        [
            .. Enumerable
                .Range(0, Math.Min(settings.BaselineRepeats, parts.Aside.Count / size))
                .Select(part => parts.Aside.Take([.. Enumerable.Range(part * size, size)]))
                .Select(
                    (images, part) =>
                        Compare(
                            real,
                            Samples(
                                Describe(images, cancellationToken),
                                part + 2,
                                // Only what is known of the samples, so that both have the same results.
                                [.. Answers(images).Zip(asked, (known, given) => given is null ? null : known)]
                            )
                        )
                ),
        ];
        if (RepeatedExamples.Warn("images", Bytes(reference), Bytes(this.generated)) is { } repeats)
        {
            warnings.Add(repeats);
        }

        if (size < this.generated.Count)
        {
            warnings.Add(
                $"The baselines use {size} images and the samples {this.generated.Count}: a baseline of fewer images is too lenient, most of all for the Fréchet distance."
            );
        }
    }

    /// <summary>One result for all images, or one for each question of the classifier; none if the metric does not apply.</summary>
    public IEnumerable<MetricResult> Measure(ImageMetric metric)
    {
        var repeats = floor.Select(metric.Measure).ToArray();
        int other = floor.Length == 0 ? 0 : floor[0].Other.Count;
        return metric
            .Measure(comparison)
            .Select(
                (estimate, i) =>
                    metric.Result(estimate, [.. repeats.Select(repeat => repeat[i].Value)], reference.Count, other)
            );
    }

    public ImageEvaluationReport Report(IReadOnlyList<MetricResult> results)
    {
        var (novelty, nearest) = Novelty();
        ClassFraction[] classes = [.. Classes()];
        if (ConfidenceWarning.Of(results, classes) is { } confidence)
        {
            warnings.Insert(0, confidence);
        }

        return new ImageEvaluationReport
        {
            Protocol =
                train is null ? "two sets"
                : test is null ? "training images"
                : "test",
            Against =
                $"{Numeral.Whole(generated.Count)} generated images against {Numeral.Whole(reference.Count)} "
                + (
                    train is null ? "real images (without training images)."
                    : test is null ? "training images (there are no test images)."
                    : "test images that the model has not seen."
                ),
            Shape = $"{generated.Shape}",
            TrainImages = train?.Count ?? 0,
            TestImages = test?.Count ?? 0,
            ReferenceImages = reference.Count,
            GeneratedImages = generated.Count,
            Settings = settings,
            Classifier = new ImageClassifierSummary(
                classifier.Questions,
                classifier.Elements,
                classifier.Accuracy(reference, settings.Threads, data.Cancellation)
            ),
            Verdict = ImageVerdict.Decide(results, novelty, data),
            Results = results,
            Classes = classes,
            Asked = [.. Asked(results)],
            Novelty = novelty,
            Warnings = warnings,
            Nearest = nearest,
        };
    }

    private (NoveltyReport? Report, NearestTraining? Nearest) Novelty()
    {
        if (train is null)
        {
            return (null, null);
        }

        var sought = generated.Take(Some(generated.Count, settings.NoveltyImages, 3));
        int[]? chosen = Searched(train);
        var searched = chosen is null ? train : train.Take(chosen);
        int[] beside = Some((test ?? searched).Count, settings.NoveltyImages, 4);
        int compared = (settings.NoveltyImages + 1) / 2; // as many as samples would take as long again
        var (novelty, nearest) = ImageNovelty.Compute(searched, test, sought, beside, compared, data);
        if (novelty.RepeatsTest)
        {
            warnings.Add(
                "The samples lie nearer to test images than expected by chance; check that the model was not trained on the test images."
            );
        }

        return (novelty, nearest with { Searched = chosen });
    }

    // The search reads every image for each group of samples, which takes hours once they do not fit into memory.
    private int[]? Searched(ImageSet images)
    {
        long fitting = Math.Max(ImageEvaluator.MinImages, settings.MaxSearchedBytes / images.Shape.Length);
        int most = (int)Math.Min(images.Count, fitting);
        if (most == images.Count)
        {
            return null;
        }

        warnings.Add(
            $"Near copies were searched among {Numeral.Whole(most)} of {Numeral.Whole(images.Count)} training images, chosen at random: copies of others are not found."
        );
        int[] chosen = Some(images.Count, most, 5);
        Array.Sort(chosen);
        return chosen;
    }

    private IEnumerable<ClassFraction> Classes()
    {
        for (int question = 0; question < classifier.Questions.Count; question++)
        {
            var asked = classifier.Questions[question];
            if (asked.IsRotation)
            {
                continue;
            }

            double[] real = ClassFractions.Compute(comparison.Reference.Classes(question), asked.Classes.Count);
            double[] made = ClassFractions.Compute(comparison.Other.Classes(question), asked.Classes.Count);
            for (int i = 0; i < real.Length; i++)
            {
                yield return new ClassFraction(asked.Name, asked.Classes[i], real[i], made[i]);
            }
        }
    }

    private IEnumerable<AskedClass> Asked(IReadOnlyList<MetricResult> results)
    {
        foreach (int question in ClassFractions.Asked(comparison))
        {
            var name = ClassFractions.Subject(comparison, question);
            if (
                comparison.Other.Answers[question] is { } asked
                && results.FirstOrDefault(one => one.Metric == ImageMetrics.AskedName && one.Column == name)
                    is { } found
            )
            {
                var (text, classes) = classifier.Questions[question];
                double? real = comparison.Reference.Answers[question] is { } answers
                    ? AskedClasses.Right(answers, comparison.Reference.Classes(question)).Average()
                    : null;
                double chance = AskedClasses.Chance(asked, comparison.Other.Classes(question), classes.Count);
                yield return new AskedClass(text, found.Value, found.Interval, chance, real);
            }
        }
    }

    private int[]?[] Answers(ImageSet images) =>
        [.. classifier.Questions.Select(question => question.IsRotation ? null : question.Answers(images))];

    private static ExampleBytes Bytes(ImageSet images) => new(images.Count, index => images[index]);

    private ImageDescription Describe(ImageSet images, CancellationToken cancellationToken) =>
        classifier.Describe(images, settings.Threads, cancellationToken);

    private ImageSamples Samples(ImageDescription description, int stream, int[]?[] answers) =>
        new(description, data, settings.KernelImages, stream) { Answers = answers };

    private ImageComparison Compare(ImageSamples real, ImageSamples other) =>
        new(real, other, classifier.Questions, data);

    private ImageSet Cut(ImageSet images, string name, int stream)
    {
        if (images.Count <= settings.MaxImages)
        {
            return images;
        }

        warnings.Add(
            $"{Numeral.Whole(settings.MaxImages)} of {Numeral.Whole(images.Count)} {name} images, chosen at random, were evaluated."
        );
        return images.Take(Some(images.Count, settings.MaxImages, stream));
    }

    private int[] Some(int count, int max, int stream) => Order(count, stream)[..Math.Min(count, max)];

    private int[] Order(int count, int stream) =>
        new Compute.Cpu.PhiloxRandom(
            settings.Seed,
            ((ulong)EvaluationStream.Subsample << 32) | (uint)stream
        ).Permutation(count);
}
