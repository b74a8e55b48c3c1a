using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Absence;

/// <summary>The cells of a table that are missing because their rows have no such value, rather than by chance: these are not imputed.</summary>
/// <param name="all">The cases.</param>
internal sealed class AbsentCells(IReadOnlyList<AbsenceCase> all)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>No such cells.</summary>
    public static AbsentCells None { get; } = new([]);

    /// <summary>The cases.</summary>
    public IReadOnlyList<AbsenceCase> All => all;

    /// <summary>Finds the cases of training rows.</summary>
    /// <param name="train">The training rows.</param>
    public static AbsentCells Find(Table train) => new([.. AbsenceSearch.All(train)]);

    /// <summary>Marks missing cells of the cases.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="must">Receives true for such cells, [columns][rows].</param>
    public void Mark(Table rows, bool[][] must) => ForEach(rows, (at, row) => must[at][row] = true);

    /// <summary>Imputed rows in which the imputed cells of the cases are missing.</summary>
    /// <param name="rows">Imputed rows with the columns of the data, known cells in their places.</param>
    /// <param name="isKnown">Whether a cell is known: the row and the column.</param>
    public Table Clear(Table rows, Func<int, int, bool> isKnown)
    {
        if (all.Count == 0)
        {
            return rows;
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        ForEach(rows, (at, row) => cells[at][row] = isKnown(row, at) ? cells[at][row] : double.NaN);
        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <summary>The cases as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(all, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a list of cases.</exception>
    public static AbsentCells FromJson(JsonElement json)
    {
        try
        {
            return new(json.Deserialize<List<AbsenceCase>>(Json) ?? []);
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                "the stored cases of missing values are damaged (restore run.json, or train again)",
                error
            );
        }
    }

    private void ForEach(Table rows, Action<int, int> visit)
    {
        var names = rows.Columns.Select(column => column.Name).ToList();
        foreach (var one in all)
        {
            int at = names.IndexOf(one.Column);
            bool[] holds = one.Holds(rows);
            for (int row = 0; at >= 0 && row < holds.Length; row++)
            {
                if (holds[row])
                {
                    visit(at, row);
                }
            }
        }
    }
}
