namespace Likeness.Evaluation;

/// <summary>Every metric of the library.</summary>
public static class MetricRegistry
{
    /// <summary>All metrics, by group and then by name.</summary>
    public static IReadOnlyList<IMetric> All { get; } =
    [
        .. typeof(IMetric)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMetric)))
            .Select(type => (IMetric)Activator.CreateInstance(type)!)
            .OrderBy(metric => metric.Group)
            .ThenBy(metric => metric.Name, StringComparer.Ordinal),
    ];

    internal static MetricResult Result(this IMetric metric, double value, string? column = null) =>
        new(metric.Name, column, value, metric.Better, metric.Group, metric.Unit, metric.Summary, metric.Source);
}
