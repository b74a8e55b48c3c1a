using System.Text.Json.Serialization;
using Likeness.Evaluation.Novelty;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation;

/// <summary>
/// The novelty of the generated rows relative to the training rows, beside the same measurements of real rows outside the training data.
/// Distances are Euclidean over columns divided by their training standard deviation.
/// </summary>
public sealed record NoveltyReport
{
    /// <summary>The rows that serve as "new and real": "test rows", or "each training row among the others".</summary>
    public required string Baseline { get; init; }

    /// <summary>Fraction of generated rows equal to a training row in every column.</summary>
    public required double ExactMatches { get; init; }

    /// <summary>The same fraction for the baseline rows (data on a grid has duplicates).</summary>
    public required double BaselineExactMatches { get; init; }

    /// <summary>Distance to the closest training row, over the generated rows.</summary>
    public required DistanceSummary Generated { get; init; }

    /// <summary>Distance to the closest training row, over the baseline rows.</summary>
    public required DistanceSummary BaselineDistances { get; init; }

    /// <summary>Median generated distance over median baseline distance: 1 means as new as real data, 0 means repeated training rows.</summary>
    public required double MedianDistanceRatio { get; init; }

    /// <summary>Median ratio of the nearest to the second-nearest training distance, over the generated rows.</summary>
    public required double NeighbourRatio { get; init; }

    /// <summary>The same ratio over the baseline rows.</summary>
    public required double BaselineNeighbourRatio { get; init; }

    /// <summary>Fraction of generated rows closer to a training row than to any test row, ties shared out by the numbers of rows; null without test rows.</summary>
    public double? CloserToTrain { get; init; }

    /// <summary>The fraction expected of new real rows: training rows over training and test rows; null without test rows.</summary>
    public double? ExpectedCloserToTrain { get; init; }

    /// <summary>
    /// min(1, (1 − fraction strictly closer to a training row) / (1 − <see cref="ExpectedCloserToTrain"/>)): 1 is best, 0 means repeated training rows; null
    /// without test rows.
    /// </summary>
    public double? OverfittingProtection { get; init; }

    /// <summary>The matches with training examples, from equal to merely nearest, in the order of <see cref="MatchScale"/>.</summary>
    public required IReadOnlyList<TrainingMatches> Matches { get; init; }

    /// <summary>True if the samples match test examples more often than expected by chance: the model may have been trained on them.</summary>
    public bool RepeatsTest { get; init; }

    /// <summary>The finding before the quality of the samples is considered; <see cref="Verdict.Novelty"/> considers it.</summary>
    public required NoveltyFinding Finding { get; init; }

    /// <summary>True if the samples repeat training examples.</summary>
    [JsonIgnore]
    public bool LooksMemorised => Finding.Level is NoveltyLevel.NearCopies or NoveltyLevel.Copies;
}
