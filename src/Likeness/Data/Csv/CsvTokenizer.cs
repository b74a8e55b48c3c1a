using System.Buffers;

namespace Likeness.Data.Csv;

/// <summary>
/// Splits a text into records of cells as RFC 4180 does, without a string per cell. Beyond it: any delimiter; lines end in CR, LF or both; blank lines
/// are skipped; spaces around a cell, and before an opening quotation mark, do not belong to it.
/// </summary>
/// <param name="reader">The text.</param>
/// <param name="delimiter">The character between cells.</param>
/// <param name="file">The file's name in messages.</param>
/// <param name="linesAbove">The number of lines that were read before.</param>
/// <param name="quantities">The places of the cells whose numbers and units are two cells, in rising order; null for none.</param>
internal sealed class CsvTokenizer(
    TextReader reader,
    char delimiter,
    string file,
    int linesAbove = 0,
    IReadOnlyList<int>? quantities = null
)
{
    private const int FirstBuffer = 1 << 16;

    private readonly SearchValues<char> stops = SearchValues.Create([delimiter, '\n', '\r', '"']);
    private char[] buffer = new char[FirstBuffer];
    private (int Start, int Length, bool IsQuoted, string? Unit)[] cells = new (int, int, bool, string?)[16];
    private int[] blanks = new int[16]; // before each cell
    private int start; // of the record, in the buffer
    private int end; // of the text in the buffer
    private int length; // of the record, with its line break
    private long line = 1 + linesAbove; // of the text behind the record

    /// <summary>The number of cells of the record.</summary>
    public int Count { get; private set; }

    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Cells that follow a delimiter and a space, in all records so far.</summary>
    public long SpacedCells { get; private set; }

    /// <summary>Cells that follow a delimiter, in all records so far.</summary>
    public long LaterCells { get; private set; }

    /// <summary>Whether the first line break is a carriage return with a line feed; null before it.</summary>
    public bool? HasCarriageReturns { get; private set; }

    /// <summary>A cell of the record, valid until the next one is read.</summary>
    public ReadOnlySpan<char> Cell(int index) =>
        cells[index].Unit is { } unit ? unit : buffer.AsSpan(start + cells[index].Start, cells[index].Length);

    /// <summary>Whether a cell of the record is quoted.</summary>
    public bool IsQuoted(int index) => cells[index].IsQuoted;

    /// <summary>Whether a cell of the record, before which nothing is split, follows a space.</summary>
    public bool IsSpaced(int index) => blanks[index] > 0;

    /// <summary>The number of spaces before a cell of the record, before which nothing is split.</summary>
    public int Blanks(int index) => blanks[index];

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="LikenessException">A quotation mark is misplaced, the text has a NUL, or a record is too long.</exception>
    public bool Read()
    {
        do
        {
            start += length;
            length = Count = 0;
            Line = line;
            if (start >= end && !Fill())
            {
                return false;
            }

            for (int at = 0; at >= 0; )
            {
                at = ReadCell(at);
            }
        } while (Count == 1 && cells[0] is { Length: 0, IsQuoted: false });

        for (int i = quantities?.Count - 1 ?? -1; i >= 0; i--)
        {
            Split(quantities![i]);
        }

        return true;
    }

    private void Split(int at)
    {
        if (at >= Count)
        {
            return;
        }

        var cell = cells[at];
        bool isSplit = Quantity.TrySplit(Cell(at), out int first, out int length);
        string unit = isSplit ? Quantity.UnitOf(Cell(at), first, length) : "";
        Add(0, 0, cell.IsQuoted);
        Array.Copy(cells, at + 1, cells, at + 2, Count - at - 2);
        cells[at + 1] = cell with { Unit = unit };
        cells[at] = isSplit ? cell with { Start = cell.Start + first, Length = length } : cell;
    }

    // Reads a cell; returns the place of the next one, or -1 behind the last of the record.
    private int ReadCell(int at)
    {
        int first = at;
        while (Has(at) && buffer[start + at] is ' ' or '\t' && buffer[start + at] != delimiter)
        {
            at++;
        }

        if (Count == blanks.Length)
        {
            Array.Resize(ref blanks, 2 * Count);
        }

        blanks[Count] = at - first;
        if (Count > 0)
        {
            LaterCells++;
            SpacedCells += at > first ? 1 : 0;
        }

        return Has(at) && buffer[start + at] == '"' ? ReadQuoted(at + 1) : ReadPlain(at);
    }

    private int ReadPlain(int first)
    {
        int at = first;
        while (Has(at))
        {
            int stop = buffer.AsSpan(start + at, end - start - at).IndexOfAny(stops);
            if (stop < 0)
            {
                at = end - start;
                continue;
            }

            at += stop;
            if (buffer[start + at] == '"')
            {
                throw Misplaced();
            }

            break;
        }

        int last = at;
        while (last > first && buffer[start + last - 1] is ' ' or '\t')
        {
            last--;
        }

        Add(first, last - first, isQuoted: false);
        return Next(at);
    }

    private int ReadQuoted(int first)
    {
        int at = first;
        int to = first; // doubled quotation marks move the rest of the cell forward
        while (true)
        {
            if (!Has(at))
            {
                throw Misplaced();
            }

            var rest = buffer.AsSpan(start + at, end - start - at);
            int stop = rest.IndexOf('"');
            int copied = stop < 0 ? rest.Length : stop;
            line += rest[..copied].Count('\n');
            if (to != at)
            {
                rest[..copied].CopyTo(buffer.AsSpan(start + to));
            }

            (at, to) = (at + copied, to + copied);
            if (stop < 0)
            {
                continue;
            }

            at++;
            if (!Has(at) || buffer[start + at] != '"')
            {
                break;
            }

            buffer[start + to++] = '"';
            at++;
        }

        Add(first, to - first, isQuoted: true);
        while (Has(at) && buffer[start + at] is ' ' or '\t' && buffer[start + at] != delimiter)
        {
            at++;
        }

        return Has(at) && buffer[start + at] != delimiter && buffer[start + at] is not ('\r' or '\n')
            ? throw Misplaced()
            : Next(at);
    }

    // Behind a cell: a delimiter, a line break or the end of the text.
    private int Next(int at)
    {
        if (!Has(at))
        {
            length = at;
            return -1;
        }

        char found = buffer[start + at++];
        if (found == delimiter)
        {
            return at;
        }

        bool both = found == '\r' && Has(at) && buffer[start + at] == '\n';
        HasCarriageReturns ??= both;
        length = at + (both ? 1 : 0);
        line++;
        return -1;
    }

    private void Add(int first, int count, bool isQuoted)
    {
        if (Count == cells.Length)
        {
            Array.Resize(ref cells, 2 * Count);
        }

        cells[Count++] = (first, count, isQuoted, null);
    }

    private bool Has(int at) => start + at < end || Fill();

    // Moves the record to the beginning of the buffer, and reads more text behind it.
    private bool Fill()
    {
        int kept = Math.Max(0, end - start);
        if (kept > TableSize.MaxLineBytes)
        {
            throw TableSize.TooLong(file, Line);
        }

        if (start > 0)
        {
            buffer.AsSpan(start, kept).CopyTo(buffer);
            (start, end) = (0, kept);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, 2 * end);
        }

        int read = reader.Read(buffer, end, buffer.Length - end);
        if (buffer.AsSpan(end, read).Contains('\0'))
        {
            throw new LikenessException($"{file}: this is not a text file (save it as CSV in UTF-8)");
        }

        end += read;
        return read > 0;
    }

    private LikenessException Misplaced() =>
        new($"{file}, line {Line}: a quotation mark is out of place (quote whole cells, and close each quote)");
}
