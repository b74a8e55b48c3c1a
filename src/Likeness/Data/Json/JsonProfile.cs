using Likeness.Data.Detection;

namespace Likeness.Data.Json;

/// <summary>What the first reading of a JSON file finds in one column: whether its strings may be numbers is decided once all columns are known.</summary>
/// <param name="missing">Texts that the user declares as missing.</param>
internal sealed class JsonProfile(IReadOnlyCollection<string> missing)
{
    private readonly ColumnProfile values = new(missing);
    private readonly ColumnProfile texts = new(missing); // where no string is a number
    private bool hasStrings;
    private bool hasEmpty;
    private long count;

    /// <summary>Whether some values are numbers without quotation marks.</summary>
    public bool HasNumbers { get; private set; }

    /// <summary>Whether all values are of four digits, as years are.</summary>
    public bool HaveFourDigits => values.Numbers.HaveFourDigits;

    /// <summary>Adds a value that is not null.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="number">The number of its row, from 1.</param>
    /// <param name="isString">Whether it is a string.</param>
    public void Add(ReadOnlySpan<char> text, long number, bool isString)
    {
        count++;
        values.Add(text, number);
        texts.Add(text, number, isString);
        hasStrings |= isString;
        hasEmpty |= isString && text.Length == 0;
        HasNumbers |= !isString;
    }

    /// <summary>The profile that decides on the column's kind.</summary>
    /// <param name="areCodes">Whether strings of whole numbers are codes.</param>
    /// <param name="rows">The number of objects that may have a value.</param>
    /// <param name="nulls">Those in which it is null.</param>
    public ColumnProfile Choose(bool areCodes, int rows, int nulls)
    {
        bool hasNull = nulls > 0;
        bool areStrings = hasStrings && !HasNumbers;
        bool isText =
            areStrings && areCodes && values.Numbers is { AreWhole: true, AreGrouped: false, Prefix: "", Suffix: "" };
        var chosen = isText ? texts : values;
        for (int i = 0; i < nulls; i++)
        {
            chosen.AddMissing();
        }

        chosen.Storage =
            areStrings && hasEmpty && !hasNull ? JsonType.StringOrEmpty
            // Without nulls, missing values have a marker that is a string.
            : areStrings && (!hasNull || chosen.Numbers.Count > 0 || chosen.Units.Numbers is not null) ? JsonType.String
            : HasNumbers && !hasStrings ? JsonType.Number
            : null;
        if (count < rows && !hasNull && !hasEmpty)
        {
            chosen.Storage = JsonType.LeftOut(chosen.Storage);
        }

        return chosen;
    }
}
