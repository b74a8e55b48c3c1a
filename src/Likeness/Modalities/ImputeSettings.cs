using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Modalities;

/// <summary>Settings of imputation, for tables and images alike.</summary>
public record ImputeSettings : TaskSettings
{
    /// <summary>How often each example is imputed.</summary>
    [Description("how often each example is imputed; more than once adds columns row and sample to a table")]
    [Range(1, 10_000)]
    [FormerName("draws")]
    public int Samples { get; init; } = 1;
}
