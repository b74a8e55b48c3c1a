using System.Text.Json;
using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Views;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities.Tables;

/// <summary>
/// The encoding of a table, in three steps: its rules, which leave out or replace columns that others determine; its view in numbers; and the transform of
/// each column of these to model space.
/// </summary>
public sealed class TableEncoding : IEncoding<Table>
{
    private const string ViewProperty = "view";
    private const string RulesProperty = "rules";

    private readonly TableRules rules;
    private readonly NumericView view;

    private TableEncoding(TableRules rules, NumericView view, DataTransform transform) =>
        (this.rules, this.view, Transform) = (rules, view, transform);

    /// <summary>The map from numbers to model space and back.</summary>
    public DataTransform Transform { get; }

    /// <summary>The columns of the data.</summary>
    public IReadOnlyList<Column> Columns => rules.Columns;

    /// <summary>The rules that every sampled row satisfies.</summary>
    public IReadOnlyList<TableRule> Rules => rules.Rules;

    /// <summary>The view in numbers of what the rules leave.</summary>
    internal NumericView View => view;

    /// <summary>Fits rules, view and transform to training rows.</summary>
    /// <param name="train">The training rows under the columns of their <see cref="Schema"/>.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="findsRules">Whether rules are looked for.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">Nothing can be learned from the rows.</exception>
    public static TableEncoding Fit(
        Table train,
        ModelOptions options,
        bool findsRules = true,
        Action<double>? progress = null
    )
    {
        // Rows that are pixels have no rules, and their columns must stay.
        var rules = TableRules.Find(train, findsRules && train.Picture is null);
        var encoded = rules.Encode(train);
        encoded = rules.Rules.Count > 0 ? Schema.Detect(encoded).Apply(encoded) : encoded;
        var view = NumericView.Fit(encoded, options.TakesMissing);
        return new(
            rules,
            view,
            DataTransform.Fit(view.Encode(encoded).Numbers, options.ToTransformSettings(), progress)
        );
    }

    /// <inheritdoc/>
    public JsonElement ToJson()
    {
        var json = Transform.ToJson();
        if (view.IsIdentity && rules.Rules.Count == 0)
        {
            return json;
        }

        var all = JsonObject.Create(json)!;
        all[ViewProperty] = JsonObject.Create(view.ToJson());
        if (rules.Rules.Count > 0)
        {
            all[RulesProperty] = JsonObject.Create(rules.ToJson());
        }

        return JsonSerializer.SerializeToElement(all);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static TableEncoding FromJson(JsonElement json)
    {
        var transform = DataTransform.FromJson(json);
        var view = json.TryGetProperty(ViewProperty, out var stored)
            ? NumericView.FromJson(stored)
            : NumericView.Identity(transform.Columns.Select(column => new Column(column.Name, column.Grid)));
        var rules = json.TryGetProperty(RulesProperty, out var found)
            ? TableRules.FromJson(found)
            : new TableRules(view.Columns, []);
        return new(rules, view, transform);
    }

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples) => ModelSpace.Create(Transform, trainExamples);

    /// <inheritdoc/>
    public IExamples Examples(Table examples, bool isTraining) =>
        new TableExamples(ToNumbers(examples).Numbers, Transform);

    /// <summary>The numbers of rows with the columns of the data, and what is added to the log-density of each, in nats: −∞ if it breaks a rule.</summary>
    internal (Table Numbers, double[] Added) ToNumbers(Table rows)
    {
        var (numbers, added) = view.Encode(rules.Encode(rows));
        for (int row = 0; row < added.Length && rules.Rules.Count > 0; row++)
        {
            added[row] = rules.Broken(rows, row) is null ? added[row] : double.NegativeInfinity;
        }

        return (numbers, added);
    }

    /// <summary>The numbers of rows whose missing values are to be imputed: NaN there.</summary>
    internal Table ToUnknownNumbers(Table rows) => view.EncodeUnknown(rules.Encode(rows));

    /// <summary>Rows with the columns of the data.</summary>
    internal Table FromNumbers(Table numbers) => rules.Decode(view.Decode(numbers));

    /// <summary>The rows that break a rule.</summary>
    internal int[] Breaking(Table rows) =>
        rules.Rules.Count == 0
            ? []
            : [.. Enumerable.Range(0, rows.RowCount).Where(row => rules.Broken(rows, row) is not null)];
}
