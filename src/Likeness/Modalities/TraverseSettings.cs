using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Models;

namespace Likeness.Modalities;

/// <summary>Settings of a traversal: one latent dimension after another goes through some values while the others stay.</summary>
public record TraverseSettings : TaskSettings
{
    private const int MaxDimensions = 12;

    /// <summary>The example whose latent vector is changed; null for the latent vector of zeros.</summary>
    [Category("Traversal")]
    [Description(
        "the example whose latent vector is changed: its number from 1, its values, or sample:1, … [default: the latent vector of zeros]"
    )]
    public string? From { get; init; }

    /// <summary>Which latent dimensions, from 1; null for the first.</summary>
    [Category("Traversal")]
    [Description("which latent dimensions, from 1, with commas between [default: the first 12]")]
    [FormerName("codes")]
    public int[]? Latents { get; init; }

    /// <summary>How far to either side of 0 each dimension goes.</summary>
    [Category("Traversal")]
    [Description("how far to either side of 0 each dimension goes")]
    [Range(1e-6, 1e6)]
    public double Span { get; init; } = 3;

    /// <summary>How many values each dimension goes through.</summary>
    [Category("Traversal")]
    [Description("how many values each dimension goes through")]
    [Range(2, 1000)]
    public int Steps { get; init; } = 7;

    /// <summary>The values that each dimension goes through.</summary>
    internal double[] Values() =>
        [.. Enumerable.Range(0, Steps).Select(step => Span * ((2.0 * step / (Steps - 1)) - 1))];

    /// <summary>The latent dimensions that are meant, from 0.</summary>
    /// <param name="width">Numbers of a latent vector.</param>
    /// <exception cref="LikenessException">There is none of a number.</exception>
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
