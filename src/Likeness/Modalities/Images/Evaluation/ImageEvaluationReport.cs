using System.Text.Json.Serialization;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Everything that an evaluation of images found. Immutable; <see cref="ReportJson"/> writes and reads its text.</summary>
public sealed record ImageEvaluationReport
{
    /// <summary>
    /// "test" (compared with images that the model has not seen), "training images" (where there are no others) or "two sets" (no
    /// training images were given).
    /// </summary>
    public required string Protocol { get; init; }

    /// <summary>One sentence: which images are compared with which.</summary>
    public required string Against { get; init; }

    /// <summary>The sizes of an image in words, such as <c>1×28×28</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>Images that the model was trained on; 0 where none were given.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Held-out images; 0 where there are none.</summary>
    public required int TestImages { get; init; }

    /// <summary>Real images that the generated ones are compared with.</summary>
    public required int ReferenceImages { get; init; }

    /// <summary>Generated images that were judged.</summary>
    public required int GeneratedImages { get; init; }

    /// <summary>The settings, the seed among them.</summary>
    public required ImageEvaluationSettings Settings { get; init; }

    /// <summary>The classifier in whose features the sets were compared.</summary>
    public required ImageClassifierSummary Classifier { get; init; }

    /// <summary>What it all comes to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Every metric, in the order of reports.</summary>
    public required IReadOnlyList<MetricResult> Results { get; init; }

    /// <summary>How often each class occurs, as the classifier sees the images; empty where it was taught turns.</summary>
    public required IReadOnlyList<ClassFraction> Classes { get; init; }

    /// <summary>
    /// How new the generated images are, null where no training images were given; distances are Euclidean over pixel values from 0 to 1.
    /// </summary>
    public NoveltyReport? Novelty { get; init; }

    /// <summary>What a reader should know, such as sets that were cut.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Generated images, and the nearest training images of each by place in the training set, to be drawn; null in a report that was read.</summary>
    [JsonIgnore]
    public NearestTraining? Nearest { get; init; }

    /// <summary>The result of a metric (and question), or null where it was not measured.</summary>
    public MetricResult? Find(string metric, string? question = null) =>
        Results.FirstOrDefault(result => result.Metric == metric && result.Column == question);
}

/// <summary>What a reader must know of the classifier behind a report's numbers.</summary>
/// <param name="Questions">What it answers.</param>
/// <param name="Numbers">How many numbers it has learnt.</param>
/// <param name="Accuracy">The share of reference images, of which it has learnt none, that it takes for what they are; null where they have no labels.</param>
public sealed record ImageClassifierSummary(IReadOnlyList<ImageQuestion> Questions, long Numbers, double? Accuracy);

/// <summary>How often a class occurs.</summary>
/// <param name="Question">The question of the classifier, such as <c>class</c>.</param>
/// <param name="Class">The class.</param>
/// <param name="Reference">Its share among real images.</param>
/// <param name="Generated">Its share among generated images.</param>
public sealed record ClassFraction(string Question, string Class, double Reference, double Generated);

/// <summary>Generated images and where their nearest training images are.</summary>
/// <param name="Images">The generated images that were looked up.</param>
/// <param name="Found">For each, places among the training images.</param>
public sealed record NearestTraining(ImageSet Images, NearestImages Found);
