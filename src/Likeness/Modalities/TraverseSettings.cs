using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Modalities;

/// <summary>Settings of a traversal: one latent dimension after another takes several values while the others stay fixed.</summary>
public record TraverseSettings : TaskSettings
{
    private const int MaxDimensions = 12;

    /// <summary>The example whose latent vector is varied; null for the latent vector of zeros.</summary>
    [Category("Traversal")]
    [Description(
        "the example whose latent vector is varied: its number from 1, its values, or sample:1, … [default: the latent vector of zeros]"
    )]
    public string? From { get; init; }

    /// <summary>The latent dimensions, from 1; null for the first ones.</summary>
    [Category("Traversal")]
    [Description("latent dimensions, from 1, separated by commas [default: the first 12]")]
    [FormerName("codes")]
    [Range(1, 1_000_000)]
    public int[]? Latents { get; init; }

    /// <summary>The largest absolute value of each dimension.</summary>
    [Category("Traversal")]
    [Description("largest absolute value of each dimension")]
    [Range(1e-6, 1e6)]
    public double Span { get; init; } = 3;

    /// <summary>The number of values of each dimension.</summary>
    [Category("Traversal")]
    [Description("number of values of each dimension")]
    [Range(2, 1000)]
    public int Steps { get; init; } = 7;

    /// <summary>The values of each dimension.</summary>
    internal double[] Values() =>
        [.. Enumerable.Range(0, Steps).Select(step => Span * ((2.0 * step / (Steps - 1)) - 1))];

    /// <summary>The selected latent dimensions, from 0.</summary>
    /// <param name="width">The dimension of a latent vector.</param>
    /// <exception cref="LikenessException">A number is out of range.</exception>
    internal int[] Dimensions(int width)
    {
        if (Latents is null or [])
        {
            return [.. Enumerable.Range(0, Math.Min(width, MaxDimensions))];
        }

        return Array.TrueForAll(Latents, number => number >= 1 && number <= width)
            ? Array.ConvertAll(Latents, number => number - 1)
            : throw new LikenessException(
                $"--latents: '{string.Join(',', Latents)}' is out of range (a latent vector of this run has {width} dimensions; give 1 to {width})"
            );
    }
}
