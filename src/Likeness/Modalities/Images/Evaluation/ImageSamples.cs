using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Some images as the metrics see them: their features and the classes that a classifier takes them for.</summary>
internal sealed class ImageSamples
{
    private readonly Lazy<FeatureMoments> moments;
    private readonly Lazy<KernelGroups> groups;

    /// <summary>Takes what a classifier says.</summary>
    /// <param name="description">Of two images or more.</param>
    /// <param name="data">Gives seed and threads.</param>
    /// <param name="kernelImages">How many images the kernel distance takes at most.</param>
    /// <param name="stream">A number that the other samples of the evaluation do not have, for what is drawn.</param>
    public ImageSamples(ImageDescription description, EvaluationData data, int kernelImages, int stream)
    {
        Count = description.Features.RowCount;
        Probabilities = description.Probabilities;
        FeatureTable = description.Features;
        var ones = new double[description.Features.Width];
        Array.Fill(ones, 1);
        Features = PointCloud.FromTable(description.Features, ones);
        moments = new(() => new FeatureMoments(Features, data.Random(EvaluationStream.Groups, 2 * stream)));
        groups = new(() =>
            new KernelGroups(Features, kernelImages, data.Random(EvaluationStream.Groups, (2 * stream) + 1), data)
        );
    }

    public int Count { get; }

    public PointCloud Features { get; }

    /// <summary>The features as a table.</summary>
    public Table FeatureTable { get; }

    /// <summary>For each question, the probability of each class: [images][classes].</summary>
    public IReadOnlyList<float[]> Probabilities { get; }

    public FeatureMoments Moments => moments.Value;

    public KernelGroups Groups => groups.Value;

    /// <summary>The class that each image is taken for.</summary>
    public int[] Classes(int question)
    {
        int classes = Probabilities[question].Length / Count;
        return
        [
            .. Enumerable
                .Range(0, Count)
                .Select(i => ImageClassifier.Largest(Probabilities[question].AsSpan(i * classes, classes))),
        ];
    }

    /// <summary>The probability of the first class of each image, which is "not turned" where the question is the rotation.</summary>
    public double[] Upright(int question)
    {
        int classes = Probabilities[question].Length / Count;
        return [.. Enumerable.Range(0, Count).Select(i => (double)Probabilities[question][i * classes])];
    }

    /// <summary>The probability of the class that each image is taken for.</summary>
    public double[] Confidence(int question)
    {
        int classes = Probabilities[question].Length / Count;
        return
        [
            .. Enumerable
                .Range(0, Count)
                .Select(i => (double)Probabilities[question].Skip(i * classes).Take(classes).Max()),
        ];
    }
}
