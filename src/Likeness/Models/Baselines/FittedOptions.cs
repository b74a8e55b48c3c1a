using System.Reflection;

namespace Likeness.Models.Baselines;

/// <summary>
/// Options of a model that is fitted directly and takes no training steps. Of the common options only the column transform applies, and the command line
/// offers no others.
/// </summary>
public abstract record FittedOptions : ModelOptions
{
    /// <summary>One epoch, which is the fit.</summary>
    protected FittedOptions() => Epochs = 1;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) =>
        option.DeclaringType != typeof(ModelOptions)
        || option.Name is nameof(Transform) or nameof(Dequantise) or nameof(Lambda);
}
