using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Modalities;

/// <summary>Settings of an interpolation between two examples.</summary>
public record InterpolateSettings : TaskSettings
{
    /// <summary>Where to begin.</summary>
    [Category("Interpolation")]
    [Description(
        "where to begin: the number of an example of the data, from 1; or its values, such as 0.2,0.5,1; or sample:1, sample:2, … for a sampled latent vector"
    )]
    [Required]
    public string? From { get; init; }

    /// <summary>Where to end.</summary>
    [Category("Interpolation")]
    [Description("where to end, likewise")]
    [Required]
    public string? To { get; init; }

    /// <summary>How many examples, both ends included.</summary>
    [Category("Interpolation")]
    [Description("how many examples, both ends included")]
    [Range(2, 100_000)]
    public int Steps { get; init; } = 9;

    /// <summary>Whether to go along a great circle, which keeps the length of latent vectors, instead of a straight line.</summary>
    [Category("Interpolation")]
    [Description("spherical interpolation, which keeps the length of latent vectors, instead of linear")]
    public bool Spherical { get; init; }
}
