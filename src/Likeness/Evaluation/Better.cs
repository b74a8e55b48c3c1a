namespace Likeness.Evaluation;

/// <summary>Which way a metric improves.</summary>
public enum Better
{
    /// <summary>Smaller values mean more alike.</summary>
    Lower,

    /// <summary>Larger values mean more alike.</summary>
    Higher,

    /// <summary>Values near the sampling floor mean more alike; both much smaller and much larger are bad.</summary>
    NearBaseline,
}
