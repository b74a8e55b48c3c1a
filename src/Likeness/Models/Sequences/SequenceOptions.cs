using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Sequences;

/// <summary>Options of models that predict sequences symbol by symbol: how a symbol is sampled.</summary>
public abstract record SequenceOptions : ModelOptions
{
    /// <summary>T: logits are divided by it before a symbol is sampled.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("sampling temperature: below 1, likely symbols become more likely")]
    [Range(1e-3, 1e3)]
    public double Temperature { get; init; } = 1;

    /// <summary>Samples come from so many of the likeliest symbols; 0 for all. Fan et al. 2018, arXiv:1805.04833.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("sample only from so many of the likeliest symbols; 0 for all")]
    [Range(0, 1_000_000)]
    public int TopK { get; init; }

    /// <summary>Samples come from the likeliest symbols that make up this probability. Holtzman et al. 2020, arXiv:1904.09751.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("sample only from the likeliest symbols that make up this probability; 1 for all")]
    [Range(1e-6, 1)]
    public double TopP { get; init; } = 1;
}
