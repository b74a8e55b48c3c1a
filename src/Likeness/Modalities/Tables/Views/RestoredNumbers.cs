using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Views;

/// <summary>
/// How the numbers are written that rules restore from a difference: the sum of two numbers may have more decimals than the data, or none of a list. Each is rounded as long as every rule still holds.
/// </summary>
/// <param name="all">The columns with such numbers.</param>
internal sealed class RestoredNumbers(IReadOnlyList<StoredColumn> all)
{
    private const string Damaged =
        "the stored decimals of columns that rules restore are damaged or of another program (restore run.json, or train again)";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>No columns.</summary>
    public static RestoredNumbers None { get; } = new([]);

    /// <summary>The columns.</summary>
    public IReadOnlyList<StoredColumn> All => all;

    /// <summary>Finds the columns, but for those from which others are computed or looked up.</summary>
    /// <param name="train">The training rows under the columns of their schema.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="listed">The lists that have the numbers of columns.</param>
    /// <param name="relative">The columns that models see relative to others.</param>
    public static RestoredNumbers Fit(
        Table train,
        TableRules rules,
        IReadOnlyDictionary<string, ListedNumbers> listed,
        IEnumerable<string> relative
    )
    {
        var needed = rules.Rules.Where(rule => rule is not DifferenceColumn).SelectMany(rule => rule.Needs).ToHashSet();
        return new([
            .. rules
                .Rules.OfType<DifferenceColumn>()
                .Where(rule => rule.Replaces)
                .Select(rule => rule.Column)
                .Concat(relative.Where(listed.ContainsKey))
                .Distinct()
                .Where(name => !needed.Contains(name))
                .Select(name => train.Columns.ToList().FindIndex(column => column.Name == name))
                .Select(at =>
                    StoredColumn.Create(train.Columns[at], train.Column(at)) with
                    {
                        Listed = listed.GetValueOrDefault(train.Columns[at].Name),
                    }
                )
                .Where(column => column.Kind is NumberKind && (column.IsRewritten || column.Decimals is not null)),
        ]);
    }

    /// <summary>Samples with as many decimals as the data.</summary>
    /// <param name="rows">The samples, restored by the rules.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="conditions">Conditions on columns that numbers satisfy, and still do; null for none.</param>
    public Table Round(Table rows, TableRules rules, ConditionSet? conditions = null)
    {
        if (all.Count == 0)
        {
            return rows;
        }

        bool[] held = rules.Hold(rows);
        foreach (var column in all)
        {
            int at = rows.Columns.ToList().FindIndex(one => one.Name == column.Name);
            double[] values = rows.ColumnValues(at);
            Condition[] own =
            [
                .. (conditions?.OnRows ?? []).Where(one => conditions!.RowColumns[one.Column].Name == column.Name),
            ];
            double[] written = Array.ConvertAll(values, value => column.Written(value, own));
            if (written.AsSpan().SequenceEqual(values))
            {
                continue;
            }

            var rounded = With(rows, at, written);
            bool[] hold = rules.Hold(rounded);
            // A row that breaks an order would count as an exception of it.
            var orders = rules
                .Rules.OfType<DifferenceColumn>()
                .Where(rule => rule.Column == column.Name || rule.Needs.Contains(column.Name));
            var (above, stillAbove) = (Above(orders, rows), Above(orders, rounded));
            for (int row = 0; row < written.Length; row++)
            {
                bool isBroken = (held[row] && !hold[row]) || (above[row] && !stillAbove[row]);
                written[row] = isBroken ? values[row] : written[row];
            }

            rows = With(rows, at, written);
        }

        return rows;
    }

    private static bool[] Above(IEnumerable<DifferenceColumn> orders, Table rows) =>
        orders.Aggregate(
            Enumerable.Repeat(true, rows.RowCount).ToArray(),
            (all, order) => [.. all.Zip(order.Holds(rows), (one, other) => one && other)]
        );

    private static Table With(Table rows, int at, double[] values) =>
        Table.FromColumns(
            rows.Columns,
            [.. Enumerable.Range(0, rows.Width).Select(column => column == at ? values : rows.ColumnValues(column))],
            rows.Picture
        );

    /// <summary>The columns as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(all, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static RestoredNumbers FromJson(JsonElement json)
    {
        try
        {
            if (json.Deserialize<StoredColumn[]>(Json) is { } read && Array.TrueForAll(read, column => column.IsSound))
            {
                return new(read);
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }
}
