namespace Likeness.Tests.Evaluation.Metrics;

/// <summary>What a change of the columns' units does to a metric.</summary>
internal enum UnitChange
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Values change in proportion.</summary>
    Proportional,

    /// <summary>Values change with its square.</summary>
    Squared,

    /// <summary>It depends on the units.</summary>
    Anything,
}

/// <summary>How generated rows are spoiled so that a metric must see it.</summary>
internal enum Spoiled
{
    /// <summary>They are shifted.</summary>
    Shifted,

    /// <summary>One of their columns changes its sign.</summary>
    Reflected,

    /// <summary>They are one row.</summary>
    Collapsed,

    /// <summary>They are training rows.</summary>
    Copied,

    /// <summary>They are shrunk towards zero.</summary>
    Shrunk,
}

/// <summary>What is known of a metric beside its code.</summary>
/// <param name="Definition">Its values by definition.</param>
/// <param name="Input">Rows for which the definition is known.</param>
/// <param name="Tolerance">Allowed difference: of rounding, or of the random numbers that it uses.</param>
/// <param name="IsSymmetric">Whether two samples may be exchanged; null where random numbers decide.</param>
/// <param name="Units">What a change of the columns' units does.</param>
/// <param name="Spoiled">What makes it worse.</param>
/// <param name="IsOrderless">Whether the order of rows and of columns does not matter.</param>
/// <param name="Rises">Whether a metric that should be near the baseline rises, and not falls, as samples are spoiled.</param>
internal sealed record MetricTraits(
    Func<MetricInput, double[]> Definition,
    MetricInput Input,
    double Tolerance,
    bool? IsSymmetric,
    UnitChange Units,
    Spoiled Spoiled,
    bool IsOrderless = true,
    bool Rises = false
);
