namespace Likeness.Trees;

/// <summary>Options of boosted trees. Defaults as in LightGBM and in scikit-learn's HistGradientBoosting.</summary>
internal sealed record BoostedTreesOptions
{
    /// <summary>The loss.</summary>
    public BoostingLoss Loss { get; init; } = BoostingLoss.Logistic;

    /// <summary>The number of trees per output; with early stopping, the maximum.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>The learning rate, by which each tree's leaf values are multiplied.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The maximum number of leaves of a tree. The leaf with the largest gain is split first.</summary>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>The maximum depth of a leaf.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>The minimum number of rows in a leaf.</summary>
    public int MinRowsPerLeaf { get; init; } = 20;

    /// <summary>The minimum sum of second derivatives in a leaf.</summary>
    public double MinHessian { get; init; } = 1e-3;

    /// <summary>λ, added to the sum of second derivatives of a leaf: the penalty is ½·λ·value².</summary>
    public double L2 { get; init; }

    /// <summary>
    /// Added to a category's sum of second derivatives when categories are sorted, so that rare ones are in the middle.
    /// </summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>Categories with fewer rows in a node stay together on one side of its splits.</summary>
    public int MinRowsPerCategory { get; init; } = 10;

    /// <summary>The fraction of rows that is set aside to choose the number of rounds; 0 uses all rounds and all rows.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>The number of rounds without a lower validation loss after which fitting stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Seeds the choice of the validation rows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Throws if a value is out of range.</summary>
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
