using System.Text.Json;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Views;

/// <summary>The grids of numbers within levels, of a table as models see it.</summary>
/// <param name="all">The grids, at most one of each column.</param>
internal sealed class LevelGrids(IReadOnlyList<LevelGrid> all)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>No grids.</summary>
    public static LevelGrids None { get; } = new([]);

    /// <summary>The grids.</summary>
    public IReadOnlyList<LevelGrid> All => all;

    /// <summary>Finds the grids of training rows, as models see them.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">The rules that encoded them.</param>
    public static LevelGrids Find(Table train, TableRules rules) =>
        new(LevelGridSearch.All(WithIntervals(train, rules)));

    /// <summary>Samples on the grids of their levels.</summary>
    /// <param name="rows">The samples, as models see them.</param>
    /// <param name="rules">The rules that decode them.</param>
    public Table Snap(Table rows, TableRules rules)
    {
        if (all.Count == 0)
        {
            return rows;
        }

        var known = WithIntervals(rows, rules);
        var names = known.Columns.Select(column => column.Name).ToList();
        double[][] cells = [.. Enumerable.Range(0, known.Width).Select(known.ColumnValues)];
        // A column that determines the steps of another one may have steps itself.
        var left = all.ToList();
        while (left.Count > 0)
        {
            int next = Math.Max(0, left.FindIndex(grid => !left.Exists(other => other.Column == grid.By)));
            left[next].Snap(cells[names.IndexOf(left[next].Column)], cells[names.IndexOf(left[next].By)]);
            left.RemoveAt(next);
        }

        return Table.FromColumns(rows.Columns, cells[..rows.Width], rows.Picture);
    }

    // Levels of separate ranges are left out of what models see, and follow from the number.
    private static Table WithIntervals(Table rows, TableRules rules) =>
        rules
            .Rules.OfType<DerivedColumn>()
            .Where(rule =>
                rule.Function.Part == ColumnPart.Interval && rows.Columns.Any(column => column.Name == rule.By)
            )
            .Aggregate(
                rows,
                (known, rule) => rule.Decode(known, rules.Columns.First(column => column.Name == rule.Column))
            );

    /// <summary>The grids as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(all, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static LevelGrids FromJson(JsonElement json)
    {
        try
        {
            return new(json.Deserialize<LevelGrid[]>(Json) ?? []);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new LikenessException(
                "the stored grids of levels are damaged or of another program (restore run.json, or train again)",
                error
            );
        }
    }
}
