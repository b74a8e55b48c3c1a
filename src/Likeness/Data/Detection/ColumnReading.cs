using Likeness.Data.Csv;
using Likeness.Data.Json;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>The two readings of a text file's columns: profiles of the first lead to plans for the second, whose cells become a table.</summary>
/// <param name="file">The file's name in messages.</param>
/// <param name="names">The columns' names.</param>
internal sealed class ColumnReading(string file, IReadOnlyList<string> names)
{
    // Cells, their copy under the detected grids, and the parts of the split.
    private const double BytesPerCell = 3 * sizeof(double);

    private readonly CsvHeader errors = new(file, []);
    private ColumnCells[] cells = [];
    private (string? Example, string? Storage, JsonPlace? Place)[] read = [];

    /// <summary>The number of columns.</summary>
    public int Count => names.Count;

    /// <summary>Decides how the second reading reads each column.</summary>
    /// <param name="profiles">What the first reading found; it is not kept.</param>
    /// <param name="commas">What speaks for decimal commas.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="missing">Texts that the user declares as missing.</param>
    /// <param name="schema">The declared kinds; null for none.</param>
    /// <exception cref="LikenessException">The table does not fit into memory, a number is infinite, or the schema has other columns.</exception>
    public void Plan(
        IReadOnlyList<ColumnProfile> profiles,
        CommaEvidence commas,
        int rows,
        IReadOnlyCollection<string> missing,
        TableSchema? schema
    )
    {
        AvailableMemory.Require(
            BytesPerCell * rows * names.Count,
            $"{file}: {rows} rows of {names.Count} columns",
            "give fewer rows"
        );
        schema?.Require(names, file);
        var declared = missing.ToHashSet(StringComparer.Ordinal);
        cells = new ColumnCells[names.Count];
        read = [.. profiles.Select(profile => (profile.Example, profile.Storage, profile.Place))];
        TimeProfile.Agree([.. profiles.Select(profile => profile.Times)]);
        for (int i = 0; i < cells.Length; i++)
        {
            var column = schema?.Find(names[i]);
            if (column is null)
            {
                RequireFinite(i, profiles[i]);
            }

            var plan =
                column is not null ? ColumnPlan.Declare(column, profiles[i], commas)
                : profiles[i].Found is { } found
                    ? ColumnPlan.Declare(found.Schema, profiles[i], commas) with
                    {
                        Why = found.Why,
                    }
                : ColumnPlan.Decide(names[i], profiles[i], commas);
            cells[i] = new ColumnCells(names[i], plan, rows, declared) { TakesEmpty = profiles[i].TakesEmpty };
        }
    }

    /// <summary>Reads a cell for the second time.</summary>
    /// <exception cref="LikenessException">It is not of its column's kind.</exception>
    public void Set(int column, int row, ReadOnlySpan<char> cell, long line)
    {
        if (!cells[column].Set(row, cell))
        {
            string text = cell.ToString();
            throw errors.Error(
                line,
                names[column],
                cells[column].Schema is { } schema
                    ? $"'{CsvHeader.Shown(text)}' is not a {schema.Kind}, as the schema declares (correct it, or {CsvHeader.MissingOption(text)})"
                    : $"'{CsvHeader.Shown(text)}' is not a finite number ({CsvHeader.MissingOption(text)})"
            );
        }
    }

    /// <summary>Reads a missing cell for the second time.</summary>
    public void SetMissing(int column, int row) => cells[column].SetMissing(row);

    /// <summary>What a schema, or the source, declares of a column; null for nothing.</summary>
    public ColumnSchema? DeclaredOf(int column) => cells[column].Schema;

    /// <summary>The table.</summary>
    /// <exception cref="LikenessException">A text is not one of its column's declared levels.</exception>
    public LoadedTable Finish()
    {
        var markers = cells.SelectMany(column => column.Markers).ToHashSet(StringComparer.Ordinal);
        var columns = new Column[cells.Length];
        var values = new double[cells.Length][];
        var findings = new ColumnFinding[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            try
            {
                (columns[i], values[i]) = cells[i].Finish(markers, read[i].Example, out findings[i]);
            }
            catch (FormatException wrong)
            {
                throw new LikenessException($"{file}, column '{CsvHeader.Shown(names[i])}': {wrong.Message}", wrong);
            }
        }

        for (int i = 0; i < cells.Length; i++)
        {
            columns[i] = columns[i] with
            {
                Storage = CsvMarks.Kept(read[i].Storage, columns[i].Kind is NumberKind),
                Place = read[i].Place,
                DecimalsBy = columns[i].Kind is NumberKind ? cells[i].Decimals?.Find(columns, values) : null,
            };
        }

        return new LoadedTable(Table.FromColumns(columns, values), 0) { Findings = findings };
    }

    // A column of numbers with an infinite one is refused: as a column of texts it would be useless, and no user would know why. INF among words is a word.
    private void RequireFinite(int column, ColumnProfile profile)
    {
        if (
            profile is { IsText: false, Infinite: var (text, line) } one
            && (one.Numbers.Count > 0 || one.Others.Count == 1)
        )
        {
            throw errors.Error(
                line,
                names[column],
                $"'{text}' is not a finite number ({CsvHeader.MissingOption(text)})"
            );
        }
    }
}
