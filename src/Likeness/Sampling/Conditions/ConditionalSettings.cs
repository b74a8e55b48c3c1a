using System.ComponentModel.DataAnnotations;
namespace Likeness.Sampling.Conditions;

/// <summary>How rows that must fit conditions are had.</summary>
public enum ConditionalMethod
{
    /// <summary>
    /// The first of these that the model allows: given values are kept while the model draws the rest; rows are drawn freely and those kept that
    /// fit; where too few would fit, or a value of a continuous column is asked for, proposals are weighted by the model's exact density.
    /// </summary>
    Auto,

    /// <summary>The model draws the rest of a row given the values that are asked for; what is left to fit is by rejection.</summary>
    Native,

    /// <summary>Proposals made from the model's own draws, weighted by its exact density. Rubin 1987, sampling importance resampling.</summary>
    Importance,

    /// <summary>Rows are drawn freely and those kept that fit; a value of a continuous column is then had within a tolerance.</summary>
    Rejection,
}

/// <summary>Settings of drawing under conditions.</summary>
public sealed record ConditionalSettings
{
    /// <summary>How rows are had.</summary>
    public ConditionalMethod Method { get; init; } = ConditionalMethod.Auto;

    /// <summary>By rejection, how far a draw may lie from a value that is asked for in a continuous column, as a share of the column's range.</summary>
    [Range(1e-12, 1.0)]
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Draws to make at most; null for 1,000 a row that is asked for, and at least 200,000.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxSamples { get; init; }

    internal int SamplesFor(int count) => MaxSamples ?? (int)Math.Clamp(1000L * count, 200_000, int.MaxValue / 2);
}
