namespace Likeness.Evaluation;

/// <summary>The question that a metric answers; reports show one table for each.</summary>
public enum MetricGroup
{
    /// <summary>The three numbers of the origin project (pi_generator), comparable with its published ones.</summary>
    PiGenerator,

    /// <summary>Are the two joint distributions alike?</summary>
    Distribution,

    /// <summary>Are the columns, and how they move together, alike?</summary>
    Columns,

    /// <summary>Are the samples plausible (precision, density), and do they cover the data (recall, coverage)?</summary>
    Coverage,

    /// <summary>Are the samples new, or copies of training rows?</summary>
    Novelty,
}
