using Likeness.Data.Kinds;

namespace Likeness.Data.Csv;

/// <summary>A column of a CSV file whose numbers have units that differ from cell to cell, such as <c>27.24 EUR</c> and <c>€1.2M</c>. A table has the numbers under its name, and the units under this with <c>unit</c> behind.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Units">The units, each with <c>#</c> in place of the number.</param>
public sealed record CsvQuantity(string Name, IReadOnlyDictionary<string, UnitFormat> Units)
{
    // With more, a column of another file has something else.
    private const int MaxTexts = 50;

    /// <summary>Whether the table's numbers are of one scale, and not those of the file.</summary>
    internal bool IsScaled => Units.Values.Any(unit => unit.Exponent != 0);

    /// <summary>The text of a cell.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The unit.</param>
    internal string? Write(double value, string unit) =>
        Units.TryGetValue(unit, out var format) ? Quantity.Join(format.Write(value), unit) : null;

    /// <summary>The rows with numbers of one scale.</summary>
    /// <param name="loaded">The rows with the numbers of the file.</param>
    internal LoadedTable Scaled(LoadedTable loaded)
    {
        var rows = loaded.Table;
        var names = rows.Columns.Select(column => column.Name).ToList();
        var (at, by) = (names.IndexOf(Name), names.IndexOf(Quantity.UnitOf(Name)));
        ColumnFinding[] findings = [.. loaded.Findings];
        findings[by] = findings[by] with { Why = $"units of {Name}" };
        findings[at] = findings[at] with
        {
            Why = $"{findings[at].Why}{(IsScaled ? ", on one scale" : "")}; units differ",
        };
        loaded = loaded with { Findings = findings };
        if (!IsScaled || rows.Columns[at] is not { Kind: NumberKind { Format: { } format } } column)
        {
            return loaded;
        }

        int decimals = Units.Values.Max(unit => unit.MostDecimals - unit.Exponent ?? int.MaxValue);
        var units = Enumerable
            .Range(0, rows.Columns[by].Kind.LevelCount)
            .Select(level => Units.GetValueOrDefault(rows.Columns[by].Kind.Write(level)))
            .ToArray();
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            // Codes are kept.
            if (!double.IsNaN(cells[at][row]) && !double.IsNaN(cells[by][row]))
            {
                cells[at][row] = units[(int)cells[by][row]]?.Scaled(cells[at][row]) ?? cells[at][row];
            }
        }

        Column[] columns = [.. rows.Columns];
        columns[at] = column with
        {
            DecimalsBy = null,
            Kind = new NumberKind(
                format with
                {
                    Decimals = null,
                    MinDecimals = 0,
                    MaxDecimals = decimals == int.MaxValue ? null : Math.Max(0, decimals),
                }
            ),
        };
        return loaded with { Table = Table.FromColumns(columns, cells, rows.Picture).WrittenAs(rows.Dialect) };
    }

    /// <summary>The rows of another file with these units, too few to tell that its cells have some.</summary>
    /// <param name="rows">Rows that may have the column, but not its units.</param>
    internal Table Split(Table rows)
    {
        var names = rows.Columns.Select(column => column.Name).ToList();
        int at = names.IndexOf(Name);
        if (at < 0 || names.Contains(Quantity.UnitOf(Name)))
        {
            return rows;
        }

        var column = rows.Columns[at];
        var (units, codes) = (new List<string>(), new List<string>());
        double[] numbers = new double[rows.RowCount];
        double[] levels = new double[rows.RowCount];
        for (int row = 0; row < numbers.Length; row++)
        {
            (numbers[row], levels[row]) = column.IsMissing(rows[row, at])
                ? (double.NaN, double.NaN)
                : Read(column.Write(rows[row, at]), units, codes);
            if (units.Count > MaxTexts || codes.Count > MaxTexts)
            {
                return rows;
            }
        }

        var format = Units.Values.First().Format;
        Column[] columns =
        [
            .. rows.Columns.Take(at),
            new(Name)
            {
                Kind = new NumberKind(format with { Decimals = null }),
                Missing = column.Missing,
                Codes = codes.Count > 0 ? new NumberCodes(codes, []) : null,
            },
            new(Quantity.UnitOf(Name)) { Kind = new CategoryKind(units), Missing = column.Missing ?? "" },
            .. rows.Columns.Skip(at + 1),
        ];
        var cells = Enumerable.Range(0, rows.Width).Select(rows.ColumnValues).ToList();
        cells[at] = numbers;
        cells.Insert(at + 1, levels);
        var dialect = rows.Dialect ?? CsvDialect.Default;
        return Table
            .FromColumns(columns, [.. cells], rows.Picture)
            .WrittenAs(dialect with { Quantities = [.. dialect.Quantities ?? [], this] });
    }

    private (double Number, double Level) Read(string cell, List<string> units, List<string> codes)
    {
        if (Quantity.TrySplit(cell, out int first, out int length))
        {
            string unit = Quantity.UnitOf(cell, first, length);
            var format = Units.GetValueOrDefault(unit) ?? Units.Values.First() with { Exponent = 0 };
            if (format.Format.TryRead(cell.AsSpan(first, length), out double number))
            {
                return (format.Scaled(number), PlaceOf(unit, units));
            }
        }

        return (NumberCodes.Cell(PlaceOf(cell, codes)), double.NaN);
    }

    private static int PlaceOf(string text, List<string> texts)
    {
        if (!texts.Contains(text))
        {
            texts.Add(text);
        }

        return texts.IndexOf(text);
    }

    /// <inheritdoc/>
    public bool Equals(CsvQuantity? other) =>
        other is not null
        && Name == other.Name
        && Units.Count == other.Units.Count
        && Units.All(unit => other.Units.TryGetValue(unit.Key, out var format) && format == unit.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Units.Count);
}
