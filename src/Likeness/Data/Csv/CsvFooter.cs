using Likeness.Data.Detection;

namespace Likeness.Data.Csv;

/// <summary>Lines below the rows: totals of the columns, notes such as <c>Source: …</c>, and many lines without any value. They are no rows.</summary>
internal sealed class CsvFooter
{
    private const int MaxLines = 20;

    // Fewer may be rows whose values are missing, and so may be those of a file that is mostly blank.
    private const int MinBlank = 5;
    private const int MaxBlank = 100_000;

    private static readonly HashSet<string> Totals = new(StringComparer.OrdinalIgnoreCase)
    {
        "total",
        "totals",
        "grand total",
        "sum",
        "average",
        "mean",
        "summe",
        "gesamt",
        "gesamtsumme",
        "mittelwert",
        "durchschnitt",
        "total général",
        "totaux",
        "moyenne",
        "totale",
        "totaal",
        "razem",
        "suma",
    };

    private static readonly string[] Notes =
    [
        "source",
        "note",
        "data",
        "last updated",
        "generated",
        "exported",
        "quelle",
        "hinweis",
        "stand",
        "anmerkung",
        "fuente",
        "nota",
        "fonte",
        "*",
        "#",
        "©",
    ];

    private readonly List<(string[] Cells, long Line)> held = [];
    private bool areTotalsRows; // one of several levels
    private long last;
    private int blank;

    /// <summary>The lines that may be below the rows: none of the rows so far follows them.</summary>
    public IReadOnlyList<(string[] Cells, long Line)> Held => held;

    /// <summary>Holds a line back that may be below the rows.</summary>
    /// <param name="tokens">The line.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>False for a row.</returns>
    public bool Hold(CsvTokenizer tokens, int columns)
    {
        bool isApart = tokens.Line > last + 1 && last > 0;
        last = tokens.Line;
        bool isBlank = columns > 1 && held.Count < MaxBlank && IsBlank(tokens, columns);
        bool isBelow =
            isBlank
            || columns > 1
                && held.Count - blank < MaxLines
                && (tokens.Count < columns ? IsNote(tokens, isApart || held.Count > 0) : IsTotal(tokens, columns));
        if (!isBelow)
        {
            return false;
        }

        blank += isBlank ? 1 : 0;
        held.Add(([.. Enumerable.Range(0, tokens.Count).Select(i => tokens.Cell(i).ToString())], tokens.Line));
        return true;
    }

    /// <summary>Forgets the lines, which are rows: later ones with the name of a total are, too.</summary>
    public void Clear()
    {
        areTotalsRows |= held.Count > blank;
        held.Clear();
        blank = 0;
    }

    /// <summary>Whether the lines may be rows after all: a few without any value.</summary>
    public bool MayBeRows => blank > 0 && blank == held.Count && blank < MinBlank;

    private static bool IsBlank(CsvTokenizer tokens, int columns)
    {
        if (tokens.Count != columns)
        {
            return false;
        }

        int at = 0;
        while (at < columns && tokens.Cell(at).Length == 0)
        {
            at++;
        }

        return at == columns;
    }

    // A line that was cut off is none: it has values, and nothing sets it apart.
    private static bool IsNote(CsvTokenizer tokens, bool isApart)
    {
        string text = tokens.Cell(0).ToString();
        return tokens.Count > 0
            && text.Length > 0
            && !CsvTitles.IsTyped(text)
            && (isApart || Array.Exists(Notes, note => text.StartsWith(note, StringComparison.OrdinalIgnoreCase)));
    }

    private bool IsTotal(CsvTokenizer tokens, int columns)
    {
        if (areTotalsRows || tokens.Count != columns)
        {
            return false;
        }

        int first = 0;
        while (first < columns && tokens.Cell(first).Length == 0)
        {
            first++;
        }

        if (first == columns || !IsWord(tokens.Cell(first)))
        {
            return false;
        }

        // There is one of each.
        string word = tokens.Cell(first).ToString();
        if (held.Exists(one => one.Cells.Length == columns && one.Cells[first] == word))
        {
            areTotalsRows = true;
            return false;
        }

        int numbers = 0;
        for (int i = first + 1; i < columns; i++)
        {
            string cell = tokens.Cell(i).ToString();
            bool isNumber = cell.Length > 0 && CsvTitles.IsNumber(cell);
            numbers += isNumber ? 1 : 0;
            if (cell.Length > 0 && !isNumber && !MissingMarkers.IsMarker(cell))
            {
                return false;
            }
        }

        return numbers > 0;
    }

    private static bool IsWord(ReadOnlySpan<char> cell)
    {
        cell = cell.TrimEnd(": ");
        return cell.Length is >= 3 and <= 14
            && char.ToUpperInvariant(cell[0]) is 'T' or 'S' or 'G' or 'A' or 'M' or 'D' or 'R'
            && Totals.Contains(cell.ToString());
    }
}
