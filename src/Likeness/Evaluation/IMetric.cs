namespace Likeness.Evaluation;

/// <summary>
/// One way to say how alike two samples are. A public or internal class in this assembly that implements it, with a
/// constructor of no arguments, is found by <see cref="MetricRegistry"/> and appears in every report.
/// </summary>
public interface IMetric
{
    /// <summary>The field's name for it.</summary>
    string Name { get; }

    /// <summary>One line: how to read a value.</summary>
    string Summary { get; }

    /// <summary>The paper, equation or reference implementation that it follows.</summary>
    string Source { get; }

    /// <summary>The unit of its values, or "" for a plain number.</summary>
    string Unit { get; }

    /// <summary>Which way it improves.</summary>
    Better Better { get; }

    /// <summary>The question that it answers.</summary>
    MetricGroup Group { get; }

    /// <summary>The values that it can take at all; intervals are cut to it.</summary>
    Interval Range => new(0, double.PositiveInfinity);

    /// <summary>Measures; one result for whole rows, or one for each column.</summary>
    /// <param name="data">The samples, already checked: finite, same columns, at least two rows each.</param>
    /// <returns>The results in the columns' order; none where the metric does not apply.</returns>
    IReadOnlyList<MetricResult> Compute(EvaluationData data);
}
