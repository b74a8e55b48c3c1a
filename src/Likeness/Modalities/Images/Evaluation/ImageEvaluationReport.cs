using System.Text.Json.Serialization;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>The complete result of an evaluation of images. Immutable; <see cref="ReportJson"/> writes and reads its text.</summary>
public sealed record ImageEvaluationReport
{
    /// <summary>
    /// "test" (compared with images outside the training data), "training images" (if there are no others) or "two sets" (without
    /// training images).
    /// </summary>
    public required string Protocol { get; init; }

    /// <summary>One sentence: what is compared with what.</summary>
    public required string Against { get; init; }

    /// <summary>The sizes of an image as text, such as <c>1×28×28</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>Training images; 0 if unknown.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Held-out images; 0 for none.</summary>
    public required int TestImages { get; init; }

    /// <summary>Real images that the generated images are compared with.</summary>
    public required int ReferenceImages { get; init; }

    /// <summary>Evaluated generated images.</summary>
    public required int GeneratedImages { get; init; }

    /// <summary>The settings, including the seed.</summary>
    public required ImageEvaluationSettings Settings { get; init; }

    /// <summary>The classifier whose features are used.</summary>
    public required ImageClassifierSummary Classifier { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Every metric, in the order of reports.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>The frequency of each class according to the classifier; empty if it was trained on rotations.</summary>
    public required IReadOnlyList<ClassFraction> Classes { get; init; }

    /// <summary>How often the class that was asked for is recognised, for each question; empty if the generated images have no classes.</summary>
    public IReadOnlyList<AskedClass> Asked { get; init; } = [];

    /// <summary>
    /// The novelty of the generated images, null without training images; distances are Euclidean over pixel values from 0 to 1.
    /// </summary>
    public NoveltyReport? Novelty { get; init; }

    /// <summary>Warnings, such as sets that were subsampled.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Generated images, and the indices of the nearest training images of each, for the report; null in a report that was read from a file.</summary>
    [JsonIgnore]
    public NearestTraining? Nearest { get; init; }

    /// <summary>The result of a metric (and question), or null if it was not measured.</summary>
    public MetricResult? Find(string metric, string? question = null) =>
        Results.FirstOrDefault(result => result.Metric == metric && result.Column == question);
}

/// <summary>The classifier behind a report's numbers.</summary>
/// <param name="Questions">The questions that it answers.</param>
/// <param name="Numbers">The number of its parameters.</param>
/// <param name="Accuracy">Its accuracy on reference images, none of which it was trained on; null if they have no labels.</param>
public sealed record ImageClassifierSummary(IReadOnlyList<ImageQuestion> Questions, long Numbers, double? Accuracy);

/// <summary>The frequency of a class.</summary>
/// <param name="Question">The question of the classifier, such as <c>class</c>.</param>
/// <param name="Class">The class.</param>
/// <param name="Reference">Its fraction of real images.</param>
/// <param name="Generated">Its fraction of generated images.</param>
public sealed record ClassFraction(string Question, string Class, double Reference, double Generated);

/// <summary>Generated images and their nearest training images.</summary>
/// <param name="Images">The generated images.</param>
/// <param name="Found">For each, indices of searched training images.</param>
public sealed record NearestTraining(ImageSet Images, NearestImages Found)
{
    /// <summary>The indices of the searched images among all training images; null if all were searched.</summary>
    internal int[]? Searched { get; init; }

    /// <summary>The index of the nearest one among all training images.</summary>
    /// <param name="image">The index of the generated image.</param>
    public int TrainingIndex(int image) => Searched is null ? Found.Index(image) : Searched[Found.Index(image)];
}
