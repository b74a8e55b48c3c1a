using Likeness.Data.Detection;

namespace Likeness.Data.Csv;

/// <summary>
/// The first line of a CSV file: column names or a row. It holds names if a column of numbers, times or booleans begins with another text; a row if it has
/// a number or a time, or a text that occurs again in its column. Where nothing tells, it holds names.
/// </summary>
/// <param name="file">The file's name in messages.</param>
/// <param name="missing">Markers of missing values.</param>
internal sealed class CsvHeader(string file, IReadOnlyCollection<string> missing)
{
    private const int ShownCharacters = 40;
    private const int MinNames = 2;
    private const int MinRows = 3;
    private const int MinYears = 3;
    private static readonly HashSet<string> BooleanWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "true",
        "false",
        "yes",
        "no",
    };

    private string[] cells = [];
    private bool[] recurs = [];
    private long line;

    /// <summary>The file's name in messages.</summary>
    public string File => file;

    /// <summary>The number of cells.</summary>
    public int Count => cells.Length;

    /// <summary>The names that the file writes otherwise; null for none. Known once the names are decided.</summary>
    public IReadOnlyDictionary<string, string>? Written { get; private set; }

    /// <summary>Keeps the first record.</summary>
    /// <exception cref="LikenessException">It has too many cells.</exception>
    public void Keep(CsvTokenizer tokens)
    {
        if (tokens.Count > TableSize.MaxColumns)
        {
            throw new LikenessException(
                $"{file}, line {tokens.Line}: {tokens.Count} columns, and a table has at most {TableSize.MaxColumns} (give fewer columns)"
            );
        }

        cells = new string[tokens.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = tokens.Cell(i).ToString();
        }

        recurs = new bool[cells.Length];
        line = tokens.Line;
    }

    /// <summary>Compares the cell of a later row with the first of its column.</summary>
    public void Compare(int column, ReadOnlySpan<char> cell) =>
        recurs[column] |= cell.Length == cells[column].Length && cell.Length > 0 && cell.SequenceEqual(cells[column]);

    /// <summary>Checks the number of cells of a later record.</summary>
    /// <param name="count">The number.</param>
    /// <param name="at">The record's line.</param>
    /// <param name="profiles">The columns.</param>
    /// <exception cref="LikenessException">It has more or fewer than the first.</exception>
    public void Check(int count, long at, IReadOnlyList<ColumnProfile> profiles)
    {
        if (count == cells.Length)
        {
            return;
        }

        if (cells.Length == 1)
        {
            throw new LikenessException(
                $"{file}, line {at}: the line has {count} cells, and the {(at == 2 ? "line" : "lines")} above only 1, as titles above column names have (delete what stands above the names)"
            );
        }

        var names = Decide(profiles, out _);
        throw count < cells.Length
            ? Error(at, names[count], $"the line ends after {count} of {cells.Length} cells (add the others)")
            : Error(
                at,
                names[^1],
                $"the line has {count} cells, and the first line only {cells.Length} (remove what follows this column)"
            );
    }

    /// <summary>Adds the first record as a row.</summary>
    public void AddTo(IReadOnlyList<ColumnProfile> profiles)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            profiles[i].Add(cells[i], line);
        }
    }

    /// <summary>The names of the columns: the first line's, or x0, x1, ….</summary>
    /// <param name="profiles">The columns without the first line.</param>
    /// <param name="isHeader">Whether the first line holds the names.</param>
    /// <exception cref="LikenessException">Names and values are mixed.</exception>
    public string[] Decide(IReadOnlyList<ColumnProfile> profiles, out bool isHeader)
    {
        bool[] areValues = [.. Enumerable.Range(0, cells.Length).Select(i => IsValue(i, profiles[i]))];
        int[] values =
        [
            .. Enumerable.Range(0, cells.Length).Where(i => areValues[i] && !IsWholeAboveDecimals(i, profiles[i])),
        ];
        int[] names = [.. Enumerable.Range(0, cells.Length).Where(i => !areValues[i] && IsName(i, profiles[i]))];
        if (values.Length > 0 && names.Length > 0 && !AreYears(values, profiles) && !AreClearly(names))
        {
            throw new LikenessException(
                $"{file}, line {line}: '{Shown(cells[names[0]])}' is not a number and '{Shown(cells[values[0]])}' is, so the line is neither "
                    + $"column names nor a row (give every column a name that is not a number, or {MissingOption(cells[names[0]])})"
            );
        }

        isHeader =
            names.Length > 0 || AreYears(values, profiles) || (values.Length == 0 && !recurs.Any(again => again));
        return Unique(isHeader);
    }

    /// <summary>The advice to declare a text as missing.</summary>
    public static string MissingOption(string cell)
    {
        bool bare = cell.Length > 0 && cell.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_');
        string argument = bare ? cell : $"\"{Shown(cell)}\"";
        string separator = cell.StartsWith('-') ? "=" : " ";
        return cell.Length > ShownCharacters
            ? "every cell must be a number"
            : $"use --missing{separator}{argument} to treat it as missing";
    }

    /// <summary>The beginning of a text, without control characters.</summary>
    public static string Shown(string cell)
    {
        string start = ControlCharacters.Replace(cell[..Math.Min(cell.Length, ShownCharacters)]);
        return cell.Length <= ShownCharacters ? start : start + "…";
    }

    /// <summary>An error in a cell.</summary>
    public LikenessException Error(long place, string column, string what) =>
        new($"{file}, line {place}, column '{Shown(column)}': {what}");

    private ColumnProfile First(int column)
    {
        var profile = new ColumnProfile(missing);
        profile.Add(cells[column], line);
        return profile;
    }

    private bool IsValue(int column, ColumnProfile rest)
    {
        var first = First(column);
        return (IsTyped(first) && !IsMonth(first, rest))
            || rest.Units.Fits(cells[column])
            || (rest.Quantities?.IsFound == true && Quantity.TrySplit(cells[column], out _, out _));
    }

    // A month above numbers is the name of its column.
    private static bool IsMonth(ColumnProfile first, ColumnProfile rest) =>
        first.Times.Count > 0 && first.Numbers.Count == 0 && rest.Numbers.Count > 0 && rest.Times.Count == 0;

    private static bool IsTyped(ColumnProfile profile) => profile.Numbers.Count + profile.Times.Count > 0;

    // A text that is neither a value nor a marker of a missing one, above numbers, times or booleans.
    private bool IsName(int column, ColumnProfile rest)
    {
        string cell = cells[column];
        if (cell.Length == 0 || missing.Contains(cell) || MissingMarkers.IsMarker(cell))
        {
            return false;
        }

        int typed = rest.Numbers.Count + rest.Times.Count;
        int others = rest.Others.Where(other => !MissingMarkers.IsMarker(other.Key)).Sum(other => other.Value);
        bool areBooleans = rest.Others.Count > 0 && rest.Others.Keys.All(BooleanWords.Contains);
        bool areUnits = typed == 0 && (rest.Units.Numbers is not null || rest.Quantities?.IsFound == true);
        return areUnits
            || !rest.IsText
                && ((typed > 0 && others == 0) || (typed == 0 && areBooleans && !BooleanWords.Contains(cell)));
    }

    // 4046 above 31254.55 and 472.18.
    private bool IsWholeAboveDecimals(int column, ColumnProfile rest) =>
        cells[column].All(char.IsAsciiDigit)
        && rest is { IsText: false, Numbers: { Count: >= MinRows } numbers, Times.Count: 0 }
        && numbers.Format(CommaEvidence.None) is var format
        && (format.Decimals ?? format.MinDecimals) > 0;

    // Several texts above numbers, none of them twice: products may have numbers for names.
    private bool AreClearly(int[] names) =>
        names.Length >= MinNames
        && cells.Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal).Count()
            == cells.Count(cell => cell.Length > 0);

    // Years in order, as the names of columns: country, 2019, 2020, …, or 1990, 2000, 2010, … above other numbers.
    private bool AreYears(int[] values, IReadOnlyList<ColumnProfile> profiles)
    {
        var numbers = values.Select(i => int.TryParse(cells[i], out int year) ? year : 0).ToArray();
        var steps = numbers.Zip(numbers.Skip(1), (a, b) => b - a);
        bool areOthers = numbers.Length >= MinYears && !values.All(i => profiles[i].Numbers.HaveFourDigits);
        return numbers.Length > 1
            && numbers.Length < cells.Length
            && numbers[0] > 1000
            && numbers[^1] < 3000
            && steps.All(step => step == 1 || (step > 0 && areOthers));
    }

    // A name that is there again gets a number.
    private string[] Unique(bool isHeader)
    {
        var names = new string[cells.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        HashSet<string> given = isHeader ? [.. cells] : [];
        for (int i = 0; i < cells.Length; i++)
        {
            // Control characters would reach the terminal.
            string cell = ControlCharacters.Replace(cells[i]);
            string name = isHeader && cell.Length > 0 ? cell : $"x{i}";
            names[i] = name;
            for (int number = 2; taken.Contains(names[i]) || (number > 2 && given.Contains(names[i])); number++)
            {
                names[i] = $"{name} ({number})";
            }

            taken.Add(names[i]);
            if (names[i] != cell)
            {
                written[names[i]] = cell;
            }
        }

        Written = isHeader && written.Count > 0 ? written : null;
        return names;
    }
}
