using Likeness.Data.Csv;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Typed;

/// <summary>Reads one column of a source that has types, by the rules of text files where the type does not decide.</summary>
/// <param name="source">The source's name in messages.</param>
/// <param name="column">The column.</param>
/// <param name="missing">Texts that the user declares as missing.</param>
internal sealed class TypedReading(string source, TypedColumn column, IReadOnlySet<string> missing)
{
    private static readonly HashSet<string> NoMarkers = [];

    private string Why => $"of the type {column.Storage}";

    /// <summary>The column, its cells, and why it has its kind.</summary>
    /// <param name="declared">What a schema declares; null for a detected column.</param>
    /// <exception cref="LikenessException">A number is infinite, or a cell is not of its declared kind.</exception>
    /// <exception cref="FormatException">A text is not one of the declared levels.</exception>
    public (Column Column, double[] Cells, ColumnFinding Finding) Read(ColumnSchema? declared)
    {
        if (column.Kind is not { } kind)
        {
            return ReadTexts(
                profile =>
                    declared is null
                        ? ColumnPlan.Decide(column.Name, profile, CommaEvidence.None)
                        : ColumnPlan.Declare(declared, profile, CommaEvidence.None),
                areStrings: declared is null
            );
        }

        if (declared is not null)
        {
            return Matches(declared.Kind, kind)
                ? ReadNumbers(
                    declared.ToKind() is { } given && given.GetType() == kind.GetType() ? given : kind,
                    declared
                )
                : ReadTexts(profile => ColumnPlan.Declare(declared, profile, CommaEvidence.None), areStrings: false);
        }

        return kind is NumberKind { Format.Decimals: 0 } && ColumnPlan.IsCode(column.Name)
            ? ReadTexts(_ => new ColumnPlan(null, NoMarkers, "codes, by the name"), areStrings: true)
            : ReadNumbers(kind, declared: null);
    }

    private static bool Matches(string declared, ColumnKind kind) =>
        kind switch
        {
            NumberKind => declared == "number",
            BooleanKind => declared == "boolean",
            TimeKind => declared is "date" or "time",
            DurationKind => declared == "duration",
            _ => false,
        };

    private (Column Column, double[] Cells, ColumnFinding Finding) ReadNumbers(ColumnKind kind, ColumnSchema? declared)
    {
        double[] cells = column.Values;
        int infinite = Array.FindIndex(cells, double.IsInfinity);
        if (infinite >= 0)
        {
            throw Wrong(
                infinite,
                $"{(cells[infinite] > 0 ? "" : "-")}Infinity is not a finite number (remove the row)"
            );
        }

        string[] markers = [.. missing, .. declared?.Missing ?? []];
        if (markers.Length > 0)
        {
            cells = Array.ConvertAll(
                cells,
                cell => !double.IsNaN(cell) && markers.Contains(kind.Write(cell)) ? double.NaN : cell
            );
        }

        int gaps = cells.Count(double.IsNaN);
        int first = Array.FindIndex(cells, cell => !double.IsNaN(cell));
        string example = first < 0 ? "" : kind.Write(cells[first]);
        string why = declared is null ? Why : "declared by the schema";
        if (
            declared is null
            && kind is NumberKind number
            && NumberKeys.Find(column.Name, ref cells, number.Format, out string keys) is { } identifier
        )
        {
            (kind, why) = (identifier, keys);
        }

        return Finished(
            first < 0 ? new EmptyKind() : kind,
            cells,
            new(first < 0 ? "no value in any row" : why, example, gaps)
        );
    }

    private (Column Column, double[] Cells, ColumnFinding Finding) ReadTexts(
        Func<ColumnProfile, ColumnPlan> plan,
        bool areStrings
    )
    {
        var profile = new ColumnProfile(missing) { TakesEmpty = true };
        for (int row = 0; row < column.RowCount; row++)
        {
            if (column.Text(row) is { } text)
            {
                profile.Add(text, row + 1, areStrings);
            }
            else
            {
                profile.AddMissing();
            }
        }

        var cells = new ColumnCells(column.Name, plan(profile), column.RowCount, missing) { TakesEmpty = true };
        for (int row = 0; row < column.RowCount; row++)
        {
            if (column.Text(row) is not { } text)
            {
                cells.SetMissing(row);
            }
            else if (!cells.Set(row, text))
            {
                throw Wrong(
                    row,
                    $"'{CsvHeader.Shown(text)}' is not a {cells.Schema?.Kind ?? "value like the others"} (correct it, or {CsvHeader.MissingOption(text)})"
                );
            }
        }

        var (found, values) = cells.Finish(NoMarkers, profile.Example, out var finding);
        return (found with { Storage = column.Storage, Missing = finding.Missing > 0 ? "" : null }, values, finding);
    }

    private (Column Column, double[] Cells, ColumnFinding Finding) Finished(
        ColumnKind kind,
        double[] cells,
        ColumnFinding finding
    ) =>
        (
            new Column(column.Name)
            {
                Kind = kind,
                Missing = finding.Missing > 0 ? "" : null,
                Storage = column.Storage,
            },
            cells,
            finding
        );

    private LikenessException Wrong(int row, string what) =>
        new($"{source}, row {row + 1}, column '{CsvHeader.Shown(column.Name)}': {what}");
}
