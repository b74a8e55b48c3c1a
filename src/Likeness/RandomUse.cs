using Likeness.Compute.Cpu;

namespace Likeness;

/// <summary>What random numbers of a run are for. Each use has streams of its own, so that no two share a number.</summary>
internal enum RandomUse
{
    /// <summary>First weights; one stream a parameter.</summary>
    Weights = 1,

    /// <summary>The order of the training rows; one stream an epoch.</summary>
    Order = 2,

    /// <summary>Places of grid values within their cells in training; one stream an epoch.</summary>
    Dequantisation = 3,

    /// <summary>Positions of validation, test and scored grid values within their cells.</summary>
    EvaluationDequantisation = 4,

    /// <summary>Noise inside the training loss.</summary>
    Objective = 5,

    /// <summary>Noise inside the validation loss.</summary>
    ValidationObjective = 6,

    /// <summary>Noise that samples are made from.</summary>
    Samples = 7,

    /// <summary>Noise inside a bound on the density.</summary>
    Scores = 8,

    /// <summary>Which rows are validation and test rows.</summary>
    Split = 9,

    /// <summary>What is fitted to the rows at once.</summary>
    Fit = 10,

    /// <summary>Places of samples within the cell that a model has drawn.</summary>
    SampleBins = 11,

    /// <summary>What is drawn given the rest of a row.</summary>
    Imputation = 12,

    /// <summary>Places of given grid values within their cells; one stream a chunk of rows.</summary>
    ConditionBins = 13,

    /// <summary>Proposals that are weighted by a density, and their choice; one stream a chunk.</summary>
    Proposals = 14,

    /// <summary>A model's own draws that proposals are made from.</summary>
    OwnSamples = 15,

    /// <summary>Codes that rows are made of.</summary>
    Latents = 16,

    /// <summary>Which examples are left out, or set aside to choose by.</summary>
    Subset = 17,
}

/// <summary>Streams and seeds of a <see cref="RandomUse"/>.</summary>
internal static class RandomUses
{
    /// <summary>The number of a stream.</summary>
    public static ulong Stream(this RandomUse use, int index = 0) => ((ulong)use << 32) | (uint)index;

    /// <summary>Host-side random numbers.</summary>
    public static PhiloxRandom Random(this RandomUse use, ulong seed, int index = 0) => new(seed, use.Stream(index));

    /// <summary>A seed for a program, whose own streams are then apart from those of other uses.</summary>
    public static ulong Seed(this RandomUse use, ulong seed) => use.Random(seed).NextUInt64();
}
