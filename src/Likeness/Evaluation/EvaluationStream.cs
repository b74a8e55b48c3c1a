namespace Likeness.Evaluation;

/// <summary>What random numbers are drawn for; each use has streams of its own, so adding one moves no other.</summary>
internal enum EvaluationStream
{
    Subsample = 1,
    Groups,
    Splits,
    BootstrapReference,
    BootstrapGenerated,
    BootstrapGroups,
    BootstrapRows,
    Permutations,
    Directions,
    Bandwidth,
    Folds,
    Baseline,
    Classifiers,
    Transport,
    Memberships,
    Cells,
    Pairs,
    MatchOrder,
    MatchLabels,
}
