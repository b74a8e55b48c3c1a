using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Tokens;

/// <summary>Options of transformers that predict a column from others: their sizes, and how values are sampled.</summary>
public abstract record TokenOptions : ModelOptions
{
    /// <summary>Features of a token.</summary>
    [Description("features of a token; a multiple of the heads")]
    [Range(1, 65_536)]
    public int Width { get; init; } = 64;

    /// <summary>Heads of attention.</summary>
    [Description("heads of attention")]
    [Range(1, 1024)]
    public int Heads { get; init; } = 4;

    /// <summary>Transformer layers.</summary>
    [Description("transformer layers")]
    [Range(1, 256)]
    public int Layers { get; init; } = 3;

    /// <summary>Width of the perceptron in each layer.</summary>
    [Description("width of the perceptron in each layer")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>The probability of dropout.</summary>
    [Description("probability of dropout")]
    [Range(0, 0.99)]
    public double Dropout { get; init; }

    /// <summary>Logistic distributions in the mixture of a value.</summary>
    [Description("logistic distributions in the mixture of a value")]
    [Range(1, 1000)]
    public int Mixture { get; init; } = 10;

    /// <summary>Frequencies, in octaves, of the sines and cosines of a value that are inputs of the network beside it.</summary>
    [Description("frequencies, in octaves, of the sines and cosines of a value that are inputs of the network")]
    [Range(0, 16)]
    public int Waves { get; init; } = 5;

    /// <summary>T: logits are divided by it before a value is sampled.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("sampling temperature: below 1, likely values become more likely")]
    [Range(1e-3, 1e3)]
    public double Temperature { get; init; } = 1;

    /// <summary>Samples come from so many of the likeliest bins; 0 for all. Fan et al. 2018, arXiv:1805.04833.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("sample only from so many of the likeliest bins; 0 for all")]
    [Range(0, 1_000_000)]
    public int TopK { get; init; }

    /// <summary>Samples come from the likeliest bins that make up this probability. Holtzman et al. 2020, arXiv:1904.09751.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("sample only from the likeliest bins that make up this probability; 1 for all")]
    [Range(1e-6, 1)]
    public double TopP { get; init; } = 1;

    /// <inheritdoc/>
    internal override bool TakesMissing => Transform == TransformKind.Bins;
}
