using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Data.Transforms;
using Likeness.Models.Baselines;

namespace Likeness.Models.Trees;

/// <summary>Options of <see cref="SequentialTrees"/>.</summary>
public sealed record TreesOptions : FittedOptions
{
    /// <summary>The values themselves, with missing ones.</summary>
    public TreesOptions() => Transform = TransformKind.Values;

    /// <summary>The smallest number of training rows in a leaf; 0 chooses it for each column on validation rows.</summary>
    [Description("smallest number of training rows in a leaf; 0 chooses it for each column on validation rows")]
    [Range(0, 1_000_000)]
    public int MinRowsPerLeaf { get; init; }

    /// <inheritdoc/>
    internal override bool TakesMissing => true;

    /// <inheritdoc/>
    internal override bool TakesContext => true;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) => option.DeclaringType != typeof(ModelOptions);
}
