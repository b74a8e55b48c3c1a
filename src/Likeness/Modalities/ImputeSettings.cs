using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Modalities;

/// <summary>Settings of imputation, for tables and images.</summary>
public record ImputeSettings : TaskSettings
{
    /// <summary>The number of imputations of each example.</summary>
    [Description("imputations of each example; more than one adds columns row and sample to a table")]
    [Range(1, 10_000)]
    [FormerName("draws")]
    public int Samples { get; init; } = 1;
}
