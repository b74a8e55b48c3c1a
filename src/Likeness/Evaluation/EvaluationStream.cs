namespace Likeness.Evaluation;

/// <summary>The uses of random numbers; each use has its own streams, so that a new use does not change the others.</summary>
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
    Utility,
    Nearness,
    Disclosure,
    Importance,
    NeighbourOrder,
}
