using Likeness.Compute.Cpu;

namespace Likeness;

/// <summary>The purposes of a run's random numbers. Each has streams of its own, so that no two share a number.</summary>
internal enum RandomUse
{
    /// <summary>Initial weights; one stream per parameter.</summary>
    Weights = 1,

    /// <summary>The order of the training rows; one stream per epoch.</summary>
    Order = 2,

    /// <summary>Dequantisation of grid values in training; one stream per epoch.</summary>
    Dequantisation = 3,

    /// <summary>Dequantisation of validation, test and scored grid values.</summary>
    EvaluationDequantisation = 4,

    /// <summary>Noise inside the training loss.</summary>
    Objective = 5,

    /// <summary>Noise inside the validation loss.</summary>
    ValidationObjective = 6,

    /// <summary>Noise of samples.</summary>
    Samples = 7,

    /// <summary>Noise inside a bound on the density.</summary>
    Scores = 8,

    /// <summary>The choice of validation and test rows.</summary>
    Split = 9,

    /// <summary>Fitting of models that are not trained by steps.</summary>
    Fit = 10,

    /// <summary>Positions of samples within their sampled bin.</summary>
    SampleBins = 11,

    /// <summary>Values sampled given the rest of a row.</summary>
    Imputation = 12,

    /// <summary>Dequantisation of conditioned grid values; one stream per chunk of rows.</summary>
    ConditionBins = 13,

    /// <summary>Proposals that are weighted by a density, and their resampling; one stream per chunk.</summary>
    Proposals = 14,

    /// <summary>A model's own samples, on which proposals are based.</summary>
    OwnSamples = 15,

    /// <summary>Latent vectors that are decoded to rows.</summary>
    Latents = 16,

    /// <summary>The choice of examples that are left out, or set aside for model selection.</summary>
    Subset = 17,

    /// <summary>Numbers in place of missing values; one stream per column.</summary>
    MissingValues = 18,

    /// <summary>Keys of samples.</summary>
    Keys = 19,

    /// <summary>Invented texts of samples; one stream per row.</summary>
    Texts = 20,

    /// <summary>Rows of samples that become one subject; one stream per block of rows.</summary>
    Subjects = 21,

    /// <summary>Which of the sampled rows of subjects are the last ones.</summary>
    SubjectEnds = 22,

    /// <summary>Which rows of a panel a sample has.</summary>
    Panels = 23,

    /// <summary>Which proposals go on from the row before; one stream per file.</summary>
    Running = 24,

    /// <summary>Which keys are the last ones of a conditional sample.</summary>
    LastKeys = 25,

    /// <summary>Which sampled subjects are compared with the data.</summary>
    ComparedSubjects = 26,
}

/// <summary>The streams and seeds of a <see cref="RandomUse"/>.</summary>
internal static class RandomUses
{
    /// <summary>The index of a stream.</summary>
    public static ulong Stream(this RandomUse use, int index = 0) => ((ulong)use << 32) | (uint)index;

    /// <summary>A random number generator for host code.</summary>
    public static PhiloxRandom Random(this RandomUse use, ulong seed, int index = 0) => new(seed, use.Stream(index));

    /// <summary>A seed for a compiled graph, whose own streams then differ from those of other purposes.</summary>
    public static ulong Seed(this RandomUse use, ulong seed) => use.Random(seed).NextUInt64();
}
