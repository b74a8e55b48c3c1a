using System.Reflection;

namespace Likeness.Models.Baselines;

/// <summary>
/// Options of a model that is fitted at once and takes no steps: of what every model has, only the columns' transform matters to it, and the
/// command line offers no more.
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
