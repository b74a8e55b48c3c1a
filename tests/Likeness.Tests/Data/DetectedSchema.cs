using Likeness.Data;

namespace Likeness.Tests.Data;

/// <summary>Tables with the grids that are detected on them.</summary>
internal static class DetectedSchema
{
    /// <summary>The rows with the schema that is detected on all of them.</summary>
    public static Table OnGrids(this Table rows) => Schema.Detect(rows).Apply(rows);
}
