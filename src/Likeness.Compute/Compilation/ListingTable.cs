using System.Text;

namespace Likeness.Compute.Compilation;

/// <summary>A table of numbers with a text column at the end, at most 120 columns wide; the text is wrapped.</summary>
internal sealed class ListingTable(params string[] header)
{
    private const int Width = 120;
    private readonly List<string[]> rows = [header];

    /// <summary>Adds a row with as many cells as the header.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    public override string ToString()
    {
        int last = rows[0].Length - 1;
        int[] widths = [.. Enumerable.Range(0, last).Select(column => rows.Max(row => row[column].Length))];
        int indent = widths.Sum(width => width + 2);
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            for (int column = 0; column < last; column++)
            {
                text.Append(row[column].PadLeft(widths[column])).Append("  ");
            }

            int line = 0;
            foreach (string words in Wrapped(row[last], Width - indent))
            {
                text.Append(' ', line++ == 0 ? 0 : indent).AppendLine(words);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Wrapped(string words, int width)
    {
        while (words.Length > width)
        {
            int space = words.LastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            yield return words[..end];
            words = words[end..].TrimStart();
        }

        yield return words;
    }
}
