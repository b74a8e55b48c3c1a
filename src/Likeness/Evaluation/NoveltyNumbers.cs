using Likeness.Evaluation.Novelty;

namespace Likeness.Evaluation;

/// <summary>What a finding on novelty is made of.</summary>
/// <param name="Baseline">What stands for "new and real".</param>
/// <param name="Things">What is evaluated: "rows" or "images".</param>
/// <param name="Generated">The distance of each generated thing to its closest training thing.</param>
/// <param name="BaselineDistances">The same for what stands for new and real.</param>
/// <param name="NeighbourRatio">The median ratio of nearest to second-nearest distance, over the generated things.</param>
/// <param name="BaselineNeighbourRatio">The same over what stands for new and real.</param>
/// <param name="Tolerance">The distance up to which two things are the same.</param>
/// <param name="CloserToTrain">Fraction of generated things closer to a training thing than to any test one; null without test ones.</param>
/// <param name="Found">How many match a training thing, at each scale.</param>
/// <param name="Train">How many training things there are.</param>
/// <param name="Test">How many test things there are; 0 for none.</param>
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
