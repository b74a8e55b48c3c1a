using Likeness.Data.Json;
using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>What the first reading of a file finds in one column: which cells look like numbers, times or durations, and which do not.</summary>
/// <param name="declared">Texts that the user declares as missing.</param>
internal sealed class ColumnProfile(IReadOnlyCollection<string> declared)
{
    // A column of numbers or times has few other texts, all markers of missing values; with more, it is a column of texts.
    private const int MaxOthers = 8;
    private const int LongestOther = 64;
    private const int FewNumbers = 3;

    private readonly List<string> differentNumbers = []; // the first few
    private readonly Dictionary<string, int> others = new(StringComparer.Ordinal);

    /// <summary>The cells that look like numbers.</summary>
    public NumberProfile Numbers { get; } = new();

    /// <summary>The cells that look like days, times or durations.</summary>
    public TimeProfile Times { get; } = new();

    /// <summary>The numbers as seconds of durations.</summary>
    public SecondsProfile Seconds { get; } = new();

    /// <summary>The cells as numbers with words before or behind them.</summary>
    public UnitProfile Units { get; } = new();

    /// <summary>The cells as durations of numbers and units; null once one is none.</summary>
    public WordedProfile? Worded { get; private set; } = new();

    /// <summary>The cells as numbers with units that differ; null once one is none.</summary>
    public QuantityProfile? Quantities { get; private set; }

    /// <summary>The number of cells.</summary>
    public int Rows { get; private set; }

    /// <summary>The number of empty cells, and of cells that the user declares as missing.</summary>
    public int Missing { get; private set; }

    /// <summary>The texts that look neither like numbers nor like times, with their numbers of cells.</summary>
    public IReadOnlyDictionary<string, int> Others => others;

    /// <summary>Whether hardly any numbers are different: a text beside these is rather one of as many levels.</summary>
    public bool HasFewNumbers => differentNumbers.Count < FewNumbers;

    /// <summary>Whether there are too many other texts, or no common way of writing, for numbers or times; cells are then only counted.</summary>
    public bool IsText { get; private set; }

    /// <summary>Whether the first cell that is not finite is inf, and where.</summary>
    public (string Text, long Line)? Infinite { get; private set; }

    /// <summary>Whether an empty text is a text, because the source marks missing values otherwise.</summary>
    public bool TakesEmpty { get; init; }

    /// <summary>How the source writes the values, whatever their kind; null where the kind says it.</summary>
    public string? Storage { get; set; }

    /// <summary>Where a JSON file has the values; null for keys of its rows, and other files.</summary>
    public JsonPlace? Place { get; set; }

    /// <summary>The kind that the source says, and why; null where the cells say it.</summary>
    public (ColumnSchema Schema, string Why)? Found { get; init; }

    /// <summary>An example of a cell.</summary>
    public string? Example { get; set; }

    /// <summary>Adds a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="isString">Whether the source says that the cell is a text, and no number.</param>
    public void Add(ReadOnlySpan<char> cell, long line, bool isString = false)
    {
        Rows++;
        if ((cell.Length == 0 && !TakesEmpty) || (declared.Count > 0 && IsDeclared(cell)))
        {
            Missing++;
            Quantities?.AddMissing();
            return;
        }

        if (!isString)
        {
            Quantities = Example is null ? QuantityProfile.Begin(cell, declared, Missing) : Quantities;
            Quantities = Quantities?.Add(cell, line) == true ? Quantities : null;
        }

        if (Example is null)
        {
            Example = cell[..Math.Min(cell.Length, LongestOther)].ToString();
        }

        // Different numbers of a unit are many other texts.
        if (!isString)
        {
            Units.Add(cell);
            Worded = Worded?.Add(cell.ToString()) == true ? Worded : null;
        }

        if (IsText)
        {
            return;
        }

        var text = cell.Trim(' ');
        // A text that was none before is none again: the ways of writing that are left only become fewer.
        if (
            others.Count > 0
            && others.GetAlternateLookup<ReadOnlySpan<char>>() is var known
            && known.TryGetValue(cell, out int count)
        )
        {
            known[cell] = count + 1;
        }
        else if (text.Length > 0 && !isString && Numbers.Add(text))
        {
            Seconds.Add(text);
            AddDifferent(text);
        }
        else if (text.Length == 0 || !Times.Add(text))
        {
            AddOther(cell, line);
        }

        IsText |= !Numbers.IsConsistent || Times.IsMixed;
    }

    /// <summary>Adds a missing cell.</summary>
    public void AddMissing()
    {
        Rows++;
        Missing++;
    }

    private void AddDifferent(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < differentNumbers.Count; i++)
        {
            if (text.SequenceEqual(differentNumbers[i]))
            {
                return;
            }
        }

        if (differentNumbers.Count < FewNumbers)
        {
            differentNumbers.Add(text.ToString());
        }
    }

    private void AddOther(ReadOnlySpan<char> cell, long line)
    {
        if (others.Count == MaxOthers || cell.Length > LongestOther)
        {
            IsText = true;
            return;
        }

        string text = cell.ToString();
        others[text] = others.GetValueOrDefault(text) + 1;
        if (Infinite is null && text.TrimStart('-', '+').ToUpperInvariant() is "INF" or "INFINITY" or "∞")
        {
            Infinite = (text, line);
        }
    }

    private bool IsDeclared(ReadOnlySpan<char> cell)
    {
        foreach (string marker in declared)
        {
            if (cell.SequenceEqual(marker))
            {
                return true;
            }
        }

        return false;
    }
}
