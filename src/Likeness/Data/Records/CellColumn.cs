using System.Globalization;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Data.Records;

/// <summary>A column that is filled cell by cell, from a source that knows its type.</summary>
/// <param name="name">The column's name.</param>
internal abstract class CellColumn(string name)
{
    private const int FirstRows = 256;
    private double[] cells = new double[FirstRows];

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>The number of cells.</summary>
    protected int Count { get; private set; }

    /// <summary>Adds a missing cell.</summary>
    public virtual void AddMissing() => AddValue(double.NaN);

    /// <summary>The column and its cells.</summary>
    public abstract (Column Column, double[] Cells) Finish();

    /// <summary>Adds a cell.</summary>
    protected void AddValue(double value)
    {
        if (Count == cells.Length)
        {
            Array.Resize(ref cells, 2 * Count);
        }

        cells[Count++] = value;
    }

    /// <summary>The cells.</summary>
    protected double[] Cells() => cells[..Count];
}

/// <summary>A column of numbers, times, durations, booleans or enumerated values.</summary>
/// <param name="name">The column's name.</param>
/// <param name="ofType">The kind of cells of its type.</param>
internal sealed class NumberCells(string name, ColumnKind ofType) : CellColumn(name)
{
    private TimeSpan? offset;

    /// <summary>Adds a time. Samples are written in the zone of the first one.</summary>
    public void Add(DateTimeOffset? time)
    {
        offset ??= time?.Offset;
        AddValue(time is { } one ? CellTypes.Cell(one) : double.NaN);
    }

    /// <summary>Adds a cell; NaN for a missing one.</summary>
    /// <exception cref="LikenessException">It is infinite.</exception>
    public void Add(double value) =>
        AddValue(
            double.IsInfinity(value)
                ? throw new LikenessException(
                    $"row {Count + 1}, column '{Name}': {value} is not a finite number (remove the row)"
                )
                : value
        );

    /// <inheritdoc/>
    public override (Column Column, double[] Cells) Finish()
    {
        double[] values = Cells();
        var kind = offset is { } zone && ofType is TimeKind time ? time with { Offset = zone } : ofType;
        bool hasGaps = Array.Exists(values, double.IsNaN);
        if (
            !hasGaps
            && kind is NumberKind number
            && NumberKeys.Find(Name, ref values, number.Format, out _) is { } keys
        )
        {
            return (new Column(Name) { Kind = keys }, values);
        }

        return (new Column(Name) { Kind = kind, Missing = hasGaps ? "" : null }, values);
    }
}

/// <summary>A column of whole numbers of 64 bits: keys and other texts where a cell does not hold all of them exactly.</summary>
/// <param name="name">The column's name.</param>
/// <param name="kind">The kind of numbers.</param>
internal sealed class WideCells(string name, ColumnKind kind) : CellColumn(name)
{
    private const long MaxExact = 1L << 53;
    private readonly List<Int128?> numbers = [];
    private bool isExact = true;

    /// <summary>Adds a cell.</summary>
    public void Add(Int128? value)
    {
        numbers.Add(value);
        isExact &= value is null || Int128.Abs(value.Value) <= MaxExact;
    }

    /// <inheritdoc/>
    public override void AddMissing() => Add(null);

    /// <inheritdoc/>
    public override (Column Column, double[] Cells) Finish()
    {
        if (!isExact)
        {
            var texts = new TextCells(Name);
            numbers.ForEach(number => texts.Add(number?.ToString(CultureInfo.InvariantCulture)));
            return texts.Finish();
        }

        var cells = new NumberCells(Name, kind);
        numbers.ForEach(number => cells.Add(number is { } whole ? (double)whole : double.NaN));
        return cells.Finish();
    }
}

/// <summary>A column of texts, whose kind follows from them.</summary>
/// <param name="name">The column's name.</param>
internal sealed class TextCells(string name) : CellColumn(name)
{
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    private readonly List<int> counts = [];
    private int missing;

    /// <summary>Adds a cell; null for a missing one.</summary>
    public void Add(string? text)
    {
        if (text is null)
        {
            AddMissing();
            return;
        }

        if (!indices.TryGetValue(text, out int index))
        {
            indices.Add(text, index = indices.Count);
            counts.Add(0);
        }

        counts[index]++;
        AddValue(index);
    }

    /// <inheritdoc/>
    public override void AddMissing()
    {
        missing++;
        AddValue(double.NaN);
    }

    /// <inheritdoc/>
    public override (Column Column, double[] Cells) Finish()
    {
        string[] texts = [.. indices.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        var (kind, _) = TextKinds.Decide(texts, counts, missing, "texts", Name);
        double[] levels = [.. texts.Select((text, i) => kind.TryRead(text, out double level) ? level : i)];
        double[] cells = Array.ConvertAll(Cells(), cell => double.IsNaN(cell) ? cell : levels[(int)cell]);
        return (new Column(Name) { Kind = kind, Missing = missing > 0 ? "" : null }, cells);
    }
}
