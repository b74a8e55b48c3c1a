using Likeness.Compute.Cpu;

namespace Likeness;

/// <summary>The uses of random numbers in a run. Each use has its own streams, so that no two share a number.</summary>
internal enum RandomUse
{
    /// <summary>Initial weights; one stream per parameter.</summary>
    Weights = 1,

    /// <summary>The order of the training rows; one stream per epoch.</summary>
    Order = 2,

    /// <summary>Dequantisation noise in training; one stream per epoch.</summary>
    Dequantisation = 3,

    /// <summary>Dequantisation noise of held-out and scored rows.</summary>
    HeldOutDequantisation = 4,

    /// <summary>Noise inside the training loss.</summary>
    Objective = 5,

    /// <summary>Noise inside the held-out loss.</summary>
    HeldOutObjective = 6,

    /// <summary>Noise that samples are generated from.</summary>
    Samples = 7,

    /// <summary>Noise inside a bound on the density.</summary>
    Scores = 8,

    /// <summary>The choice of held-out rows.</summary>
    Split = 9,

    /// <summary>Fits in closed form.</summary>
    Fit = 10,

    /// <summary>Positions of samples within the bin that a model has sampled.</summary>
    SampleBins = 11,

    /// <summary>Missing values, conditioned on the rest of a row.</summary>
    Imputation = 12,

    /// <summary>Dequantisation noise of observed values; one stream per chunk of rows.</summary>
    ConditionBins = 13,

    /// <summary>Proposals that are weighted by a density, and their resampling; one stream per chunk.</summary>
    Proposals = 14,

    /// <summary>A model's own samples behind proposals.</summary>
    OwnSamples = 15,

    /// <summary>Latent vectors that are decoded to rows.</summary>
    Latents = 16,

    /// <summary>The choice of examples that are left out, or set aside for validation.</summary>
    Subset = 17,
}

/// <summary>Streams and seeds of a <see cref="RandomUse"/>.</summary>
internal static class RandomUses
{
    /// <summary>The index of a stream.</summary>
    public static ulong Stream(this RandomUse use, int index = 0) => ((ulong)use << 32) | (uint)index;

    /// <summary>Host-side random numbers.</summary>
    public static PhiloxRandom Random(this RandomUse use, ulong seed, int index = 0) => new(seed, use.Stream(index));

    /// <summary>A seed for a compiled graph, whose own streams then differ from those of other uses.</summary>
    public static ulong Seed(this RandomUse use, ulong seed) => use.Random(seed).NextUInt64();
}
