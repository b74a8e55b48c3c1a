using System.ComponentModel;

namespace Likeness.Models;

/// <summary>
/// What every model's options record starts from: how it is trained. A model derives its own record, sets other defaults in its
/// constructor, and adds its own properties; the command line makes one option of each public property (its name in kebab-case,
/// its <see cref="DescriptionAttribute"/> as the help), and one <c>--preset</c> of each public static property of the record's type.
/// Properties are <c>int</c>, <c>double</c>, <c>bool</c>, <c>string</c>, an enum, or an array of <c>int</c>.
/// </summary>
public abstract record ModelOptions
{
    /// <summary>Passes over the training rows.</summary>
    [Description("passes over the training rows")]
    public int Epochs { get; init; } = 50;

    /// <summary>Rows in one training step.</summary>
    [Description("rows in one training step")]
    public int BatchSize { get; init; } = 64;

    /// <summary>Adam's step size at the start.</summary>
    [Description("Adam's step size at the start")]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How many epochs without a better held-out loss end the training early; 0 never does.</summary>
    [Description("epochs without a better held-out loss before stopping early; 0 never stops")]
    public int Patience { get; init; }
}
