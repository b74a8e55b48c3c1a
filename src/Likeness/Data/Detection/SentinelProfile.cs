namespace Likeness.Data.Detection;

/// <summary>A whole number of repeated digits, such as -999, that has more digits than the other numbers of a column: it stands for no value.</summary>
internal sealed class SentinelProfile
{
    private const int MinRows = 5;
    private const int MinOthers = 20;
    private const int MinDigits = 2;
    private const char SmallestDigit = '7'; // surveys use 77, 88 and 99

    private string? text;
    private int rows;
    private bool areSeveral;
    private int mostDigits; // of the others

    /// <summary>Adds a whole number.</summary>
    /// <param name="number">Its text.</param>
    /// <param name="digits">The number of its digits.</param>
    public void Add(ReadOnlySpan<char> number, int digits)
    {
        if (
            digits < MinDigits
            || number[^1] < SmallestDigit
            || number[^digits..].IndexOfAnyExcept(number[^1]) >= 0
            || areSeveral
        )
        {
            AddOther(digits);
            return;
        }

        text ??= number.ToString();
        areSeveral = !number.SequenceEqual(text);
        rows++;
    }

    /// <summary>Adds another number.</summary>
    /// <param name="digits">Its digits before the decimals.</param>
    public void AddOther(int digits) => mostDigits = Math.Max(mostDigits, digits);

    /// <summary>The number and its rows; null for none, or for several.</summary>
    /// <param name="numbers">The numbers of the column.</param>
    public (string Text, int Rows)? Find(int numbers) =>
        text is not null
        && !areSeveral
        && rows >= MinRows
        && numbers - rows >= MinOthers
        && text.Count(char.IsAsciiDigit) > mostDigits
            ? (text, rows)
            : null;
}
