using Likeness.Data;

namespace Likeness.Tests.Data;

/// <summary>Tables on the grids that they show.</summary>
internal static class DetectedSchema
{
    /// <summary>The rows under the schema that is detected on all of them.</summary>
    public static Table OnGrids(this Table rows) => Schema.Detect(rows).Apply(rows);
}
