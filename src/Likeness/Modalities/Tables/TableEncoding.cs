using System.Text.Json;
using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Views;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities.Tables;

/// <summary>The encoding of a table: its view in numbers, then the transform of each column of that.</summary>
/// <param name="view">The view in numbers.</param>
/// <param name="transform">The map from numbers to model space and back.</param>
public sealed class TableEncoding(NumericView view, DataTransform transform) : IEncoding<Table>
{
    private const string ViewProperty = "view";

    /// <summary>The view in numbers.</summary>
    public NumericView View => view;

    /// <summary>The map from numbers to model space and back.</summary>
    public DataTransform Transform => transform;

    /// <summary>Fits view and transform to training rows.</summary>
    /// <param name="train">The training rows under the columns of their <see cref="Schema"/>.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">Nothing can be learned from the rows.</exception>
    public static TableEncoding Fit(Table train, ModelOptions options, Action<double>? progress = null)
    {
        var view = NumericView.Fit(train, options.TakesMissing);
        return new(view, DataTransform.Fit(view.Encode(train).Numbers, options.ToTransformSettings(), progress));
    }

    /// <inheritdoc/>
    public JsonElement ToJson()
    {
        var json = transform.ToJson();
        if (view.IsIdentity)
        {
            return json;
        }

        var both = JsonObject.Create(json)!;
        both[ViewProperty] = JsonObject.Create(view.ToJson());
        return JsonSerializer.SerializeToElement(both);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static TableEncoding FromJson(JsonElement json)
    {
        var transform = DataTransform.FromJson(json);
        return json.TryGetProperty(ViewProperty, out var view)
            ? new(NumericView.FromJson(view), transform)
            : new(
                NumericView.Identity(transform.Columns.Select(column => new Column(column.Name, column.Grid))),
                transform
            );
    }

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples) => ModelSpace.Create(transform, trainExamples);

    /// <inheritdoc/>
    public IExamples Examples(Table examples, bool isTraining) =>
        new TableExamples(view.Encode(examples).Numbers, transform);
}
