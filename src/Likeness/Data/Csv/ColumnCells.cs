using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Csv;

/// <summary>The second reading of one column: its cells as numbers.</summary>
/// <param name="name">The column's name.</param>
/// <param name="plan">How it is read.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="declared">Texts that the user declares as missing.</param>
internal sealed class ColumnCells(string name, ColumnPlan plan, int rows, IReadOnlySet<string> declared)
{
    private readonly LevelCells? levels = plan.Kind is null ? new LevelCells(rows) : null;
    private readonly double[]? values = plan.Kind is null ? null : new double[rows];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? markers = Lookup(declared, plan);
    private CodeCells? codes; // hardly any of many columns has some
    private WrittenDecimals? decimals = DecimalsOf(plan, rows);

    /// <summary>Markers of missing values among numbers and times.</summary>
    public IReadOnlySet<string> Markers => plan.Markers;

    /// <summary>The decimals that are written, where they vary and zeros end some; null elsewhere.</summary>
    public WrittenDecimals? Decimals => decimals;

    /// <summary>Whether an empty text is a text, because the source marks missing values otherwise.</summary>
    public bool TakesEmpty { get; init; }

    /// <summary>What the schema declares; null for nothing.</summary>
    public ColumnSchema? Schema => plan.Declared;

    private CodeCells Codes => codes ??= new(plan.Codes);

    /// <summary>Reads a cell.</summary>
    /// <param name="row">Its row, from 0.</param>
    /// <param name="cell">Its text.</param>
    /// <returns>False if it cannot be read.</returns>
    public bool Set(int row, ReadOnlySpan<char> cell)
    {
        if (cell.Length == 0 && !TakesEmpty)
        {
            SetMissing(row);
        }
        else if (markers is { } texts && texts.TryGetValue(cell, out string? marker))
        {
            (levels?.Cells ?? values!)[row] = Codes.Add(marker);
        }
        else if (levels is not null)
        {
            levels.Set(row, cell);
        }
        else
        {
            decimals?.Set(row, cell);
            return plan.Kind!.TryRead(cell.Trim(' '), out values![row]);
        }

        return true;
    }

    /// <summary>Sets a missing cell.</summary>
    public void SetMissing(int row) => (levels?.Cells ?? values!)[row] = Codes.Add("");

    /// <summary>The column and its cells.</summary>
    /// <param name="usedElsewhere">Markers of missing values among the numbers and times of other columns.</param>
    /// <param name="example">The text of a cell.</param>
    /// <param name="finding">The evidence of its kind.</param>
    public (Column Column, double[] Cells) Finish(
        IReadOnlySet<string> usedElsewhere,
        string? example,
        out ColumnFinding finding
    )
    {
        var (kind, why) =
            levels is null ? (plan.Kind!, plan.Why)
            : plan.Declared is { } declared ? (FinishDeclared(levels, declared), plan.Why)
            : FinishLevels(levels, usedElsewhere);
        double[] cells = levels?.Cells ?? values!;
        if (kind is NumberKind { Format: { Decimals: null, Scientific: null } format })
        {
            (kind, why) = FinishDecimals(cells, format, why);
        }

        if (
            plan.Declared is null
            && kind is NumberKind number
            && NumberKeys.Find(name, ref cells, number.Format, out string keys) is { } identifier
        )
        {
            (kind, why) = (identifier, keys);
        }

        var (own, text) = codes?.Finish(cells, kind is NumberKind or DurationKind) ?? default;
        finding = new ColumnFinding(why, example ?? "", codes?.Missing ?? 0) { MissingTexts = codes?.Alike(own) ?? [] };
        return (
            new Column(name)
            {
                Kind = kind,
                Missing = text,
                Codes = own,
            },
            cells
        );
    }

    private static WrittenDecimals? DecimalsOf(ColumnPlan plan, int rows) =>
        plan is { PadsDecimals: true, Kind: NumberKind { Format: { Decimals: null, Scientific: null } format } }
            ? new(format, rows)
            : null;

    // Decimals of which some are written with round-off, as pandas writes 0.1 + 0.2, are what they were before.
    private static (ColumnKind Kind, string Why) FinishDecimals(double[] cells, NumberFormat format, string why)
    {
        double[] known = Array.FindAll(cells, cell => !double.IsNaN(cell));
        if (
            known.Length == 0
            || WrittenPrecision.Detect(known) is not { SinglePrecision: false, Decimals: int decimals } written
            || ReferenceEquals(written.Values, known)
        )
        {
            return (new NumberKind(format), why);
        }

        int next = 0;
        foreach (ref double cell in cells.AsSpan())
        {
            cell = double.IsNaN(cell) ? cell : written.Values[next++];
        }

        return (
            new NumberKind(format with { MaxDecimals = decimals }),
            $"{why}; {(decimals == 0 ? "whole" : $"up to {decimals} decimal{(decimals == 1 ? "" : "s")}")} but for round-off"
        );
    }

    private (ColumnKind Kind, string Why) FinishLevels(LevelCells read, IReadOnlySet<string> usedElsewhere)
    {
        if (plan.Numbers is { Kind: { } numbers } ofNumbers && FinishCodes(read, ofNumbers, numbers) is { } coded)
        {
            return coded;
        }

        var gaps = MissingMarkers.Among(read.Texts, usedElsewhere, Codes.HasEmpty);
        var kept = new List<int>();
        double[] indices = new double[read.Texts.Count];
        for (int i = 0; i < read.Texts.Count; i++)
        {
            if (gaps.ContainsKey(read.Texts[i]))
            {
                indices[i] = Codes.Add(read.Texts[i], read.Counts[i]);
            }
            else
            {
                kept.Add(i);
            }
        }

        string[] texts = [.. kept.Select(i => read.Texts[i])];
        int[] counts = [.. kept.Select(i => read.Counts[i])];
        var (kind, why) = TextKinds.Decide(texts, counts, Codes.Missing, plan.Why, name);
        why = kind is CategoryKind && plan.Why == "texts" ? why + NumbersAmongTexts.Why(texts, counts) : why;
        for (int i = 0; i < kept.Count; i++)
        {
            indices[kept[i]] = kind.TryRead(read.Texts[kept[i]], out double index) ? index : i;
        }

        read.Replace(indices);
        return (kind, gaps.Count == 0 ? why : $"{why}; {string.Join(", ", gaps.Values)}");
    }

    // Numbers and a few codes; null for texts, and for keys that are numbers.
    private (ColumnKind Kind, string Why)? FinishCodes(LevelCells read, ColumnPlan ofNumbers, ColumnKind numbers)
    {
        int[] known = [.. Enumerable.Range(0, read.Texts.Count).Where(i => !MissingMarkers.IsMarker(read.Texts[i]))];
        string[] texts = [.. known.Select(i => read.Texts[i])];
        if (SubjectNames.Are(name) || !CodeCells.Are(numbers, texts, [.. known.Select(i => read.Counts[i])]))
        {
            return null;
        }

        double[] found =
        [
            .. read.Texts.Select(text => numbers.TryRead(text.Trim(' '), out double cell) ? cell : double.NaN),
        ];
        double[] trial = Array.ConvertAll(read.Cells, cell => double.IsNaN(cell) ? cell : found[(int)cell]);
        if (numbers is NumberKind number && NumberKeys.Find(name, ref trial, number.Format, out _) is not null)
        {
            return null;
        }

        decimals = DecimalsOf(ofNumbers, rows);
        for (int row = 0; row < read.Cells.Length && decimals is not null; row++)
        {
            if (!double.IsNaN(trial[row]))
            {
                decimals.Set(row, read.Texts[(int)read.Cells[row]]);
            }
        }

        for (int i = 0; i < found.Length; i++)
        {
            found[i] =
                !double.IsNaN(found[i]) ? found[i]
                : known.Contains(i) ? Codes.AddCode(read.Texts[i], read.Counts[i])
                : Codes.Add(read.Texts[i], read.Counts[i]);
        }

        read.Replace(found);
        return (numbers, $"{ofNumbers.Why}; {Codes.Why()}");
    }

    private static ColumnKind FinishDeclared(LevelCells read, ColumnSchema declared)
    {
        ColumnKind kind = declared.Kind switch
        {
            "category" => new CategoryKind(declared.Levels ?? TextKinds.Sorted(read.Texts), declared.Ordered == true),
            "boolean" => TextKinds.Boolean(read.Texts)
                ?? (read.Texts.All(text => text is "0" or "1") ? new BooleanKind("0", "1") : null)
                ?? throw new FormatException(
                    $"{read.Texts.Count} different texts are not a boolean (declare the texts of false and true in the schema)"
                ),
            "list" when declared is { Levels: { } choices, WrittenForm: var form } => new ListKind(
                choices,
                declared.Separator ?? BracketedList.DefaultSeparator(form ?? ListForm.Plain),
                form ?? ListForm.Plain
            )
            {
                IsClosed = declared.Closed == true,
            },
            "list" => ListSearch.Declare(read.Texts, read.Counts, declared.Separator, declared.WrittenForm),
            "identifier" => Keys(read, declared.Pattern),
            "text" => new TextKind(read.Texts, declared.Placeholder ?? "") { IsInvented = declared.Invented == true },
            "empty" => new EmptyKind(),
            _ => throw new FormatException($"no text is a {declared.Kind} (correct the schema)"),
        };
        double[] indices = new double[read.Texts.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            bool isKnown = kind.TryRead(read.Texts[i], out indices[i]);
            if (!isKnown && kind.IsLearned)
            {
                throw new FormatException(
                    $"'{CsvHeader.Shown(read.Texts[i])}' is not one of the levels that the schema declares (add it, or {CsvHeader.MissingOption(read.Texts[i])})"
                );
            }

            indices[i] =
                kind is EmptyKind ? double.NaN
                : isKnown ? indices[i]
                : i;
        }

        read.Replace(indices);
        return kind;
    }

    private static IdentifierKind Keys(LevelCells read, string? pattern)
    {
        var texts = read.Texts;
        var shape = pattern is null
            ? KeyPatterns.Find(texts) ?? KeyPatternText.Read("[0-9a-f]{16}", 0)
            : KeyPatternText.Read(pattern, 0).Behind(texts);
        return new IdentifierKind(texts, shape.ToString())
        {
            Next = shape.Next,
            IsFixed = pattern is not null,
            Repeats = read.Counts.Any(count => count > 1),
        };
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? Lookup(
        IReadOnlySet<string> declared,
        ColumnPlan plan
    ) =>
        declared.Count + plan.Markers.Count + plan.Codes.Count == 0
            ? null
            : new HashSet<string>([.. declared, .. plan.Markers, .. plan.Codes]).GetAlternateLookup<
                ReadOnlySpan<char>
            >();
}
