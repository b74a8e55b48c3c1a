namespace Likeness.Data.Csv;

/// <summary>Whether the values of a column end at one place: with the spaces before them they are of one width, and some have more spaces than others.</summary>
internal sealed class CsvAlignment
{
    private const int MinValues = 5;

    private int values;
    private int width;
    private int fewest = int.MaxValue; // spaces
    private int most;
    private bool areOne = true;
    private bool areQuoted;

    /// <summary>Whether cells are found to be of one width, not counting what stands before quotation marks.</summary>
    public bool IsFound => areOne && values >= MinValues && fewest < most;

    /// <summary>Whether the spaces are between quotation marks.</summary>
    public bool AreQuoted => areQuoted;

    /// <summary>Adds a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="before">The number of spaces before it, or before its quotation mark.</param>
    /// <param name="isQuoted">Whether it is between quotation marks.</param>
    public void Add(ReadOnlySpan<char> cell, int before, bool isQuoted)
    {
        if (cell.Length == 0 || !areOne)
        {
            return;
        }

        int spaces = isQuoted ? cell.Length - cell.TrimStart(' ').Length : before;
        int all = isQuoted ? cell.Length : cell.Length + before;
        (width, areQuoted) = values++ == 0 ? (all, isQuoted) : (width, areQuoted);
        (fewest, most) = (Math.Min(fewest, spaces), Math.Max(most, spaces));
        areOne = all == width && isQuoted == areQuoted;
    }

    /// <summary>The width, but for a space behind the delimiter.</summary>
    /// <param name="behind">The spaces that follow each delimiter.</param>
    /// <returns>Null where some cell has fewer of these.</returns>
    public int? Width(int behind) =>
        areQuoted ? width
        : fewest >= behind ? width - behind
        : null;
}
