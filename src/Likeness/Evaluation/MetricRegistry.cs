using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Likeness.Evaluation;

/// <summary>Every metric of rows, of the library and of registered assemblies.</summary>
public static class MetricRegistry
{
    private static readonly Lock Adding = new();

    /// <summary>All metrics, by group and then by name.</summary>
    public static IReadOnlyList<IMetric> All { get; private set; } = Ordered(In(typeof(IMetric).Assembly));

    /// <summary>Registers the metrics of another assembly. Repeated registration has no effect.</summary>
    /// <param name="assembly">The assembly; it may have none.</param>
    /// <exception cref="LikenessException">A name is already registered.</exception>
    [RequiresUnreferencedCode(Trimming.Added)]
    public static void Add(Assembly assembly)
    {
        lock (Adding)
        {
            var added = In(assembly).Where(one => All.All(other => other.GetType() != one.GetType())).ToList();
            Registered.RequireNew(assembly, "a metric", added.Select(one => one.Name), All.Select(one => one.Name));
            All = added.Count == 0 ? All : Ordered([.. All, .. added]);
        }
    }

    private static IEnumerable<IMetric> In(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMetric)))
            .Select(type => (IMetric)Activator.CreateInstance(type)!);

    private static IReadOnlyList<IMetric> Ordered(IEnumerable<IMetric> metrics) =>
        [.. metrics.OrderBy(metric => metric.Group).ThenBy(metric => metric.Name, StringComparer.Ordinal)];

    internal static MetricResult Result(this IMetric metric, double value, string? column = null) =>
        new(metric.Name, column, value, metric.Better, metric.Group, metric.Unit, metric.Summary, metric.Source);
}
