using System.ComponentModel.DataAnnotations;

namespace Likeness.Sampling.Conditions;

/// <summary>The method of conditional sampling.</summary>
public enum ConditionalMethod
{
    /// <summary>
    /// The first of the other methods that the model supports: native if the model can condition on values; then rejection;
    /// importance if rejection would accept too few samples, or if a value of a continuous column is required.
    /// </summary>
    Auto,

    /// <summary>The model samples the other columns given the required values; the remaining conditions are met by rejection.</summary>
    Native,

    /// <summary>
    /// Proposals based on the model's own samples, weighted by its exact density. Rubin 1987, sampling importance resampling.
    /// </summary>
    Importance,

    /// <summary>
    /// Samples rows unconditionally and keeps those that satisfy the conditions; a value of a continuous column is met within a
    /// tolerance.
    /// </summary>
    Rejection,
}

/// <summary>Settings of conditional sampling.</summary>
public sealed record ConditionalSettings
{
    /// <summary>The method.</summary>
    public ConditionalMethod Method { get; init; } = ConditionalMethod.Auto;

    /// <summary>The tolerance of rejection for a required value of a continuous column, as a fraction of the column's range.</summary>
    [Range(1e-12, 1.0)]
    public double Tolerance { get; init; } = 0.01;

    /// <summary>The maximum number of samples; null for 1,000 per requested row, and at least 200,000; a tenth where each takes many proposals, as native sampling of trees does, which goes on by rejection. Fewer are sampled where it is clear that these hardly suffice, and without a given maximum up to twice as many where four in five rows are found.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxSamples { get; init; }

    internal int SamplesFor(int count, bool areSlow = false) =>
        MaxSamples ?? (int)Math.Clamp(1000L * count, 200_000, int.MaxValue / 2) / (areSlow ? 10 : 1);

    internal SampleLimit LimitFor(int count, bool areSlow = false) =>
        new(SamplesFor(count, areSlow), IsFirm: MaxSamples is not null);
}
