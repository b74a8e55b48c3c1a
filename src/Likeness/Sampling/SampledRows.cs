using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Sampling;

/// <summary>Rows that are sampled while they are written, a part at a time, so that their number has no bound in memory.</summary>
/// <param name="Count">How many rows there are in all.</param>
/// <param name="Parts">The rows, in order; each part holds at least one, unless there are none at all.</param>
internal sealed record SampledRows(int Count, IEnumerable<Table> Parts)
{
    /// <summary>A sentence on the rows, known when all are there; null for none.</summary>
    public Func<string?>? Remark { get; init; }

    /// <summary>The first part, and the same rows with it: each part is sampled once. The result can be read once.</summary>
    public (Table First, SampledRows Rows) Peek()
    {
        var parts = Parts.GetEnumerator();
        parts.MoveNext();
        var first = parts.Current;
        return (first, this with { Parts = All() });

        IEnumerable<Table> All()
        {
            using (parts)
            {
                yield return first;
                while (parts.MoveNext())
                {
                    yield return parts.Current;
                }
            }
        }
    }

    /// <summary>All rows at once.</summary>
    /// <exception cref="LikenessException">They do not fit into memory.</exception>
    public Table ToTable()
    {
        double[][] values = [];
        int filled = 0;
        Table? last = null;
        var texts = new Dictionary<int, List<string>>();
        var levels = new Dictionary<int, Column>();
        foreach (var part in Parts)
        {
            if (last is null)
            {
                Require(part.Width);
                values = [.. Enumerable.Range(0, part.Width).Select(_ => new double[Count])];
            }

            for (int column = 0; column < values.Length; column++)
            {
                var kinds = levels.GetValueOrDefault(column) ?? part.Columns[column];
                var own = part;
                if (part.Columns[column].Kind is CategoryKind found && !found.Equals(kinds.Kind))
                {
                    // Each part may have texts of its own behind the levels of the data.
                    own = part.TakeColumns([column]).AlignTo([kinds]);
                    kinds = own.Columns[0];
                }

                levels[column] = kinds;
                own.Column(ReferenceEquals(own, part) ? column : 0).CopyTo(values[column].AsSpan(filled));
                if (part.Columns[column].Kind is TextKind { Texts.Count: > 0 } kind)
                {
                    Append(texts, column, kind, values[column].AsSpan(filled, part.RowCount));
                }
            }

            filled += part.RowCount;
            last = part;
        }

        var columns = last!.Columns.Select(
            (column, i) =>
                texts.TryGetValue(i, out var all) ? column with { Kind = new TextKind(all) }
                : column.Kind is CategoryKind ? levels[i]
                : column
        );
        return Table.FromColumns([.. columns], values, last.Picture).WrittenAs(last.Dialect);
    }

    // Each part has its own texts.
    private static void Append(Dictionary<int, List<string>> texts, int column, TextKind kind, Span<double> cells)
    {
        if (!texts.TryGetValue(column, out var all))
        {
            texts[column] = all = [];
        }

        foreach (ref double cell in cells)
        {
            cell += all.Count;
        }

        all.AddRange(kind.Texts);
    }

    private void Require(int width)
    {
        double bytes = (double)Count * width * sizeof(double);
        string work = $"a table of {Count} rows and {width} columns";
        AvailableMemory.Require(
            bytes,
            work,
            "sample fewer rows, or write them to a .csv or .npy file, which needs no such table"
        );
        if (bytes / sizeof(double) > Array.MaxLength)
        {
            throw new LikenessException(
                $"{work} is larger than any can be (sample fewer rows, or write them to a .csv or .npy file)"
            );
        }
    }
}
