using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities.Tables;

/// <summary>The encoding of a table: the transform of each column.</summary>
/// <param name="transform">The map to model space and back.</param>
public sealed class TableEncoding(DataTransform transform) : IEncoding<Table>
{
    /// <summary>The map to model space and back.</summary>
    public DataTransform Transform => transform;

    /// <inheritdoc/>
    public JsonElement ToJson() => transform.ToJson();

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples) => ModelSpace.Create(transform, trainExamples);

    /// <inheritdoc/>
    public IExamples Examples(Table examples, bool isTraining) => new TableExamples(examples, transform);
}
