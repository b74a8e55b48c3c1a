namespace Likeness.Evaluation;

/// <summary>The question that a metric answers; reports show one table for each.</summary>
public enum MetricGroup
{
    /// <summary>The three numbers of the reference implementation (pi_generator), comparable with its published ones.</summary>
    PiGenerator,

    /// <summary>Are the joint distributions similar?</summary>
    Distribution,

    /// <summary>Are the columns and their dependencies similar?</summary>
    Columns,

    /// <summary>Are the samples plausible (precision, density), and do they cover the data (recall, coverage)?</summary>
    Coverage,

    /// <summary>Are the samples new, or do they repeat training rows?</summary>
    Novelty,
}
