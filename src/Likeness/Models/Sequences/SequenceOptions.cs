using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Sequences;

/// <summary>Options of models that predict sequences symbol by symbol: how a symbol is drawn.</summary>
public abstract record SequenceOptions : ModelOptions
{
    /// <summary>T: logits are divided by it before a symbol is drawn.</summary>
    [Sampling]
    [Description("temperature of drawing: below 1 likely symbols become likelier still")]
    [Range(1e-3, 1e3)]
    public double Temperature { get; init; } = 1;

    /// <summary>Only so many of the likeliest symbols are drawn from; 0 for all. Fan et al. 2018, arXiv:1805.04833.</summary>
    [Sampling]
    [Description("draw only from so many of the likeliest symbols; 0 for all")]
    [Range(0, 1_000_000)]
    public int TopK { get; init; }

    /// <summary>Only the likeliest symbols that make up this probability are drawn from. Holtzman et al. 2020, arXiv:1904.09751.</summary>
    [Sampling]
    [Description("draw only from the likeliest symbols that make up this probability; 1 for all")]
    [Range(1e-6, 1)]
    public double TopP { get; init; } = 1;
}
