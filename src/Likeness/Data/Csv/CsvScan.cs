using System.Text;
using Likeness.Data.Detection;
using Likeness.Data.Schemas;

namespace Likeness.Data.Csv;

/// <summary>The first reading of a CSV file: its dialect, its column names, and what the cells of each column have in common.</summary>
internal sealed class CsvScan
{
    private const int SampleBytes = 1 << 16;
    private const int ToldEvery = 4096;

    private readonly CsvTokenizer tokens;
    private List<ColumnProfile> profiles = [];
    private readonly List<(long All, long Needless)> quoted = [];
    private readonly List<(long All, long Spaced)> spaces = []; // of cells with text
    private readonly List<CsvAlignment> alignments = [];
    private readonly CsvHeader header;
    private readonly CsvFooter footer = new();
    private bool hasQuotedNames;
    private char delimiter;

    private CsvScan(CsvTokenizer tokens, string file, IReadOnlyCollection<string> missing)
    {
        this.tokens = tokens;
        header = new CsvHeader(file, missing);
    }

    /// <summary>The dialect.</summary>
    public CsvDialect Dialect { get; private set; } = CsvDialect.Default;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Hands over the columns' profiles, which the scan then does not have any more: those of many columns are large.</summary>
    public IReadOnlyList<ColumnProfile> TakeProfiles()
    {
        var taken = profiles;
        profiles = [];
        return taken;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Lines below the rows, which are none.</summary>
    public IReadOnlyList<string> LinesBelow { get; private set; } = [];

    /// <summary>What speaks for decimal commas where a column alone does not tell.</summary>
    public CommaEvidence Commas =>
        profiles.Exists(one => !one.IsText && one.Numbers.HasDecimalPoints) ? CommaEvidence.None
        : profiles.Exists(one => !one.IsText && one.Numbers.HasDecimalCommas) ? CommaEvidence.Columns
        : Dialect.Delimiter == ';' ? CommaEvidence.Delimiter
        : CommaEvidence.None;

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <param name="progress">Receives the fraction that has been read.</param>
    /// <exception cref="LikenessException">The file is no table.</exception>
    public static CsvScan Read(TextFile file, IReadOnlyCollection<string> missing, Action<double>? progress)
    {
        byte[] start = file.Start(SampleBytes);
        string encoding = TextEncodings.Detect(start);
        try
        {
            return Read(file, start, encoding, missing, progress);
        }
        catch (DecoderFallbackException)
        {
            return Read(file, start, TextEncodings.Windows1252, missing, progress);
        }
    }

    /// <summary>Splits a file into cells.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <param name="names">The names of the columns, with those of units; null for cells as the file has them.</param>
    public static CsvTokenizer Tokens(
        TextReader reader,
        CsvDialect dialect,
        string file,
        IReadOnlyList<string>? names = null
    )
    {
        int above = (dialect.NamesDelimiter ? 1 : 0) + (dialect.Titles?.Count ?? 0);
        for (int i = 0; i < above; i++)
        {
            reader.ReadLine();
        }

        return new CsvTokenizer(reader, dialect.Delimiter, file, above, dialect.PlacesOfQuantities(names));
    }

    private static CsvScan Read(
        TextFile file,
        byte[] start,
        string encoding,
        IReadOnlyCollection<string> missing,
        Action<double>? progress
    )
    {
        var charset = encoding == TextEncodings.Utf8 ? Encoding.UTF8 : TextEncodings.Find(encoding);
        string sample = charset.GetString(start).TrimStart('\uFEFF');
        char? named = CsvDelimiter.Named(sample);
        var dialect = new CsvDialect
        {
            Encoding = encoding,
            Delimiter = named ?? CsvDelimiter.Find(sample),
            NamesDelimiter = named is not null,
        };
        dialect = dialect with
        {
            Titles = CsvTitles.Find(sample, dialect, file.Name) is { Count: > 0 } lines ? lines : null,
        };
        dialect = dialect with { Units = CsvUnits.Find(sample, dialect, file.Name) };
        return file.Read(
            encoding,
            (reader, done) =>
            {
                var scan = new CsvScan(Tokens(reader, dialect, file.Name), file.Name, missing);
                scan.Scan(missing, dialect, () => progress?.Invoke(done()));
                return scan;
            }
        );
    }

    private void Scan(IReadOnlyCollection<string> missing, CsvDialect dialect, Action told)
    {
        if (!tokens.Read())
        {
            throw new LikenessException($"{header.File}: the file is empty (put rows into it)");
        }

        header.Keep(tokens);
        delimiter = dialect.Delimiter;
        hasQuotedNames = Enumerable.Range(0, tokens.Count).All(tokens.IsQuoted);
        for (int i = 0; i < tokens.Count; i++)
        {
            profiles.Add(new ColumnProfile(missing));
            quoted.Add((0, 0));
            spaces.Add((0, 0));
            alignments.Add(new());
        }

        if (dialect.Units is not null)
        {
            tokens.Read();
        }

        while (tokens.Read())
        {
            if (footer.Hold(tokens, header.Count))
            {
                continue;
            }

            AddHeld();
            header.Check(tokens.Count, tokens.Line, profiles);
            AddRow();
            if (Rows % ToldEvery == 0)
            {
                told();
            }
        }

        if (Rows == 0 || footer.MayBeRows)
        {
            AddHeld();
        }

        LinesBelow = [.. footer.Held.Select(one => string.Join(dialect.Delimiter, one.Cells))];
        Names = header.Decide(profiles, out bool isHeader);
        isHeader |= dialect.Units is not null;
        if (!isHeader)
        {
            header.AddTo(profiles);
            Rows++;
        }
        else if (Rows == 0)
        {
            throw new LikenessException($"{header.File}: there are column names but no rows (add rows)");
        }

        // The spaces of values that end at one place are not those of delimiters.
        bool[] areAligned = [.. alignments.Select(one => one is { IsFound: true, AreQuoted: false })];
        var others = spaces.Where((_, i) => i > 0 && areAligned[i]).ToList();
        bool isSpaced =
            2 * (tokens.SpacedCells - others.Sum(one => one.Spaced)) > tokens.LaterCells - others.Sum(one => one.All)
            && others.Count < spaces.Count - 1;
        string[] spaced =
        [
            .. Names.Where((_, i) => !areAligned[i] && spaces[i].All > 0 && spaces[i].Spaced == spaces[i].All),
        ];
        var widths = Names
            .Index()
            .Where(one => alignments[one.Index].IsFound)
            .Select(one => (one.Item, Width: alignments[one.Index].Width(isSpaced && one.Index > 0 ? 1 : 0)))
            .Where(one => one.Width is not null)
            .ToDictionary(one => one.Item, one => one.Width!.Value, StringComparer.Ordinal);
        Dialect = dialect with
        {
            HasHeader = isHeader,
            Spaced = isSpaced || spaced.Length == 0 ? null : spaced,
            Widths = widths.Count > 0 ? widths : null,
            Names = isHeader ? header.Written : null,
            Quoting = Quoting(),
            SpaceAfterDelimiter = isSpaced,
            CarriageReturns = tokens.HasCarriageReturns ?? false,
        };
    }

    /// <summary>Gives each column whose numbers have units that differ another one of units.</summary>
    /// <param name="schema">The declared columns, of which those of units must be some; null for none.</param>
    public void SplitQuantities(TableSchema? schema)
    {
        var names = new List<string>();
        var split = new List<ColumnProfile>();
        var quantities = new List<CsvQuantity>();
        var commas = Commas;
        for (int i = 0; i < profiles.Count; i++)
        {
            string unit = Quantity.UnitOf(Names[i]);
            bool isDeclared = schema?.Find(unit) is not null;
            if (
                profiles[i].Quantities is not { } quantity
                || Names.Contains(unit)
                || !(isDeclared || (quantity.IsFound && schema?.Find(Names[i]) is null))
            )
            {
                names.Add(Names[i]);
                split.Add(profiles[i]);
                continue;
            }

            names.AddRange([Names[i], unit]);
            split.AddRange([quantity.Numbers, quantity.Units]);
            quantity.Numbers.Storage = quantity.Units.Storage = profiles[i].Storage;
            quantity.Numbers.Example = profiles[i].Example;
            quantities.Add(new CsvQuantity(Names[i], quantity.Formats(commas)));
        }

        if (quantities.Count > 0)
        {
            (Names, profiles) = (names, split);
            Dialect = Dialect with { Quantities = quantities };
        }
    }

    private void AddRow()
    {
        Rows++;
        for (int i = 0; i < profiles.Count; i++)
        {
            var cell = tokens.Cell(i);
            profiles[i].Add(cell, tokens.Line);
            header.Compare(i, cell);
            alignments[i].Add(cell, tokens.Blanks(i), tokens.IsQuoted(i));
            spaces[i] =
                cell.Length == 0 ? spaces[i] : (spaces[i].All + 1, spaces[i].Spaced + (tokens.IsSpaced(i) ? 1 : 0));
            if (tokens.IsQuoted(i))
            {
                bool isNeeded = cell.IndexOfAny(['"', '\n', '\r', delimiter]) >= 0;
                quoted[i] = (quoted[i].All + 1, quoted[i].Needless + (isNeeded ? 0 : 1));
            }
        }
    }

    // Lines that a row follows are rows.
    private void AddHeld()
    {
        foreach (var (cells, line) in footer.Held)
        {
            header.Check(cells.Length, line, profiles);
            Rows++;
            for (int i = 0; i < profiles.Count; i++)
            {
                profiles[i].Add(cells[i], line);
                header.Compare(i, cells[i]);
            }
        }

        footer.Clear();
    }

    private CsvQuoting Quoting()
    {
        bool[] mostly = [.. quoted.Select((count, i) => count.Needless > Rows - profiles[i].Missing - count.All)];
        if (mostly.All(one => one))
        {
            return CsvQuoting.All;
        }

        if (!mostly.Any(one => one) && !hasQuotedNames)
        {
            return CsvQuoting.Minimal;
        }

        for (int i = 0; i < mostly.Length; i++)
        {
            profiles[i].Storage = mostly[i] ? CsvMarks.Quoted : CsvMarks.Plain;
        }

        return CsvQuoting.Text;
    }
}
