using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Modalities;

/// <summary>Settings of an interpolation between two examples.</summary>
public record InterpolateSettings : TaskSettings
{
    /// <summary>The start.</summary>
    [Category("Interpolation")]
    [Description(
        "the start: the number of an example of the data, from 1; its values, such as 0.2,0.5,1; or a sampled latent vector, as sample:1, sample:2, …"
    )]
    [Required]
    public string? From { get; init; }

    /// <summary>The end.</summary>
    [Category("Interpolation")]
    [Description("the end, in the same form")]
    [Required]
    public string? To { get; init; }

    /// <summary>The number of examples, both ends included.</summary>
    [Category("Interpolation")]
    [Description("number of examples, both ends included")]
    [Range(2, 100_000)]
    public int Steps { get; init; } = 9;

    /// <summary>Whether to interpolate along a great circle, which keeps the norm of latent vectors, instead of a straight line.</summary>
    [Category("Interpolation")]
    [Description("spherical interpolation, which keeps the norm of latent vectors, instead of linear")]
    public bool Spherical { get; init; }
}
