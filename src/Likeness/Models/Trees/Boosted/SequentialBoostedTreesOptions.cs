using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Data.Transforms;
using Likeness.Models.Baselines;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Options of <see cref="SequentialBoostedTrees"/>.</summary>
public sealed record SequentialBoostedTreesOptions : FittedOptions
{
    /// <summary>The values themselves, with missing ones; tree values are multiplied by a learning rate of 0.3.</summary>
    public SequentialBoostedTreesOptions() => (Transform, LearningRate) = (TransformKind.Values, 0.3);

    /// <summary>The maximum number of trees of a cell; validation rows choose how many each cell uses.</summary>
    [Description("maximum number of trees of a cell; validation rows choose how many each cell uses")]
    [Range(1, 1000)]
    public int Rounds { get; init; } = 40;

    /// <summary>The maximum number of leaves of a tree.</summary>
    [Description("maximum number of leaves of a tree")]
    [Range(2, 64)]
    public int MaxLeaves { get; init; } = 15;

    /// <summary>The maximum number of times that a column is halved.</summary>
    [Description("maximum number of times that a column is halved")]
    [Range(0, 24)]
    public int MaxDepth { get; init; } = 10;

    /// <summary>The smallest number of training rows of a cell.</summary>
    [Description("smallest number of training rows of a cell")]
    [Range(1, 1_000_000)]
    public int MinRowsPerCell { get; init; } = 10;

    /// <inheritdoc/>
    internal override bool TakesMissing => true;

    /// <inheritdoc/>
    internal override bool TakesContext => true;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) =>
        option.DeclaringType != typeof(ModelOptions) || option.Name == nameof(LearningRate);
}
