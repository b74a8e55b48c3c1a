using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>
/// Keeps values of few people out of samples: levels that fewer than <see cref="MinRows"/> training rows have, and numbers below the fifth lowest or above the
/// fifth highest. It is no guarantee: it says nothing of combinations of values.
/// </summary>
/// <param name="limits">The limits of columns that have any.</param>
internal sealed class Protection(IReadOnlyList<ColumnLimits> limits)
{
    /// <summary>The training rows that a value needs.</summary>
    public const int MinRows = 5;

    // Above this fraction of rows with a rare level, their cells count as missing; else the rows are left out.
    private const double MaxLeftOut = 0.05;

    private readonly Dictionary<string, ColumnLimits> limitsOf = limits.ToDictionary(limit => limit.Column);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>No protection.</summary>
    public static Protection None { get; } = new([]);

    /// <summary>The limits of columns that have any.</summary>
    public IReadOnlyList<ColumnLimits> Limits => limits;

    /// <summary>Finds the limits in training rows.</summary>
    public static Protection Fit(Table train) =>
        new([.. train.Columns.Select((column, i) => Find(column, train.Column(i))).OfType<ColumnLimits>()]);

    /// <summary>Training rows without what samples must not hold.</summary>
    /// <exception cref="LikenessException">No row is left.</exception>
    public Table Protect(Table train)
    {
        if (limits.Count == 0)
        {
            return train;
        }

        Column[] columns = [.. train.Columns];
        double[][] cells = [.. Enumerable.Range(0, train.Width).Select(train.ColumnValues)];
        var isLeftOut = new bool[train.RowCount];
        foreach (var limit in limits.Where(limit => limit.Rare.Count > 0))
        {
            int at = Array.FindIndex(columns, column => column.Name == limit.Column);
            var rare = limit.Rare.Select(level => (double)level).ToHashSet();
            columns[at] = limit.IsSparse ? columns[at] with { Missing = columns[at].Missing ?? "" } : columns[at];
            for (int row = 0; row < isLeftOut.Length; row++)
            {
                bool isRare = rare.Contains(cells[at][row]);
                isLeftOut[row] |= isRare && !limit.IsSparse;
                cells[at][row] = isRare && limit.IsSparse ? double.NaN : cells[at][row];
            }
        }

        var rows = Table.FromColumns(columns, cells, train.Picture);
        int[] left = [.. Enumerable.Range(0, isLeftOut.Length).Where(row => !isLeftOut[row])];
        return left.Length == 0
            ? throw new LikenessException(
                $"every training row has a level that fewer than {MinRows} rows have, and such levels are not emitted (give more rows, or --no-protection)"
            )
            : rows.TakeRows(left);
    }

    /// <summary>Samples with numbers within their limits.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    public Table Limit(Table rows)
    {
        if (limits.Count == 0)
        {
            return rows;
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int column = 0; column < cells.Length; column++)
        {
            if (limitsOf.TryGetValue(rows.Columns[column].Name, out var limit))
            {
                double[] values = cells[column];
                for (int row = 0; row < values.Length; row++)
                {
                    // Math.Clamp keeps NaN.
                    values[row] = Math.Clamp(values[row], limit.Low, limit.High);
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture);
    }

    /// <summary>Excludes rows that hold what is not emitted.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="allowed">Set to false for such rows.</param>
    public void Exclude(Table rows, bool[] allowed)
    {
        for (int column = 0; column < rows.Width; column++)
        {
            if (!limitsOf.TryGetValue(rows.Columns[column].Name, out var limit))
            {
                continue;
            }

            var values = rows.Column(column);
            var rare = limit.Rare.Select(level => (double)level).ToHashSet();
            for (int row = 0; row < allowed.Length; row++)
            {
                // Comparisons with NaN are false.
                allowed[row] &=
                    !(values[row] < limit.Low || values[row] > limit.High)
                    && (rare.Count == 0 || !rare.Contains(values[row]));
            }
        }
    }

    /// <summary>The limits as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(limits, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public static Protection FromJson(JsonElement json)
    {
        try
        {
            return new(json.Deserialize<ColumnLimits[]>(Json) ?? []);
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                "the stored limits of samples are damaged or of another program (restore run.json, or train again)",
                error
            );
        }
    }

    private static ColumnLimits? Find(Column column, ReadOnlySpan<double> cells)
    {
        double[] present = Array.FindAll(cells.ToArray(), cell => !double.IsNaN(cell));
        if (column.Kind.LevelCount > 0)
        {
            var counts = new int[column.Kind.LevelCount];
            Array.ForEach(present, level => counts[(int)level]++);
            int[] rare = [.. Enumerable.Range(0, counts.Length).Where(level => counts[level] < MinRows)];
            int rows = rare.Sum(level => counts[level]);
            return rare.Length == 0
                ? null
                : new(
                    column.Name,
                    double.NegativeInfinity,
                    double.PositiveInfinity,
                    rows > MaxLeftOut * cells.Length,
                    rare
                );
        }

        if (!column.Kind.IsNumeric || present.Length < 2 * MinRows)
        {
            return null;
        }

        Array.Sort(present);
        return new(column.Name, present[MinRows - 1], present[^MinRows], false, []);
    }
}
