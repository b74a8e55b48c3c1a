namespace Likeness.Evaluation;

/// <summary>
/// A measure of the similarity of two samples. <see cref="MetricRegistry"/> finds every class that implements it and has a
/// parameterless constructor, in the library and in registered assemblies; the metric then appears in every report of a table.
/// </summary>
public interface IMetric
{
    /// <summary>The metric's standard name.</summary>
    string Name { get; }

    /// <summary>One line on how to read a value.</summary>
    string Summary { get; }

    /// <summary>The paper, equation or reference implementation that it follows.</summary>
    string Source { get; }

    /// <summary>The unit of its values, or "" for a dimensionless number.</summary>
    string Unit { get; }

    /// <summary>The direction in which it improves.</summary>
    Better Better { get; }

    /// <summary>The question that it answers.</summary>
    MetricGroup Group { get; }

    /// <summary>The range of its values; intervals are clipped to it.</summary>
    Interval Range => new(0, double.PositiveInfinity);

    /// <summary>Measures; one result for whole rows, or one for each column.</summary>
    /// <param name="data">The samples, already checked: finite, same columns, at least two rows each.</param>
    /// <returns>The results in the columns' order; none if the metric does not apply.</returns>
    IReadOnlyList<MetricResult> Compute(EvaluationData data);
}
