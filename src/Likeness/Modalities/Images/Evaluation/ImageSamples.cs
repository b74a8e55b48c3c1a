using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Images as the metrics use them: their features and predicted classes.</summary>
internal sealed class ImageSamples
{
    private readonly Lazy<FeatureMoments> moments;
    private readonly Lazy<KernelGroups> groups;

    /// <summary>Wraps a classifier's output.</summary>
    /// <param name="description">Of two images or more.</param>
    /// <param name="data">The evaluation, for seed and threads.</param>
    /// <param name="kernelImages">The maximum number of images in the kernel distance.</param>
    /// <param name="stream">A random stream that differs from those of the evaluation's other samples.</param>
    public ImageSamples(ImageDescription description, EvaluationData data, int kernelImages, int stream)
    {
        Count = description.Features.RowCount;
        Probabilities = description.Probabilities;
        Answers = new int[]?[Probabilities.Count];
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

    /// <summary>For each question, the class that each image is known, or was asked, to be of: [images]; null if unknown.</summary>
    public IReadOnlyList<int[]?> Answers { get; init; }

    public FeatureMoments Moments => moments.Value;

    public KernelGroups Groups => groups.Value;

    /// <summary>The predicted class of each image.</summary>
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

    /// <summary>The probability of the first class of each image, which is "not rotated" if the question is the rotation.</summary>
    public double[] Upright(int question)
    {
        int classes = Probabilities[question].Length / Count;
        return [.. Enumerable.Range(0, Count).Select(i => (double)Probabilities[question][i * classes])];
    }

    /// <summary>The probability of the predicted class of each image.</summary>
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
