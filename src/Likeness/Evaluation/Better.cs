namespace Likeness.Evaluation;

/// <summary>The direction in which a metric improves.</summary>
public enum Better
{
    /// <summary>Smaller values mean more similar.</summary>
    Lower,

    /// <summary>Larger values mean more similar.</summary>
    Higher,

    /// <summary>Values near the real-vs-real baseline mean more similar; much smaller and much larger values are bad.</summary>
    NearBaseline,
}
