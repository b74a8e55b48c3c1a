using Likeness.Evaluation.Novelty;

namespace Likeness.Evaluation;

/// <summary>The measurements behind a finding on novelty.</summary>
/// <param name="Baseline">The examples that serve as "new and real".</param>
/// <param name="Things">What is evaluated: "rows" or "images".</param>
/// <param name="Generated">The distance of each generated example to its closest training example.</param>
/// <param name="BaselineDistances">The same for the examples that serve as new and real.</param>
/// <param name="NeighbourRatio">The median ratio of nearest to second-nearest distance, over the generated examples.</param>
/// <param name="BaselineNeighbourRatio">The same over the examples that serve as new and real.</param>
/// <param name="Tolerance">Two examples at this distance or less are equal.</param>
/// <param name="CloserToTrain">Fraction of generated examples closer to a training example than to any test one; null without held-out examples.</param>
/// <param name="Found">The number of matches with a training example, at each scale.</param>
/// <param name="Train">The number of training examples.</param>
/// <param name="Test">The number of held-out examples; 0 for none.</param>
internal sealed record NoveltyNumbers(
    string Baseline,
    string Things,
    double[] Generated,
    double[] BaselineDistances,
    double NeighbourRatio,
    double BaselineNeighbourRatio,
    double Tolerance,
    double? CloserToTrain,
    MatchFindings Found,
    int Train,
    int Test
);
