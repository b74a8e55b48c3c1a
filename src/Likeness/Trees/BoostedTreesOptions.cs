namespace Likeness.Trees;

/// <summary>How boosted trees are fitted. Defaults as in LightGBM and in scikit-learn's HistGradientBoosting.</summary>
internal sealed record BoostedTreesOptions
{
    /// <summary>What is minimised.</summary>
    public BoostingLoss Loss { get; init; } = BoostingLoss.Logistic;

    /// <summary>The number of trees per output; the largest one, where fitting stops early.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>What each tree's leaf values are multiplied by.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The most leaves of a tree. The leaf whose split gains most is split first.</summary>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>The most splits above a leaf.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>The least number of rows of a leaf.</summary>
    public int MinRowsPerLeaf { get; init; } = 20;

    /// <summary>The least sum of second derivatives of a leaf.</summary>
    public double MinHessian { get; init; } = 1e-3;

    /// <summary>λ, added to the sum of second derivatives of a leaf: ½·λ·value² is the penalty.</summary>
    public double L2 { get; init; }

    /// <summary>Added to a category's sum of second derivatives where categories are sorted, so that rare ones lie in the middle.</summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>Categories with fewer rows in a node stay together on one side of its splits.</summary>
    public int MinRowsPerCategory { get; init; } = 10;

    /// <summary>The fraction of rows that fitting leaves out to choose the number of rounds; 0 for all rounds on all rows.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>Rounds without a lower validation loss after which fitting stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Seeds the choice of the validation rows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Throws where a value makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLeaves, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinRowsPerLeaf, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MinHessian);
        ArgumentOutOfRangeException.ThrowIfNegative(L2);
        ArgumentOutOfRangeException.ThrowIfNegative(CategorySmoothing);
        ArgumentOutOfRangeException.ThrowIfNegative(ValidationFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ValidationFraction, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
    }
}
